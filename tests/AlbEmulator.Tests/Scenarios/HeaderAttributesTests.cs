using System.Net;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Attributes of a load balancer that change what targets get.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html"/>
/// </summary>
public sealed class HeaderAttributesTests
{
    private const string Mode = "routing.http.xff_header_processing.mode";
    private const string ClientPort = "routing.http.xff_client_port.enabled";
    private const string PreserveHost = "routing.http.preserve_host_header.enabled";
    private const string DropInvalid = "routing.http.drop_invalid_header_fields.enabled";

    [Theory]
    [InlineData("append", null, "127.0.0.1")]
    [InlineData("append", "127.0.0.4", "127.0.0.4, 127.0.0.1")]
    [InlineData("append", "127.0.0.4, 127.0.0.8", "127.0.0.4, 127.0.0.8, 127.0.0.1")]
    [InlineData("preserve", null, null)]
    [InlineData("preserve", "127.0.0.4", "127.0.0.4")]
    [InlineData("preserve", "127.0.0.4,127.0.0.8", "127.0.0.4,127.0.0.8")]
    [InlineData("remove", null, null)]
    [InlineData("remove", "127.0.0.4", null)]
    [InlineData("remove", "127.0.0.4, 127.0.0.8", null)]
    public async Task X_Forwarded_For_is_appended_preserved_or_removed(string mode, string? sent, string? expected)
    {
        await using var scenario = await Scenario.StartHttpsAsync(change: topology => topology.Attribute(Mode, mode));
        using var client = scenario.Http2();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Version = HttpVersion.Version20 };
        string[] headers = sent is null ? [] : [$"X-Forwarded-For: {sent}"];
        if (sent is not null)
        {
            request.Headers.Add("X-Forwarded-For", sent);
        }

        await using (var http1 = await RawClient.ConnectTlsAsync(scenario.Port))
        {
            Assert.Equal(200, (await http1.ExchangeAsync(Wire.Get("/", headers))).Status);
        }

        (await client.SendAsync(request)).Dispose();

        Assert.All(await scenario.Target.WaitForRequestsAsync(2), received =>
        {
            Assert.Equal(expected, received.Header("X-Forwarded-For"));
            Assert.Equal(
                ("https", $"{scenario.Port}"), (received.Header("X-Forwarded-Proto"), received.Header("X-Forwarded-Port")));
        });
    }

    /// <summary>AWS does not say what becomes of several lines: they are one list.</summary>
    [Theory]
    [InlineData("append", "1.1.1.1, 2.2.2.2, 127.0.0.1")]
    [InlineData("preserve", "1.1.1.1, 2.2.2.2")]
    public async Task Several_lines_of_X_Forwarded_For_are_one_list(string mode, string expected)
    {
        await using var scenario = await Scenario.StartAsync(change: topology => topology.Attribute(Mode, mode));

        var received = await scenario.ForwardAsync(Wire.Get("/", "X-Forwarded-For: 1.1.1.1", "X-Forwarded-For: 2.2.2.2"));

        Assert.Equal(expected, received.Header("X-Forwarded-For"));
    }

    [Fact]
    public async Task Target_of_any_bytes_passes_where_X_Forwarded_For_is_removed()
    {
        await using var scenario = await Scenario.StartAsync(change: topology => topology.Attribute(Mode, "remove"));

        var received = await scenario.ForwardAsync(Wire.Get("/f\u00fcr"));

        Assert.Equal("/f\u00fcr", received.Target);
        Assert.Equal(["X-Forwarded-Proto", "X-Forwarded-Port", "Host", "X-Amzn-Trace-Id"], received.HeaderNames);
    }

    [Theory]
    [InlineData("append", null, "127.0.0.1:{port}")]
    [InlineData("append", "10.0.0.1:55", "10.0.0.1:55, 127.0.0.1:{port}")]
    [InlineData("preserve", "10.0.0.1", "10.0.0.1")]
    [InlineData("remove", "10.0.0.1", null)]
    public async Task Port_of_the_client_is_appended_with_its_address(string mode, string? sent, string? expected)
    {
        await using var scenario = await Scenario.StartAsync(
            change: topology => topology.Attribute(Mode, mode).Attribute(ClientPort, "true"));
        await using var client = await scenario.ConnectAsync();

        await client.ExchangeAsync(Wire.Get("/", sent is null ? [] : [$"X-Forwarded-For: {sent}"]));

        Assert.Equal(
            expected?.Replace("{port}", $"{client.LocalEndPoint.Port}", StringComparison.Ordinal),
            scenario.Target.Request.Header("X-Forwarded-For"));
    }

    /// <summary>
    /// Brackets around an IPv6 address come with its port. AWS also speaks of them where an address is appended, in the
    /// paragraph on ports: without a port an address is taken to be bare.
    /// </summary>
    [Theory]
    [InlineData("true", "2001:db8::7", "2001:db8::7, [::1]:{port}")]
    [InlineData("true", null, "[::1]:{port}")]
    [InlineData("false", "2001:db8::7", "2001:db8::7, ::1")]
    public async Task Address_of_ipv6_stands_in_brackets_beside_its_port(string hasPort, string? sent, string expected)
    {
        if (!IPv6.IsHere)
        {
            return;
        }

        await using var target = ScriptedTarget.Start();
        var topology = new TopologyBuilder { Address = "::1" }
            .Listener(FreePorts.Take(), "web").TargetGroup("web", target.Port).Attribute(ClientPort, hasPort);
        await using var emulator = await HostedEmulator.StartAsync(topology);
        await using var client = await RawClient.ConnectAsync(emulator.Port, IPAddress.IPv6Loopback);

        await client.ExchangeAsync(Wire.Get("/", sent is null ? [] : [$"X-Forwarded-For: {sent}"]));

        Assert.Equal(
            expected.Replace("{port}", $"{client.LocalEndPoint.Port}", StringComparison.Ordinal),
            target.Request.Header("X-Forwarded-For"));
    }

    [Theory]
    [InlineData("append")]
    [InlineData("remove")]
    public async Task More_than_30_addresses_are_463(string mode)
    {
        await using var scenario = await Scenario.StartAsync(change: topology => topology.Attribute(Mode, mode));
        await using var client = await scenario.ConnectAsync();

        var response = await client.ExchangeAsync(Wire.Get("/", Addresses(20), Addresses(11)));

        Assert.Equal(
            "HTTP/1.1 463 \r\nServer: awselb/2.0\r\nDate: DATE\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n",
            AlbPage.WithoutDate(response.Head) + response.Text);
        Assert.Equal(200, (await client.ExchangeAsync(Wire.Get("/", Addresses(30)))).Status);
        var lines = await scenario.Emulator.WaitForLogLinesAsync(2);
        Assert.Equal(["463", "200"], lines.Select(line => line.ElbStatusCode));
        Assert.Equal("-1", lines[0].RequestProcessingTime);
        Assert.Single(scenario.Target.Requests);
    }

    [Fact]
    public async Task Addresses_are_counted_on_http_2_and_before_the_rules()
    {
        await using var scenario = await Scenario.StartHttpsAsync();
        await scenario.Emulator.ChangeAsync(topology => topology.WithDefault(new RuleAction.FixedResponse(200)));
        using var client = scenario.Http2();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Version = HttpVersion.Version20 };
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", string.Join(",", Enumerable.Repeat("10.0.0.1", 31)));

        using var response = await client.SendAsync(request);

        Assert.Equal(463, (int)response.StatusCode);
        Assert.Equal(["Date", "Server"], response.Headers.Select(header => header.Key).Order());
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        Assert.Equal("463", (await scenario.LineAsync()).ElbStatusCode);
    }

    [Theory]
    [InlineData("example.com")]
    [InlineData("EXAMPLE.Com")]
    [InlineData("example.com:{port}")]
    [InlineData("example.com:80")]
    public async Task Preserved_host_is_the_clients_own(string sent)
    {
        await using var scenario = await Scenario.StartAsync(change: topology => topology.Attribute(PreserveHost, "true"));
        sent = sent.Replace("{port}", $"{scenario.Port}", StringComparison.Ordinal);

        var received = await scenario.ForwardAsync($"GET / HTTP/1.1\r\nHost: {sent}\r\n\r\n");

        Assert.Equal(sent, received.Header("Host"));
        Assert.Contains($"//{sent.Split(':')[0].ToLowerInvariant()}:{scenario.Port}/", (await scenario.LineAsync()).Request);
    }

    [Fact]
    public async Task Preserved_host_of_http_2_is_its_authority()
    {
        await using var scenario = await Scenario.StartHttpsAsync(
            change: topology => topology.Attribute(PreserveHost, "true"));
        using var client = scenario.Http2();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Version = HttpVersion.Version20 };
        request.Headers.Host = "EXAMPLE.com";

        (await client.SendAsync(request)).Dispose();

        Assert.Equal("EXAMPLE.com", scenario.Target.Request.Header("Host"));
    }

    [Fact]
    public async Task Request_without_a_host_gets_one_where_hosts_are_preserved()
    {
        await using var scenario = await Scenario.StartAsync(change: topology => topology.Attribute(PreserveHost, "true"));

        Assert.Matches(
            @"^demo-\d+\.us-east-1\.elb\.amazonaws\.com$",
            (await scenario.ForwardAsync("GET / HTTP/1.0\r\n\r\n")).Header("Host"));
    }

    [Theory]
    [InlineData("true", new[] { "X-Good-1" })]
    [InlineData("false", new[] { "X_Under", "X.Dot", "X-Good-1", "x!y" })]
    public async Task Header_fields_with_invalid_names_are_dropped(string drops, string[] expected)
    {
        await using var scenario = await Scenario.StartAsync(change: topology => topology.Attribute(DropInvalid, drops));

        var received = await scenario.ForwardAsync(Wire.Get("/", "X_Under: 1", "X.Dot: 2", "X-Good-1: 3", "x!y: 4"));

        Assert.Equal(expected, received.HeaderNames.Skip(5));
    }

    /// <summary>AWS does not say whether rules see what is dropped: what is removed is taken to be gone.</summary>
    [Fact]
    public async Task Rules_do_not_see_what_is_dropped_nor_does_http_2_pass_it_on()
    {
        await using var scenario = await Scenario.StartHttpsAsync(
            change: topology => topology.Attribute(DropInvalid, "true"));
        await scenario.Emulator.ChangeAsync(topology => topology.WithRule(
            1, new Condition.HttpHeader("X_Under", ["1"]), new RuleAction.FixedResponse(404)));
        using var client = scenario.Http2();
        client.DefaultRequestHeaders.Add("X_Under", "1");
        client.DefaultRequestHeaders.Add("X-Good", "2");

        Assert.Equal("ok", await client.GetStringAsync("/"));
        Assert.Equal(["x-good"], scenario.Target.Request.HeaderNames.Skip(5).Select(name => name.ToLowerInvariant()));
    }

    [Fact]
    public async Task Attributes_hold_for_functions_too()
    {
        await using var stage = await LambdaStage.StartAsync(change: topology => topology
            .Attribute(Mode, "remove").Attribute(PreserveHost, "true").Attribute(DropInvalid, "true"));

        await stage.ExchangeAsync(Wire.Get("/", "X-Forwarded-For: 10.0.0.1", "X_Under: 1"));

        Assert.DoesNotContain("x-forwarded-for", stage.Event, StringComparison.Ordinal);
        Assert.DoesNotContain("x_under", stage.Event, StringComparison.Ordinal);
        Assert.Contains("\"host\":\"example.com\"", stage.Event, StringComparison.Ordinal);
    }

    private static string Addresses(int count) =>
        $"X-Forwarded-For: {string.Join(", ", Enumerable.Range(1, count).Select(number => $"10.0.0.{number}"))}";
}
