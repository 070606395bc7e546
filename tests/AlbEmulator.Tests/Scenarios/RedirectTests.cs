using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Redirect actions.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html#redirect-actions"/>
/// </summary>
public sealed class RedirectTests
{
    private static readonly RuleAction.Redirect ToHttps = new(301) { Protocol = "HTTPS", Port = "443" };

    [Theory]
    [InlineData(301, "301 Moved Permanently", "301 Moved Permanently", 134)]
    [InlineData(302, "302 Moved Temporarily", "302 Found", 110)]
    public async Task Redirect_is_answered_to_the_byte(int code, string status, string title, int pageBytes)
    {
        await using var scenario = await StartAsync(ToHttps with { StatusCode = code });

        var response = await scenario.ExchangeAsync(Wire.Get("/a/b?c=d", "User-Agent: Mozilla/5.0 Chrome/120.0"));

        var page = AlbPage.Body(title);
        Assert.Equal(pageBytes, page.Length);
        Assert.Equal(
            $"HTTP/1.1 {status}\r\nServer: awselb/2.0\r\nDate: DATE\r\nContent-Type: text/html\r\n"
            + $"Content-Length: {pageBytes}\r\nConnection: keep-alive\r\n"
            + $"Location: https://example.com:443/a/b?c=d\r\n\r\n{page}",
            AlbPage.WithoutDate(response.Head) + response.Text);
        var line = await scenario.LineAsync();
        Assert.Equal($"{code}", line.ElbStatusCode);
        Assert.Equal(response.WireLength.ToString(), line.SentBytes);
        Assert.Equal("redirect", line.ActionsExecuted);
        Assert.Equal("https://example.com:443/a/b?c=d", line.RedirectUrl);
        Assert.Equal("0", line.MatchedRulePriority);
        Assert.Equal(
            "- -1 -1 -1 - - - - -",
            $"{line.Target} {line.RequestProcessingTime} {line.TargetProcessingTime} {line.ResponseProcessingTime} "
            + $"{line.TargetStatusCode} {line.TargetGroupArn} {line.TargetPortList} {line.TargetStatusCodeList} {line.ErrorReason}");
        Assert.StartsWith("Root=1-", line.TraceId, StringComparison.Ordinal);
        Assert.Empty(scenario.Target.Requests);
    }

    [Fact]
    public async Task Head_gets_the_head_alone()
    {
        await using var scenario = await StartAsync(ToHttps);
        await using var client = await scenario.ConnectAsync();

        var response = await client.ExchangeAsync(Wire.Request("HEAD", "/"));

        Assert.Equal("134", response.Header("Content-Length"));
        Assert.Equal("https://example.com:443/", response.Header("Location"));
        // Nothing of a page stands before the next answer.
        Assert.Equal(301, (await client.ExchangeAsync(Wire.Get())).Status);
    }

    [Fact]
    public async Task Host_is_lower_case_and_without_the_port_of_the_request()
    {
        await using var scenario = await StartAsync(ToHttps);

        var response = await scenario.ExchangeAsync("GET /x HTTP/1.1\r\nHost: WWW.Example.COM:8080\r\n\r\n");

        Assert.Equal("https://www.example.com:443/x", response.Header("Location"));
    }

    [Fact]
    public async Task Http_1_0_without_host_is_sent_to_the_load_balancers_own_name()
    {
        await using var scenario = await StartAsync(ToHttps);

        var response = await scenario.ExchangeAsync("GET / HTTP/1.0\r\n\r\n");

        Assert.Matches(@"^https://demo-\d{10}\.us-east-1\.elb\.amazonaws\.com:443/$", response.Header("Location"));
        Assert.Equal("close", response.Header("Connection"));
    }

    [Fact]
    public async Task Bytes_of_the_request_target_come_back_as_they_came()
    {
        await using var scenario = await StartAsync(ToHttps);

        var response = await scenario.ExchangeAsync(Wire.Get("/\u00e9/%2E%2E/\"?\u00fc=%zz"));

        Assert.Equal("https://example.com:443/\u00e9/%2E%2E/\"?\u00fc=%zz", response.Header("Location"));
        Assert.Equal(@"https://example.com:443/\xE9/%2E%2E/\x22?\xFC=%zz", (await scenario.LineAsync()).RedirectUrl);
    }

    [Theory]
    [InlineData(8192, 301)]
    [InlineData(8193, 507)]
    public async Task Location_above_8_KB_is_507(int length, int status)
    {
        await using var scenario = await StartAsync(ToHttps);
        const string Start = "https://example.com:443";

        var response = await scenario.ExchangeAsync(Wire.Get("/" + new string('x', length - Start.Length - 1)));

        Assert.Equal(status, response.Status);
        var line = await scenario.LineAsync();
        Assert.Equal($"{status}", line.ElbStatusCode);
        Assert.Equal("redirect", line.ActionsExecuted);
        if (status == 507)
        {
            AlbPage.AssertIs("507 Insufficient Storage", response);
            Assert.Equal("-", line.RedirectUrl);
        }
        else
        {
            Assert.Equal(length, response.Header("Location")!.Length);
        }
    }

    [Fact]
    public async Task No_second_header_gets_into_a_location()
    {
        // AWS takes no such rule; whoever makes one gets an error, not a response with a header more.
        await using var scenario = await StartAsync(ToHttps with { Path = "/a\r\nX-Injected: yes" });

        AlbPage.AssertIs("500 Internal Server Error", await scenario.ExchangeAsync(Wire.Get()));
    }

    [Fact]
    public async Task Unread_body_does_not_disturb_the_next_request()
    {
        await using var scenario = await StartAsync(ToHttps);
        await using var client = await scenario.ConnectAsync();

        var first = await client.ExchangeAsync(Wire.Post("/one", "GET /smuggled HTTP/1.1\r\n\r\n"));
        var second = await client.ExchangeAsync(Wire.Get("/two"));

        Assert.Equal("https://example.com:443/one", first.Header("Location"));
        Assert.Equal("https://example.com:443/two", second.Header("Location"));
    }

    private static async Task<Scenario> StartAsync(RuleAction.Redirect action)
    {
        var scenario = await Scenario.StartAsync();
        await scenario.Emulator.ChangeAsync(topology => topology.WithDefault(action));
        return scenario;
    }
}
