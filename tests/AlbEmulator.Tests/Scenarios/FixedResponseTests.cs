using System.Text;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Fixed-response actions.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html#fixed-response-actions"/>
/// </summary>
public sealed class FixedResponseTests
{
    [Theory]
    [InlineData("text/plain", "Hello\n")]
    [InlineData("text/css", "body {}")]
    [InlineData("text/html", "<h1>Down for maintenance</h1>")]
    [InlineData("application/javascript", "alert(1)")]
    [InlineData("application/json", """{"status":"ok"}""")]
    [InlineData("text/plain", "")]
    public async Task Fixed_response_is_answered_to_the_byte(string contentType, string body)
    {
        await using var scenario = await StartAsync(
            new RuleAction.FixedResponse(200) { ContentType = contentType, MessageBody = body });

        // A fixed response is not padded for any browser.
        var response = await scenario.ExchangeAsync(Wire.Get("/", "User-Agent: Mozilla/5.0 Chrome/120.0"));

        Assert.Equal(
            $"HTTP/1.1 200 OK\r\nServer: awselb/2.0\r\nDate: DATE\r\nContent-Type: {contentType}; charset=utf-8\r\n"
            + $"Content-Length: {body.Length}\r\nConnection: keep-alive\r\n\r\n{body}",
            AlbPage.WithoutDate(response.Head) + response.Text);
        var line = await scenario.LineAsync();
        Assert.Equal("fixed-response", line.ActionsExecuted);
        Assert.Equal(response.WireLength.ToString(), line.SentBytes);
        Assert.Equal(
            "- -1 -1 -1 200 - - - - -",
            $"{line.Target} {line.RequestProcessingTime} {line.TargetProcessingTime} {line.ResponseProcessingTime} "
            + $"{line.ElbStatusCode} {line.TargetStatusCode} {line.TargetGroupArn} {line.TargetPortList} "
            + $"{line.TargetStatusCodeList} {line.RedirectUrl}");
        Assert.StartsWith("Root=1-", line.TraceId, StringComparison.Ordinal);
        Assert.Empty(scenario.Target.Requests);
    }

    [Fact]
    public async Task Not_found_to_an_http_1_0_client_is_162_bytes_as_in_real_logs()
    {
        await using var scenario = await StartAsync(new RuleAction.FixedResponse(404));

        var response = await scenario.ExchangeAsync("GET / HTTP/1.0\r\n\r\n");

        Assert.Equal("HTTP/1.1 404 Not Found", response.StartLine);
        Assert.Equal("close", response.Header("Connection"));
        Assert.Equal("162", (await scenario.LineAsync()).SentBytes);
    }

    [Fact]
    public async Task Service_unavailable_to_a_client_that_closes_is_184_bytes_as_in_real_logs()
    {
        await using var scenario = await StartAsync(new RuleAction.FixedResponse(503));

        var response = await scenario.ExchangeAsync(Wire.Get("/", "Connection: close"));

        Assert.Equal("HTTP/1.1 503 Service Temporarily Unavailable", response.StartLine);
        Assert.Equal("184", (await scenario.LineAsync()).SentBytes);
    }

    [Fact]
    public async Task Http_1_0_client_may_keep_its_connection()
    {
        await using var scenario = await StartAsync(new RuleAction.FixedResponse(400));
        await using var client = await scenario.ConnectAsync();

        for (var i = 0; i < 2; i++)
        {
            var response = await client.ExchangeAsync("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
            Assert.Equal("keep-alive", response.Header("Connection"));
        }
    }

    [Fact]
    public async Task Length_is_counted_in_bytes_of_utf_8()
    {
        await using var scenario = await StartAsync(new RuleAction.FixedResponse(200) { MessageBody = "Grüße, 世界 🙂" });

        var response = await scenario.ExchangeAsync(Wire.Get());

        Assert.Equal("Grüße, 世界 🙂", Encoding.UTF8.GetString(response.Body));
        Assert.Equal($"{response.Body.Length}", response.Header("Content-Length"));
    }

    [Fact]
    public async Task Head_gets_the_head_alone()
    {
        await using var scenario = await StartAsync(new RuleAction.FixedResponse(200) { MessageBody = "hello" });
        await using var client = await scenario.ConnectAsync();

        var response = await client.ExchangeAsync(Wire.Request("HEAD", "/"));

        Assert.Equal("5", response.Header("Content-Length"));
        Assert.Equal("hello", (await client.ExchangeAsync(Wire.Get())).Text);
    }

    [Fact]
    public async Task No_content_has_neither_body_nor_its_headers()
    {
        // Not documented for an ALB: nginx, which its answers are made with, sends a 204 so.
        await using var scenario = await StartAsync(new RuleAction.FixedResponse(204) { MessageBody = "unseen" });
        await using var client = await scenario.ConnectAsync();

        var response = await client.ExchangeAsync(Wire.Get());

        Assert.Equal(
            "HTTP/1.1 204 No Content\r\nServer: awselb/2.0\r\nDate: DATE\r\nConnection: keep-alive\r\n\r\n",
            AlbPage.WithoutDate(response.Head));
        Assert.Equal(204, (await client.ExchangeAsync(Wire.Get())).Status);
    }

    [Theory]
    [InlineData(202, "Accepted")]
    [InlineData(401, "Unauthorized")]
    [InlineData(403, "Forbidden")]
    [InlineData(405, "Not Allowed")]
    [InlineData(408, "Request Time-out")]
    [InlineData(413, "Request Entity Too Large")]
    [InlineData(414, "Request-URI Too Large")]
    [InlineData(429, "Too Many Requests")]
    [InlineData(504, "Gateway Time-out")]
    [InlineData(418, "")]
    [InlineData(460, "")]
    [InlineData(299, "")]
    [InlineData(599, "")]
    public async Task Reason_phrase_is_nginxs_or_none(int code, string reason)
    {
        await using var scenario = await StartAsync(new RuleAction.FixedResponse(code));

        Assert.Equal($"HTTP/1.1 {code} {reason}", (await scenario.ExchangeAsync(Wire.Get())).StartLine);
    }

    [Fact]
    public async Task Every_code_that_aws_takes_is_answered_on_one_connection()
    {
        int[] codes = [.. Enumerable.Range(200, 100), .. Enumerable.Range(400, 200)];
        await using var scenario = await Scenario.StartAsync();
        await scenario.Emulator.ChangeAsync(topology => codes.Aggregate(topology, (changed, code) =>
            changed.WithRule(code, $"/{code}", new RuleAction.FixedResponse(code) { MessageBody = $"body of {code}" })));
        await using var client = await scenario.ConnectAsync();

        foreach (var code in codes)
        {
            var response = await client.ExchangeAsync(Wire.Get($"/{code}"));
            Assert.Equal(code, response.Status);
            Assert.Equal(code == 204 ? "" : $"body of {code}", response.Text);
        }

        var lines = await scenario.Emulator.WaitForLogLinesAsync(codes.Length);
        Assert.Equal(codes.Select(code => $"{code}"), lines.Select(line => line.ElbStatusCode));
        Assert.Equal(codes.Select(code => $"{code}"), lines.Select(line => line.MatchedRulePriority));
    }

    [Fact]
    public async Task Pipelined_requests_are_answered_in_their_order()
    {
        await using var scenario = await Scenario.StartAsync();
        await scenario.Emulator.ChangeAsync(topology => topology
            .WithRule(1, "/fixed", new RuleAction.FixedResponse(200) { MessageBody = "fixed" })
            .WithRule(2, "/redirect", new RuleAction.Redirect(302) { Path = "/elsewhere" }));
        await using var client = await scenario.ConnectAsync();

        await client.SendAsync(Wire.Get("/fixed") + Wire.Get("/redirect") + Wire.Get("/target") + Wire.Get("/fixed"));

        Assert.Equal("fixed", (await client.ReadResponseAsync()).Text);
        Assert.Equal(302, (await client.ReadResponseAsync()).Status);
        Assert.Equal("ok", (await client.ReadResponseAsync()).Text);
        Assert.Equal("fixed", (await client.ReadResponseAsync()).Text);
    }

    [Fact]
    public async Task Body_of_a_request_is_not_waited_for()
    {
        await using var scenario = await StartAsync(new RuleAction.FixedResponse(200) { MessageBody = "at once" });
        await using var client = await scenario.ConnectAsync();

        await client.SendAsync("POST / HTTP/1.1\r\nHost: example.com\r\nContent-Length: 3\r\n\r\n");
        Assert.Equal("at once", (await client.ReadResponseAsync()).Text);
        await client.SendAsync("abc");

        Assert.Equal("at once", (await client.ExchangeAsync(Wire.Get())).Text);
    }

    private static async Task<Scenario> StartAsync(RuleAction.FixedResponse action)
    {
        var scenario = await Scenario.StartAsync();
        await scenario.Emulator.ChangeAsync(topology => topology.WithDefault(action));
        return scenario;
    }
}
