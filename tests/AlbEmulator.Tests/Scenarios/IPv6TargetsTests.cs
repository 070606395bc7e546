using System.Net;
using AlbEmulator.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Target groups whose targets have IPv6 addresses. That logs name such a target without brackets was seen; that the
/// health check log does so too is a guess.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-ip-address-type"/>
/// </summary>
public sealed class IPv6TargetsTests
{
    [Fact]
    public async Task Target_is_checked_forwarded_to_and_named_as_AWS_does()
    {
        if (!IPv6.IsHere)
        {
            return;
        }

        await using var target = StartTarget();
        var port = FreePorts.Take();
        using var folder = new TempFolder();
        var log = folder.File("health.log");
        await using var emulator = await HostedEmulator.StartAsync(
            Topology(port, "", $"{{ Id: \"::1\", Port: {target.Port} }}"), ("Alb:HealthCheckLog", log));
        await emulator.WaitForHealthAsync("six", "healthy");

        Assert.Equal(200, (await RawClient.ExchangeAsync(port, Wire.Get())).Status);

        Assert.Equal($"[::1]:{target.Port}", target.HealthChecks[0].Header("Host"));
        var line = (await emulator.WaitForLogLinesAsync(1))[0];
        Assert.Equal(($"::1:{target.Port}", $"::1:{target.Port}"), (line.Target, line.TargetPortList));
        await Patience.UntilAsync("a line of a check", () => File.Exists(log) && File.ReadAllText(log).Contains('\n', StringComparison.Ordinal));
        Assert.Equal($"::1:{target.Port}", File.ReadAllText(log).Split(' ')[3]);
        var health = Assert.Single(await emulator.TargetHealthAsync("six"));
        Assert.Equal("::1", health.GetProperty("Target").GetProperty("Id").GetString());
        Assert.Equal(target.Port, health.GetProperty("Target").GetProperty("Port").GetInt32());
    }

    [Theory]
    [InlineData("[::1]:{0}", "::1", true)]
    [InlineData("::1:{0}", "::1", true)]
    [InlineData("::1", "::1", true)]
    [InlineData("[::2]:80", "::2", false)]
    public async Task Target_is_asked_for_with_brackets_or_without(string asked, string id, bool isRegistered)
    {
        if (!IPv6.IsHere)
        {
            return;
        }

        await using var target = StartTarget();
        await using var emulator = await HostedEmulator.StartAsync(
            Topology(FreePorts.Take(), "", $"{{ Id: \"::1\", Port: {target.Port} }}"));
        await emulator.WaitForHealthAsync("six", "healthy");
        var name = asked.Replace("{0}", $"{target.Port}", StringComparison.Ordinal);

        var found = Assert.Single(await emulator.TargetHealthAsync($"six&target={Uri.EscapeDataString(name)}"));

        Assert.Equal(id, found.GetProperty("Target").GetProperty("Id").GetString());
        Assert.Equal(isRegistered ? "healthy" : "unused", found.GetProperty("TargetHealth").GetProperty("State").GetString());
    }

    [Fact]
    public async Task Client_stays_with_its_target_and_a_target_that_leaves_ends_what_it_has()
    {
        if (!IPv6.IsHere)
        {
            return;
        }

        using var step = new SemaphoreSlim(0);
        await using var one = StartTarget("one");
        await using var two = StartTarget("two");
        one.On("/slow", Reply.Stepwise(step, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        two.On("/slow", Reply.Stepwise(step, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        var port = FreePorts.Take();
        const string sticky = "Attributes: { stickiness.enabled: true }, ";
        string[] ids = [$"{{ Id: \"::1\", Port: {one.Port} }}", $"{{ Id: \"::1\", Port: {two.Port} }}"];
        await using var emulator = await HostedEmulator.StartAsync(Topology(port, sticky, string.Join(", ", ids)));
        await emulator.WaitForHealthAsync("six", "healthy");
        var first = await RawClient.ExchangeAsync(port, Wire.Get());
        var cookie = first.HeaderValues("Set-Cookie")[0].Split(';')[0];

        for (var time = 0; time < 3; time++)
        {
            Assert.Equal(first.Text, (await RawClient.ExchangeAsync(port, Wire.Get("/", $"Cookie: {cookie}"))).Text);
        }

        await using var client = await RawClient.ConnectAsync(port);
        await client.SendAsync(Wire.Get("/slow", $"Cookie: {cookie}"));
        var (its, other) = first.Text == "one" ? (one, ids[1]) : (two, ids[0]);
        await its.WaitForRequestsAsync(5);
        await emulator.RewriteTopologyAsync(Topology(port, sticky, other));

        await Patience.UntilAsync("the target to drain", async () => (await emulator.TargetHealthAsync("six")).Any(target =>
            target.GetProperty("Target").GetProperty("Port").GetInt32() == its.Port
                && target.GetProperty("TargetHealth").GetProperty("State").GetString() == "draining") ? "draining" : null);
        step.Release();
        Assert.Equal(200, (await client.ReadResponseAsync()).Status);
        Assert.NotEqual(first.Text, (await RawClient.ExchangeAsync(port, Wire.Get("/", $"Cookie: {cookie}"))).Text);
    }

    [Theory]
    [InlineData("HTTPS", "HTTP1")]
    [InlineData("HTTP", "HTTP2")]
    [InlineData("HTTPS", "HTTP2")]
    public async Task Target_is_spoken_to_in_every_protocol(string protocol, string version)
    {
        if (!IPv6.IsHere)
        {
            return;
        }

        await using var target = await KestrelTarget.StartAsync(
            version == "HTTP2" ? HttpProtocols.Http2 : HttpProtocols.Http1,
            http => http.Response.WriteAsync($"{http.Request.Scheme} {http.Request.Protocol}"),
            tls: protocol == "HTTPS",
            IPAddress.IPv6Loopback);
        var topology = Topology(
            FreePorts.Take(), $"Protocol: {protocol}, HealthCheckProtocol: {protocol}, ProtocolVersion: {version}, ", $"{{ Id: \"::1\", Port: {target.Port} }}");
        await using var emulator = await HostedEmulator.StartAsync(
            topology.Replace("- Port:", "- Protocol: HTTPS\n        Port:", StringComparison.Ordinal));
        await emulator.WaitForHealthAsync("six", "healthy");
        using var client = new Http2Client(emulator.Port);

        Assert.Equal(
            $"{protocol.ToLowerInvariant()} {(version == "HTTP2" ? "HTTP/2" : "HTTP/1.1")}",
            await client.GetStringAsync(new Uri("/", UriKind.Relative)));
        Assert.Equal($"::1:{target.Port}", (await emulator.WaitForLogLinesAsync(1))[0].Target);
    }

    [Fact]
    public async Task Echo_target_is_hosted_on_the_family_of_its_group()
    {
        if (!IPv6.IsHere)
        {
            return;
        }

        var (port, echo) = (FreePorts.Take(), FreePorts.Take());
        await using var emulator = await HostedEmulator.StartAsync(
            Topology(port, "", $"{{ Id: echo, Port: {echo} }}", $"{{ Id: echo, Port: {echo} }}"));
        await emulator.WaitForHealthAsync("six", "healthy");

        Assert.Equal(200, (await RawClient.ExchangeAsync(port, Wire.Get())).Status);

        Assert.Equal($"::1:{echo}", (await emulator.WaitForLogLinesAsync(1))[0].Target);
        Assert.Equal(200, (await RawClient.ExchangeAsync(echo, Wire.Get(), IPAddress.IPv6Loopback)).Status);
        Assert.Equal(200, (await RawClient.ExchangeAsync(echo, Wire.Get())).Status);
    }

    [Fact]
    public async Task API_takes_the_addresses_of_a_group_and_no_others()
    {
        await using var stage = await ElbV2Stage.StartAsync(
            ("Alb:Instances:i-0a1b2c3d", "2001:db8::1"), ("Alb:Instances:i-1a1b2c3d", "10.0.0.1"));
        var results = await Boto.CallAsync(stage.Emulator.Control, """
            [
                ["elbv2", "create_target_group", { "Name": "six", "Protocol": "HTTP", "Port": 80, "VpcId": "vpc-1", "TargetType": "ip", "IpAddressType": "ipv6" }],
                ["elbv2", "create_target_group", { "Name": "six", "Protocol": "HTTP", "Port": 80, "VpcId": "vpc-1", "TargetType": "ip" }],
                ["elbv2", "register_targets", { "TargetGroupArn": "$0.TargetGroups.0.TargetGroupArn", "Targets": [{ "Id": "2001:db8::1" }] }],
                ["elbv2", "register_targets", { "TargetGroupArn": "$0.TargetGroups.0.TargetGroupArn", "Targets": [{ "Id": "2001:DB8:0::1" }] }],
                ["elbv2", "describe_target_health", { "TargetGroupArn": "$0.TargetGroups.0.TargetGroupArn" }],
                ["elbv2", "register_targets", { "TargetGroupArn": "$0.TargetGroups.0.TargetGroupArn", "Targets": [{ "Id": "10.0.0.1" }] }],
                ["elbv2", "create_target_group", { "Name": "machines", "Protocol": "HTTP", "Port": 80, "VpcId": "vpc-1", "IpAddressType": "ipv6" }],
                ["elbv2", "register_targets", { "TargetGroupArn": "$6.TargetGroups.0.TargetGroupArn", "Targets": [{ "Id": "i-0a1b2c3d" }] }],
                ["elbv2", "register_targets", { "TargetGroupArn": "$6.TargetGroups.0.TargetGroupArn", "Targets": [{ "Id": "i-1a1b2c3d" }] }],
                ["elbv2", "create_load_balancer", { "Name": "four", "Subnets": ["subnet-0a1b2c3d", "subnet-1a1b2c3d"] }],
                ["elbv2", "create_listener", { "LoadBalancerArn": "$9.LoadBalancers.0.LoadBalancerArn", "Protocol": "HTTP", "Port": 12000,
                    "DefaultActions": [{ "Type": "forward", "TargetGroupArn": "$0.TargetGroups.0.TargetGroupArn" }] }],
                ["elbv2", "create_load_balancer", { "Name": "hidden", "Subnets": ["subnet-0a1b2c3d", "subnet-1a1b2c3d"], "Scheme": "internal", "IpAddressType": "dualstack" }],
                ["elbv2", "describe_load_balancer_attributes", { "LoadBalancerArn": "$11.LoadBalancers.0.LoadBalancerArn" }],
                ["elbv2", "set_ip_address_type", { "LoadBalancerArn": "$11.LoadBalancers.0.LoadBalancerArn", "IpAddressType": "dualstack-without-public-ipv4" }],
                ["elbv2", "set_ip_address_type", { "LoadBalancerArn": "$11.LoadBalancers.0.LoadBalancerArn", "IpAddressType": "ipv6" }],
                ["elbv2", "create_target_group", { "Name": "none", "Protocol": "HTTP", "Port": 80, "VpcId": "vpc-1", "IpAddressType": "dualstack" }]
            ]
            """);
        if (results is null)
        {
            return;
        }

        Assert.Equal("ipv6", At(0, "TargetGroups.0.IpAddressType"));
        Assert.StartsWith("DuplicateTargetGroupName", Error(1), StringComparison.Ordinal);
        Assert.Equal("2001:db8::1", At(4, "TargetHealthDescriptions.0.Target.Id"));
        Assert.Equal(1, results[4].GetProperty("result").GetProperty("TargetHealthDescriptions").GetArrayLength());
        Assert.Contains("The IP address '10.0.0.1' is not a valid IPv6 address", Error(5), StringComparison.Ordinal);
        Assert.True(results[7].TryGetProperty("result", out _), results[7].ToString());
        Assert.Equal(
            "InvalidTarget: The following targets cannot be used with this IPv6 target group because of missing primary IPv6 "
                + "addresses: 'i-1a1b2c3d'",
            Error(8));
        Assert.Matches("^InvalidConfigurationRequest: .*forwards to \"six\", whose IpAddressType is ipv6", Error(10));
        Assert.Equal("dualstack", At(11, "LoadBalancers.0.IpAddressType"));
        Assert.Contains("\"ipv6.deny_all_igw_traffic\", \"Value\": \"true\"", results[12].ToString(), StringComparison.Ordinal);
        Assert.Matches("^InvalidConfigurationRequest: .*is for load balancers that are internet-facing", Error(13));
        Assert.Contains("at 'ipAddressType' failed to satisfy constraint: Member must satisfy enum value set: [ipv4, dualstack, dualstack-without-public-ipv4]", Error(14), StringComparison.Ordinal);
        Assert.Contains("Member must satisfy enum value set: [ipv4, ipv6]", Error(15), StringComparison.Ordinal);

        string At(int place, string path) => Answered.At(results[place].GetProperty("result"), path);

        string Error(int place) => $"{results[place].GetProperty("error")}: {results[place].GetProperty("message")}";
    }

    private static ScriptedTarget StartTarget(string answer = "ok") =>
        ScriptedTarget.Start(Reply.Ok(answer), address: IPAddress.IPv6Loopback);

    private static string Topology(int port, string more, string targets, string ofIpv4 = "") => $$"""
        LoadBalancers:
          - Name: demo
            IpAddressType: dualstack
            Listeners:
              - Port: {{port}}
                DefaultActions: [{ Type: forward, TargetGroupArn: six }]
        TargetGroups:
          - { Name: six, IpAddressType: ipv6, {{more}}Targets: [{{targets}}] }
          - { Name: four, Targets: [{{ofIpv4}}] }
        """;
}
