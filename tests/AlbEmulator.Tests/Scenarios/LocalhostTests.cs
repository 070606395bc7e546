using System.Net;
using AlbEmulator.Machine;
using AlbEmulator.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// A target that is <c>localhost</c>, and listeners that bind it: programs listen on <c>127.0.0.1</c>, on <c>::1</c>, or on
/// both. AWS has no such target.
/// </summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class LocalhostTests
{
    private const string Hint = "in a container localhost is the container itself; for a program on the machine write host.docker.internal";

    [Theory]
    [InlineData("127.0.0.1", "HTTP1", "HTTP")]
    [InlineData("::1", "HTTP1", "HTTP")]
    [InlineData("::1", "HTTP1", "HTTPS")]
    [InlineData("::1", "HTTP2", "HTTP")]
    [InlineData("::1", "HTTP2", "HTTPS")]
    public async Task Target_is_one_and_found_at_the_address_that_takes_connections(string address, string version, string protocol)
    {
        if (!IPv6.IsHere)
        {
            return;
        }

        await using var target = await KestrelTarget.StartAsync(
            version == "HTTP1" ? HttpProtocols.Http1 : HttpProtocols.Http2,
            http => http.Response.WriteAsync("ok"),
            tls: protocol == "HTTPS",
            IPAddress.Parse(address));
        await using var emulator = await StartAsync(
            target.Port,
            builder => builder.Https()
                .Property("web", "ProtocolVersion", version)
                .Property("web", "Protocol", protocol)
                .Property("web", "HealthCheckProtocol", protocol));
        await emulator.WaitForHealthAsync("web", "healthy");

        using var client = new Http2Client(emulator.Port);
        Assert.Equal("ok", await client.GetStringAsync("/"));

        var described = Assert.Single(await emulator.TargetHealthAsync("web"));
        Assert.Equal($"127.0.0.1:{target.Port}", (await emulator.WaitForLogLinesAsync(1))[0].Target);
        Assert.Equal("127.0.0.1", described.GetProperty("Target").GetProperty("Id").GetString());
    }

    [Fact]
    public async Task Address_of_IPv4_goes_before_that_of_IPv6_and_the_other_takes_its_place()
    {
        if (!IPv6.IsHere)
        {
            return;
        }

        var four = ScriptedTarget.Start(Reply.Ok("four"));
        await using var six = ScriptedTarget.Start(Reply.Ok("six"), four.Port, IPAddress.IPv6Loopback);
        await using var emulator = await StartAsync(four.Port);
        Assert.Equal("four", (await RawClient.ExchangeAsync(emulator.Port, Wire.Get())).Text);

        await four.DisposeAsync();

        Assert.Equal("six", (await RawClient.ExchangeAsync(emulator.Port, Wire.Get())).Text);
        Assert.Single(await emulator.TargetHealthAsync("web"));
    }

    [Theory]
    [InlineData("localhost", true, $"Health checks failed: {Hint}")]
    [InlineData("127.0.0.1", true, $"Health checks failed: {Hint}")]
    [InlineData("localhost", false, "Health checks failed")]
    [InlineData("127.0.0.1", false, "Health checks failed")]
    public async Task Target_that_refuses_is_told_of_with_a_hint_in_a_container(string id, bool isContainer, string description)
    {
        await using var emulator = await StartAsync(FreePorts.Take(), id: id, isContainer: isContainer);

        var health = Assert.Single(await emulator.WaitForHealthAsync("web", "unhealthy"));

        var answer = await RawClient.ExchangeAsync(emulator.Port, Wire.Get());
        Assert.Equal(502, answer.Status);
        Assert.EndsWith(
            isContainer ? $"refused the connection: nothing listens there; {Hint}" : "refused the connection: nothing listens there",
            answer.Header("X-Alb-Cause"),
            StringComparison.Ordinal);
        Assert.Equal(description, health.GetProperty("Description").GetString());
        await Patience.UntilAsync("one connection error", async () =>
            await emulator.MetricsAsync() is var page && page.Sum("alb_target_connection_error_count_total") == 1 ? page : null);
    }

    [Fact]
    public async Task Target_in_a_container_that_answers_badly_has_no_hint()
    {
        await using var target = ScriptedTarget.Start();
        target.HealthReply = Reply.Bytes("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n");
        await using var emulator = await StartAsync(target.Port, isContainer: true);

        var health = Assert.Single(await emulator.WaitForHealthAsync("web", "unhealthy"));

        Assert.Equal("Health checks failed with these codes: [500]", health.GetProperty("Description").GetString());
    }

    [Theory]
    [InlineData("ipv4")]
    [InlineData("dualstack")]
    public async Task Listeners_bind_both_addresses_whatever_the_type(string type)
    {
        if (!IPv6.IsHere)
        {
            return;
        }

        await using var target = ScriptedTarget.Start();
        await using var emulator = await HostedEmulator.StartAsync(Topology(target.Port, type), ("Alb:BindAddress", "localhost"));

        Assert.Equal(200, (await RawClient.ExchangeAsync(emulator.Port, Wire.Get())).Status);
        Assert.Equal(200, (await RawClient.ExchangeAsync(emulator.Port, Wire.Get(), IPAddress.IPv6Loopback)).Status);
    }

    [Fact]
    public async Task Listeners_of_a_machine_without_IPv6_bind_one_address_and_say_nothing()
    {
        await using var target = ScriptedTarget.Start();
        await using var emulator = await EmulatorProcess.StartAsync(
            Topology(target.Port, "ipv4"), ("Alb:BindAddress", "localhost"), ("DOTNET_SYSTEM_NET_DISABLEIPV6", "1"));

        Assert.Equal(200, (await RawClient.ExchangeAsync(emulator.Port, Wire.Get())).Status);
        Assert.DoesNotContain(emulator.Output, line => line.Contains("::1", StringComparison.Ordinal) || line.Contains("WRN", StringComparison.Ordinal));
    }

    private static string Topology(int targetPort, string type) => $$"""
        LoadBalancers:
          - Name: demo
            IpAddressType: {{type}}
            Listeners:
              - Port: {{FreePorts.Take()}}
                DefaultActions: [{ Type: forward, TargetGroupArn: web }]
        TargetGroups:
          - { Name: web, Targets: [{ Id: LOCALHOST, Port: {{targetPort}} }] }
        """;

    private static Task<HostedEmulator> StartAsync(
        int targetPort, Action<TopologyBuilder>? change = null, string id = "localhost", bool isContainer = false)
    {
        var topology = TopologyBuilder.Simple(FreePorts.Take(), targetPort).HealthCheck("web", intervalSeconds: 0.6, timeoutSeconds: 0.5);
        change?.Invoke(topology);
        return HostedEmulator.StartAsync(
            topology.ToString().Replace("\"Id\": \"127.0.0.1\"", $"\"Id\": \"{id}\"", StringComparison.Ordinal),
            services => services.AddSingleton(new Housing(isContainer)),
            ("Alb:DebugHeaders", "true"));
    }
}
