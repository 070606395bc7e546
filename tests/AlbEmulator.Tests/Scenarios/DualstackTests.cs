using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Load balancers that clients reach over IPv4 and IPv6. How AWS names the node in the log of a client of IPv6 is not
/// known: by its IPv4 address, as in every published name of a file.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#ip-address-type"/>
/// </summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class DualstackTests
{
    private const string WithoutIPv6 = "DOTNET_SYSTEM_NET_DISABLEIPV6";

    [Theory]
    [InlineData("dualstack", "127.0.0.1")]
    [InlineData("dualstack-without-public-ipv4", "127.0.0.1")]
    [InlineData("dualstack", "0.0.0.0")]
    [InlineData("ipv4", "::")]
    [InlineData("dualstack", "127.0.0.1,::1")]
    public async Task Both_families_are_served_and_told_of_alike(string type, string address)
    {
        if (!IPv6.IsHere)
        {
            return;
        }

        await using var target = ScriptedTarget.Start();
        var port = FreePorts.Take();
        await using var emulator = await HostedEmulator.StartAsync(Topology(port, type, target.Port), ("Alb:BindAddress", address));
        await using var four = await RawClient.ConnectAsync(port);
        await using var six = await RawClient.ConnectAsync(port, IPAddress.IPv6Loopback);

        Assert.Equal(200, (await four.ExchangeAsync(Wire.Get("/4"))).Status);
        Assert.Equal(200, (await six.ExchangeAsync(Wire.Get("/6"))).Status);

        Assert.Equal(["127.0.0.1", "::1"], target.Requests.Select(request => request.Header("X-Forwarded-For")));
        var lines = (await emulator.WaitForLogLinesAsync(2)).OrderBy(line => line.Request, StringComparer.Ordinal).ToArray();
        Assert.Equal(
            [$"127.0.0.1:{four.LocalEndPoint.Port}", $"::1:{six.LocalEndPoint.Port}"], lines.Select(line => line.Client));
        Assert.Equal(["127.0.0.1", "127.0.0.1"], lines.Select(line => line.IpAddress));
        var bytes = long.Parse(lines[1].ReceivedBytes, CultureInfo.InvariantCulture)
            + long.Parse(lines[1].SentBytes, CultureInfo.InvariantCulture);
        await Patience.UntilAsync("the request over IPv6 to be counted", async () =>
            await emulator.MetricsAsync() is var page
                && page.Sum("alb_ipv6_request_count_total") == 1
                && page.Sum("alb_ipv6_processed_bytes_total") == bytes ? page : null);
        Assert.Equal(2, (await emulator.HealthAsync()).GetProperty("listeners").GetArrayLength());
    }

    [Fact]
    public async Task Load_balancer_of_type_ipv4_has_no_listener_on_IPv6()
    {
        if (!IPv6.IsHere)
        {
            return;
        }

        var port = FreePorts.Take();
        await using var emulator = await HostedEmulator.StartAsync(Topology(port, "ipv4", FreePorts.Take()));

        await Assert.ThrowsAsync<SocketException>(() => RawClient.ConnectAsync(port, IPAddress.IPv6Loopback));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    public async Task Type_that_changes_in_the_file_leaves_connections_of_IPv4_alone(string address)
    {
        if (!IPv6.IsHere)
        {
            return;
        }

        await using var target = ScriptedTarget.Start();
        var port = FreePorts.Take();
        await using var emulator = await HostedEmulator.StartAsync(
            Topology(port, "ipv4", target.Port), ("Alb:BindAddress", address));
        await using var four = await RawClient.ConnectAsync(port);
        Assert.Equal(200, (await four.ExchangeAsync(Wire.Get())).Status);

        await emulator.RewriteTopologyAsync(Topology(port, "dualstack", target.Port));
        await Patience.UntilAsync("IPv6 to be bound", () => IsOpen(port));
        Assert.Equal(200, (await RawClient.ExchangeAsync(port, Wire.Get(), IPAddress.IPv6Loopback)).Status);
        Assert.Equal(200, (await four.ExchangeAsync(Wire.Get())).Status);

        await emulator.RewriteTopologyAsync(Topology(port, "ipv4", target.Port));
        await Patience.UntilAsync("IPv6 to be free", () => !IsOpen(port));
        Assert.Equal(200, (await four.ExchangeAsync(Wire.Get())).Status);
        Assert.Equal(200, (await RawClient.ExchangeAsync(port, Wire.Get())).Status);
    }

    [Fact]
    public async Task Request_under_way_over_IPv6_is_answered_though_its_family_is_let_go()
    {
        if (!IPv6.IsHere)
        {
            return;
        }

        using var step = new SemaphoreSlim(0);
        await using var target = ScriptedTarget.Start();
        target.On("/slow", Reply.Stepwise(step, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        var port = FreePorts.Take();
        await using var emulator = await HostedEmulator.StartAsync(Topology(port, "dualstack", target.Port));
        await using var six = await RawClient.ConnectAsync(port, IPAddress.IPv6Loopback);
        await six.SendAsync(Wire.Get("/slow"));
        await target.WaitForRequestsAsync(1);

        await emulator.RewriteTopologyAsync(Topology(port, "ipv4", target.Port));
        await Patience.UntilAsync("IPv6 to be free", () => !IsOpen(port));
        step.Release();

        Assert.Equal(200, (await six.ReadResponseAsync()).Status);
    }

    [Fact]
    public async Task Second_address_that_is_taken_is_told_and_nothing_changes()
    {
        if (!IPv6.IsHere)
        {
            return;
        }

        await using var target = ScriptedTarget.Start();
        await using var stage = await ElbV2Stage.StartAsync();
        var (loadBalancer, port) = await CreateAsync(stage, target.Port);
        using var taken = new TcpListener(IPAddress.IPv6Loopback, port);
        taken.Start();

        var (status, answer) = await stage.Api.CallAsync(
            "SetIpAddressType", ("LoadBalancerArn", loadBalancer), ("IpAddressType", "dualstack"));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains($"port {port} of ::1 cannot be bound: another program has it", ElbV2Client.First(answer, "Message"), StringComparison.Ordinal);
        Assert.Equal("ipv4", ElbV2Client.All(await stage.Api.DoAsync("DescribeLoadBalancers"), "IpAddressType")[^1]);
        Assert.Equal(200, (await RawClient.ExchangeAsync(port, Wire.Get())).Status);
    }

    [Theory]
    [InlineData("SetIpAddressType")]
    [InlineData("SetSubnets")]
    public async Task Type_that_the_API_sets_holds_at_once_and_is_told(string action)
    {
        if (!IPv6.IsHere)
        {
            return;
        }

        await using var target = ScriptedTarget.Start();
        await using var stage = await ElbV2Stage.StartAsync();
        var (loadBalancer, port) = await CreateAsync(stage, target.Port);
        await using var four = await RawClient.ConnectAsync(port);
        Assert.False(IsOpen(port));

        Assert.Equal("dualstack", await SetAsync("dualstack"));
        Assert.Equal(200, (await RawClient.ExchangeAsync(port, Wire.Get(), IPAddress.IPv6Loopback)).Status);
        Assert.Equal("dualstack", ElbV2Client.All(await stage.Api.DoAsync("DescribeLoadBalancers"), "IpAddressType")[^1]);

        Assert.Equal("ipv4", await SetAsync("ipv4"));
        await Patience.UntilAsync("IPv6 to be free", () => !IsOpen(port));
        Assert.Equal(200, (await four.ExchangeAsync(Wire.Get())).Status);

        async Task<string> SetAsync(string type) => ElbV2Client.First(
            await stage.Api.DoAsync(
                action,
                [
                    ("LoadBalancerArn", loadBalancer), ("IpAddressType", type),
                    .. action == "SetSubnets" ? [("Subnets.member.1", "subnet-0a1b2c3d"), ("Subnets.member.2", "subnet-1a1b2c3d")] : Array.Empty<(string, string)>(),
                ]),
            "IpAddressType");
    }

    [Fact]
    public async Task Curl_reaches_both_families_and_TLS()
    {
        if (!IPv6.IsHere || !Programs.Have("curl"))
        {
            return;
        }

        await using var target = ScriptedTarget.Start();
        var (http, https) = (FreePorts.Take(), FreePorts.Take());
        await using var emulator = await HostedEmulator.StartAsync($$"""
            LoadBalancers:
              - IpAddressType: dualstack
                Listeners:
                  - { Port: {{http}}, DefaultActions: &web [{ Type: forward, TargetGroupArn: web }] }
                  - { Port: {{https}}, Protocol: HTTPS, DefaultActions: *web }
            TargetGroups: [{ Name: web, Targets: [{ Id: 127.0.0.1, Port: {{target.Port}} }] }]
            """);
        foreach (var url in new[] { $"http://[::1]:{http}/", $"http://127.0.0.1:{http}/", $"https://[::1]:{https}/", $"https://127.0.0.1:{https}/" })
        {
            var (exitCode, output, errors) = await Programs.RunAsync("curl", ["-g", "-s", "-k", url]);
            Assert.True((exitCode, output) == (0, "ok"), $"{url}: {output}{errors}");
        }

        Assert.Equal(
            ["127.0.0.1", "127.0.0.1", "::1", "::1"],
            (await emulator.WaitForLogLinesAsync(4)).Select(line => line.ClientIp).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Rule_by_source_ip_tells_the_families_apart()
    {
        if (!IPv6.IsHere)
        {
            return;
        }

        var port = FreePorts.Take();
        await using var emulator = await HostedEmulator.StartAsync($$"""
            LoadBalancers:
              - IpAddressType: dualstack
                Listeners:
                  - Port: {{port}}
                    DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: "404" } }]
                    Rules:
                      - Priority: 1
                        Conditions: [{ Field: source-ip, SourceIpConfig: { Values: ["::1/128"] } }]
                        Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: "206" } }]
                      - Priority: 2
                        Conditions: [{ Field: source-ip, SourceIpConfig: { Values: ["::/0", 127.0.0.0/8] } }]
                        Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: "204" } }]
            """);

        Assert.Equal(206, (await RawClient.ExchangeAsync(port, Wire.Get(), IPAddress.IPv6Loopback)).Status);
        Assert.Equal(204, (await RawClient.ExchangeAsync(port, Wire.Get())).Status);
    }

    /// <summary>As on a machine, or in a container, whose system has no IPv6.</summary>
    [Theory]
    [InlineData("127.0.0.1", "this machine has no ::1")]
    [InlineData("0.0.0.0", "this machine has no ::")]
    public async Task Machine_without_IPv6_serves_IPv4_and_says_so(string address, string reason)
    {
        await using var target = ScriptedTarget.Start();
        var port = FreePorts.Take();
        await using var emulator = await EmulatorProcess.StartAsync(
            Topology(port, "dualstack", target.Port), ("Alb:BindAddress", address), (WithoutIPv6, "1"));

        Assert.Equal(200, (await RawClient.ExchangeAsync(port, Wire.Get())).Status);
        await Patience.UntilAsync("the warning", () => emulator.Output.Any(line => line.EndsWith(
            $"WRN The load balancer \"demo\" is dualstack, but its listeners bind only {address}, since {reason}",
            StringComparison.Ordinal)));
    }

    private static string Topology(int port, string type, int target) => $$"""
        LoadBalancers:
          - Name: demo
            IpAddressType: {{type}}
            Listeners: [{ Port: {{port}}, DefaultActions: [{ Type: forward, TargetGroupArn: web }] }]
        TargetGroups: [{ Name: web, Targets: [{ Id: 127.0.0.1, Port: {{target}} }] }]
        """;

    private static async Task<(string LoadBalancer, int Port)> CreateAsync(ElbV2Stage stage, int target)
    {
        var loadBalancer = await stage.Api.CreateLoadBalancerAsync("demo");
        var group = await stage.Api.CreateTargetGroupAsync("web", target);
        await stage.Api.RegisterAsync(group, "127.0.0.1", target);
        var port = FreePorts.Take();
        await stage.Api.CreateListenerAsync(loadBalancer, port, group);
        return (loadBalancer, port);
    }

    private static bool IsOpen(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.IPv6Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
