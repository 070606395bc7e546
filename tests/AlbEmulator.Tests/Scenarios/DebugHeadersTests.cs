using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>With <c>Alb:DebugHeaders</c> every response says where its request went; without it, none does.</summary>
public sealed class DebugHeadersTests
{
    private const string Rule = "X-Alb-Rule";
    private const string TargetGroup = "X-Alb-Target-Group";
    private const string Target = "X-Alb-Target";

    [Fact]
    public async Task Forwarded_response_tells_rule_target_group_and_target()
    {
        await using var target = ScriptedTarget.Start();
        await using var emulator = await StartAsync(target.Port);
        await using var client = await RawClient.ConnectAsync(emulator.Port);

        var byRule = await client.ExchangeAsync(Wire.Get("/api/x"));
        var byDefault = await client.ExchangeAsync(Wire.Get("/"));

        Assert.Equal(("10", "web", target.Address), (byRule.Header(Rule), byRule.Header(TargetGroup), byRule.Header(Target)));
        Assert.Equal("default", byDefault.Header(Rule));
        Assert.Equal("ok", byRule.Text);
    }

    [Fact]
    public async Task What_a_target_says_under_these_names_is_replaced()
    {
        await using var target = ScriptedTarget.Start(
            Reply.Bytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nx-alb-rule: 7\r\nX-Alb-Target: other\r\n\r\n"));
        await using var emulator = await StartAsync(target.Port);

        var response = await RawClient.ExchangeAsync(emulator.Port, Wire.Get());

        Assert.Equal(("default", target.Address), (response.Header(Rule), response.Header(Target)));
    }

    [Fact]
    public async Task Upgrade_tells_it_as_well()
    {
        await using var target = ScriptedTarget.Start(Reply.WebSocketEcho);
        await using var emulator = await StartAsync(target.Port);

        var response = await RawClient.ExchangeAsync(emulator.Port, Wire.Upgrade("/api/x"));

        Assert.Equal((101, "10", target.Address), (response.Status, response.Header(Rule), response.Header(Target)));
    }

    [Fact]
    public async Task Answer_in_place_of_a_target_tells_what_was_decided()
    {
        await using var target = ScriptedTarget.Start(Reply.Close);
        await using var emulator = await StartAsync(target.Port);
        await using var client = await RawClient.ConnectAsync(emulator.Port);

        var failed = await client.ExchangeAsync(Wire.Get("/api/x"));
        var empty = await client.ExchangeAsync(Wire.Get("/none/x"));
        var refused = await client.ExchangeAsync(Wire.Request("TRACE", "/"));

        Assert.Equal((502, "10", "web", target.Address), (failed.Status, failed.Header(Rule), failed.Header(TargetGroup), failed.Header(Target)));
        Assert.Equal((503, "20", "none", null), (empty.Status, empty.Header(Rule), empty.Header(TargetGroup), empty.Header(Target)));
        Assert.Equal((405, null, null, null), (refused.Status, refused.Header(Rule), refused.Header(TargetGroup), refused.Header(Target)));
        Assert.Equal(
            ["Server", "Date", "Content-Type", "Content-Length", "Connection", Rule, TargetGroup, Target, "X-Alb-Cause"], failed.HeaderNames);
        Assert.Equal(failed.Header("Content-Length"), $"{failed.BodyLength}");
    }

    [Fact]
    public async Task Bytes_of_these_headers_are_counted_in_the_log()
    {
        await using var target = ScriptedTarget.Start(Reply.Close);
        await using var emulator = await StartAsync(target.Port);

        var response = await RawClient.ExchangeAsync(emulator.Port, Wire.Get("/api/x"));

        Assert.Equal($"{response.WireLength}", (await emulator.WaitForLogLinesAsync(1))[0].SentBytes);
    }

    [Theory]
    [InlineData("/api/x", 200)]
    [InlineData("/none/x", 503)]
    public async Task Without_the_setting_nothing_is_told(string path, int status)
    {
        await using var target = ScriptedTarget.Start();
        await using var emulator = await HostedEmulator.StartAsync(Topology(target.Port));

        var response = await RawClient.ExchangeAsync(emulator.Port, Wire.Get(path));

        Assert.Equal(status, response.Status);
        Assert.DoesNotContain("X-Alb-", response.Head, StringComparison.OrdinalIgnoreCase);
    }

    private static Task<HostedEmulator> StartAsync(int targetPort) =>
        HostedEmulator.StartAsync(Topology(targetPort), ("Alb:DebugHeaders", "true"));

    private static TopologyBuilder Topology(int targetPort) => new TopologyBuilder()
        .Listener(FreePorts.Take(), "web", (10, "/api/*", "web"), (20, "/none/*", "none"))
        .TargetGroup("web", targetPort)
        .TargetGroup("none");
}
