using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>Topologies in the forms they come in, and settings, as a running emulator takes them.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class TopologyTests
{
    [Fact]
    public async Task Yaml_topology_with_a_host_name_and_rules_runs()
    {
        await using var web = ScriptedTarget.Start(Reply.Ok("web"));
        await using var api = ScriptedTarget.Start(Reply.Ok("api"));
        var port = FreePorts.Take();
        await using var emulator = await HostedEmulator.StartAsync($"""
            LoadBalancers:
            - Name: yaml
              Attributes:
              - Key: idle_timeout.timeout_seconds
                Value: "30"
              Listeners:
              - Port: {port}
                DefaultActions:
                - Type: forward
                  TargetGroupArn: web
                Rules:
                - Priority: 7
                  Conditions:
                  - Field: host-header
                    HostHeaderConfig:
                      Values: ["api.test", "*.api.example"]
                  Actions:
                  - Type: forward
                    ForwardConfig:
                      TargetGroups:
                      - TargetGroupArn: api
            TargetGroups:
            - Name: web
              Targets:
              - Id: localhost
                Port: {web.Port}
            - Name: api
              Targets:
              - Id: 127.0.0.1
                Port: {api.Port}
            """);

        Assert.Equal("web", (await RawClient.ExchangeAsync(port, Wire.Get())).Text);
        await emulator.WaitForLogLinesAsync(1);
        Assert.Equal("api", (await RawClient.ExchangeAsync(port, "GET / HTTP/1.1\r\nHost: API.test\r\n\r\n")).Text);

        var lines = await emulator.WaitForLogLinesAsync(2);
        Assert.Equal(["0", "7"], lines.Select(line => line.MatchedRulePriority));
        Assert.All(lines, line => Assert.StartsWith("app/yaml/", line.Elb, StringComparison.Ordinal));
        Assert.Equal(web.Address, lines[0].Target);
    }

    [Fact]
    public async Task Two_load_balancers_have_their_own_listeners_and_names()
    {
        await using var target = ScriptedTarget.Start();
        var ports = FreePorts.Take(3);
        await using var emulator = await HostedEmulator.StartAsync($$"""
            {
              "LoadBalancers": [
                { "Name": "one", "Listeners": [
                  { "Port": {{ports[0]}}, "DefaultActions": [{ "Type": "forward", "TargetGroupArn": "web" }] },
                  { "Port": {{ports[1]}}, "DefaultActions": [{ "Type": "forward", "TargetGroupArn": "web" }] } ] },
                { "Name": "two", "Listeners": [
                  { "Port": {{ports[2]}}, "DefaultActions": [{ "Type": "forward", "TargetGroupArn": "web" }] } ] }
              ],
              "TargetGroups": [{ "Name": "web", "Targets": [{ "Id": "127.0.0.1", "Port": {{target.Port}} }] }]
            }
            """);

        foreach (var port in ports)
        {
            Assert.Equal(200, (await RawClient.ExchangeAsync(port, Wire.Get())).Status);
        }

        var lines = await emulator.WaitForLogLinesAsync(3);
        Assert.Equal(["one", "one", "two"], lines.Select(line => line.Elb.Split('/')[1]));
        Assert.Equal(ports.Select(port => $"{port}"), target.Requests.Select(request => request.Header("X-Forwarded-Port")));
        Assert.Equal(ports.Select(port => $"http://example.com:{port}/"), lines.Select(line => line.RequestUrl));
    }

    [Fact]
    public async Task Targets_are_taken_in_turn()
    {
        await using var a = ScriptedTarget.Start(Reply.Ok("a"));
        await using var b = ScriptedTarget.Start(Reply.Ok("b"));
        await using var c = ScriptedTarget.Start(Reply.Ok("c"));
        await using var emulator = await HostedEmulator.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), a.Port, b.Port, c.Port));

        for (var i = 0; i < 9; i++)
        {
            await RawClient.ExchangeAsync(emulator.Port, Wire.Get());
        }

        Assert.Equal([3, 3, 3], new[] { a, b, c }.Select(target => target.Requests.Count));
    }

    [Fact]
    public async Task Access_log_goes_to_standard_output_when_asked()
    {
        await using var target = ScriptedTarget.Start();
        await using var emulator = await EmulatorProcess.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), target.Port), ("Alb:AccessLog", "-"));

        await RawClient.ExchangeAsync(emulator.Port, Wire.Get("/to-the-console"));

        await Patience.UntilAsync(
            "the line on standard output",
            () => emulator.Output.Any(line => line.StartsWith("http ", StringComparison.Ordinal)
                && AccessLogLine.Parse(line).RequestUrl.EndsWith("/to-the-console", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Full_disk_costs_no_request_and_is_told()
    {
        if (!File.Exists("/dev/full"))
        {
            return;
        }

        await using var target = ScriptedTarget.Start();
        await using var emulator = await EmulatorProcess.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), target.Port), ("Alb:AccessLog", "/dev/full"));
        await using var client = await RawClient.ConnectAsync(emulator.Port);

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(200, (await client.ExchangeAsync(Wire.Get())).Status);
        }

        var log = (await emulator.HealthAsync()).GetProperty("accessLog");
        Assert.Equal(0, log.GetProperty("linesWritten").GetInt64());
        Assert.Equal(20, log.GetProperty("linesWaiting").GetInt64() + log.GetProperty("linesLost").GetInt64());
        await Patience.UntilAsync(
            "the warning", () => emulator.Output.Any(line => line.Contains("/dev/full", StringComparison.Ordinal)
                && line.Contains("WRN", StringComparison.Ordinal)));
    }
}
