using System.Globalization;
using System.Net;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html"/>
/// </summary>
public sealed class AccessLogTests
{
    private const string Microseconds = @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$";

    [Fact]
    public async Task Usual_request_has_every_field()
    {
        await using var scenario = await Scenario.StartAsync();
        await using var client = await scenario.ConnectAsync();
        var before = TimeProvider.System.GetUtcNow();

        await client.ExchangeAsync(Wire.Post("/a%2Fb?c=d&e", "hello", "User-Agent: curl/8.5.0"));

        var line = await scenario.LineAsync();
        Assert.Equal("http", line.Type);
        Assert.Matches(Microseconds, line.Time);
        Assert.Matches("^app/demo/[0-9a-f]{16}$", line.Elb);
        Assert.Equal($"{client.LocalEndPoint}", line.Client);
        Assert.Equal(scenario.Target.Address, line.Target);
        Assert.Matches(@"^\d+\.\d{3}$", line.RequestProcessingTime);
        Assert.Matches(@"^\d+\.\d{3}$", line.TargetProcessingTime);
        Assert.Matches(@"^\d+\.\d{3}$", line.ResponseProcessingTime);
        Assert.Equal(("200", "200"), (line.ElbStatusCode, line.TargetStatusCode));
        Assert.Equal($"{client.BytesSent}", line.ReceivedBytes);
        Assert.Equal($"{client.BytesReceived}", line.SentBytes);
        Assert.Equal($"POST http://example.com:{scenario.Port}/a%2Fb?c=d&e HTTP/1.1", line.Request);
        Assert.Equal("curl/8.5.0", line.UserAgent);
        Assert.Equal(("-", "-"), (line.SslCipher, line.SslProtocol));
        Assert.Matches("^arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/web/[0-9a-f]{16}$", line.TargetGroupArn);
        Assert.Equal(scenario.Target.Request.Header("X-Amzn-Trace-Id"), line.TraceId);
        Assert.Equal(("-", "-"), (line.DomainName, line.ChosenCertArn));
        Assert.Equal("0", line.MatchedRulePriority);
        Assert.Matches(Microseconds, line.RequestCreationTime);
        Assert.EndsWith("000Z", line.RequestCreationTime, StringComparison.Ordinal);
        Assert.Equal("forward", line.ActionsExecuted);
        Assert.Equal(("-", "-"), (line.RedirectUrl, line.ErrorReason));
        Assert.Equal((scenario.Target.Address, "200"), (line.TargetPortList, line.TargetStatusCodeList));
        Assert.Equal(("-", "-"), (line.Classification, line.ClassificationReason));
        Assert.Matches("^TID_[0-9a-f]{32}$", line.ConnTraceId);
        Assert.Equal(("-", "-", "-"), (line.TransformedHost, line.TransformedUri, line.RequestTransformStatus));
        Assert.Equal("127.0.0.1", line.IpAddress);
        Assert.EndsWith(" \"-\" \"-\"", line.Text, StringComparison.Ordinal);
        Assert.InRange(Created(line), before.AddMilliseconds(-1), TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task Rule_that_routed_is_the_rule_in_the_line()
    {
        await using var web = ScriptedTarget.Start();
        await using var api = ScriptedTarget.Start(Reply.Ok("api"));
        await using var emulator = await HostedEmulator.StartAsync(new TopologyBuilder()
            .Listener(FreePorts.Take(), "web", (10, "/api/*", "api"), (49_999, "/late*", "api"))
            .TargetGroup("web", web.Port)
            .TargetGroup("api", api.Port));
        await using var client = await RawClient.ConnectAsync(emulator.Port);

        Assert.Equal("api", (await client.ExchangeAsync(Wire.Get("/api/x"))).Text);
        Assert.Equal("ok", (await client.ExchangeAsync(Wire.Get("/API/x"))).Text);
        Assert.Equal("api", (await client.ExchangeAsync(Wire.Get("/late"))).Text);

        var lines = await emulator.WaitForLogLinesAsync(3);
        Assert.Equal(["10", "0", "49999"], lines.Select(line => line.MatchedRulePriority));
        Assert.Equal([api.Address, web.Address, api.Address], lines.Select(line => line.Target));
        Assert.Contains(":targetgroup/api/", lines[0].TargetGroupArn, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\"b\\c", @"a\x22b\x5Cc")]
    [InlineData("caf\u00c3\u00a9", @"caf\xC3\xA9")]
    [InlineData("tab\there", @"tab\x09here")]
    public async Task User_agent_is_escaped(string sent, string logged)
    {
        await using var scenario = await Scenario.StartAsync();

        await scenario.ExchangeAsync(Wire.Get("/", $"User-Agent: {sent}"));

        Assert.Equal(logged, (await scenario.LineAsync()).UserAgent);
    }

    [Fact]
    public async Task Request_line_is_escaped_and_otherwise_in_the_bytes_of_the_client()
    {
        await using var scenario = await Scenario.StartAsync();

        await scenario.ExchangeAsync("GET /%2F//../\u00c3\u00a9?q=\"x\\ HTTP/1.1\r\nHost: EXAMPLE.com:9\r\n\r\n");

        var line = await scenario.LineAsync();
        Assert.Equal($@"GET http://example.com:{scenario.Port}/%2F//../\xC3\xA9?q=\x22x\x5C HTTP/1.1", line.Request);
        Assert.Equal("-", line.UserAgent);
    }

    [Fact]
    public async Task Connection_id_is_constant_for_a_connection_and_differs_between_connections()
    {
        await using var scenario = await Scenario.StartAsync();
        await using var first = await scenario.ConnectAsync();
        await using var second = await scenario.ConnectAsync();

        await first.ExchangeAsync(Wire.Get("/1"));
        await second.ExchangeAsync(Wire.Get("/2"));
        await first.ExchangeAsync(Wire.Get("/1"));
        await second.ExchangeAsync(Wire.Get("/2"));

        var ids = (await scenario.Emulator.WaitForLogLinesAsync(4))
            .GroupBy(line => line.Client, line => line.ConnTraceId)
            .Select(connection => Assert.Single(connection.Distinct()));
        Assert.Equal(2, ids.Distinct().Count());
    }

    [Fact]
    public async Task Client_of_ipv6_is_written_without_brackets()
    {
        if (!IPv6.IsHere)
        {
            return;
        }

        await using var target = ScriptedTarget.Start();
        var topology = new TopologyBuilder { Address = "::1" }.Listener(FreePorts.Take(), "web").TargetGroup("web", target.Port);
        await using var emulator = await HostedEmulator.StartAsync(topology);
        await using var client = await RawClient.ConnectAsync(emulator.Port, IPAddress.IPv6Loopback);

        await client.ExchangeAsync("GET / HTTP/1.1\r\nHost: [::1]\r\n\r\n");

        var line = (await emulator.WaitForLogLinesAsync(1))[0];
        Assert.Equal($"::1:{client.LocalEndPoint.Port}", line.Client);
        Assert.Equal("::1", line.IpAddress);
        Assert.Equal($"GET http://[::1]:{emulator.Port}/ HTTP/1.1", line.Request);
        Assert.Equal("::1", target.Request.Header("X-Forwarded-For"));
    }

    [Fact]
    public async Task Bytes_are_those_that_crossed_the_wire_for_each_request_of_a_connection()
    {
        await using var scenario = await Scenario.StartAsync();
        await using var client = await scenario.ConnectAsync();
        string[] requests =
        [
            Wire.Get("/"), Wire.PostChunked("/", "hello", "you"), Wire.Get("/chunked"), Wire.Request("HEAD", "/"),
            Wire.Post("/", new string('x', 70_000)),
        ];
        scenario.Target.Next(Reply.Ok(), Reply.Ok(), Reply.Bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"),
            Reply.Bytes("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"), Reply.Ok());

        var responses = new List<RawMessage>();
        foreach (var request in requests)
        {
            responses.Add(await client.ExchangeAsync(request));
        }

        var lines = await scenario.Emulator.WaitForLogLinesAsync(requests.Length);
        Assert.Equal(requests.Select(request => $"{request.Length}"), lines.Select(line => line.ReceivedBytes));
        Assert.Equal(responses.Select(response => $"{response.WireLength}"), lines.Select(line => line.SentBytes));
    }

    [Fact]
    public async Task Times_add_up_to_what_the_request_took()
    {
        await using var scenario = await Scenario.StartAsync(Reply.Slowly(
            TimeSpan.FromMilliseconds(250), "", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));

        await scenario.ExchangeAsync(Wire.Get());

        var line = await scenario.LineAsync();
        Assert.InRange(Seconds(line.RequestProcessingTime), 0, 1);
        Assert.InRange(Seconds(line.TargetProcessingTime), 0.24, 2);
        Assert.InRange(Seconds(line.ResponseProcessingTime), 0, 1);
        var sum = Seconds(line.RequestProcessingTime) + Seconds(line.TargetProcessingTime) + Seconds(line.ResponseProcessingTime);
        var took = (DateTimeOffset.Parse(line.Time, CultureInfo.InvariantCulture) - Created(line)).TotalSeconds;
        Assert.InRange(took - sum, -0.005, 0.2);
    }

    [Fact]
    public async Task Line_stands_in_the_file_within_a_second()
    {
        await using var scenario = await Scenario.StartAsync();

        await scenario.ExchangeAsync(Wire.Get());

        await scenario.LineAsync(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task No_line_is_lost_when_the_file_is_renamed_under_load()
    {
        await using var target = ScriptedTarget.Start();
        target.KeepsRequests = false;
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), target.Port));
        var load = LoadClients.Start(emulator.Port, 8);

        for (var i = 0; i < 5; i++)
        {
            await emulator.WaitForAnyLogLineAsync();
            await Task.Delay(100);
            File.Move(emulator.AccessLogPath, $"{emulator.AccessLogPath}.{i}");
        }

        var tally = await load.StopAsync();
        Assert.Empty(tally.Unexpected);
        Assert.Equal(0, tally.Broken);
        await Patience.UntilAsync(
            $"{tally.Answered} lines in six files",
            () => AllLines(emulator).Count() == tally.Answered);
        Assert.Equal(tally.Answered, AllLines(emulator).Select(line => line.TraceId).Distinct().Count());
    }

    private static IEnumerable<AccessLogLine> AllLines(RunningEmulator emulator) =>
        Directory.GetFiles(emulator.Folder.Path, "access.log*").SelectMany(AccessLogLine.ReadAll);

    private static DateTimeOffset Created(AccessLogLine line) =>
        DateTimeOffset.Parse(line.RequestCreationTime, CultureInfo.InvariantCulture);

    private static double Seconds(string field) => double.Parse(field, CultureInfo.InvariantCulture);
}
