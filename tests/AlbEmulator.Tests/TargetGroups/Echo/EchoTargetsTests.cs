using System.Net;
using System.Net.Sockets;
using AlbEmulator.Descriptors;
using AlbEmulator.Machine;
using AlbEmulator.Model;
using AlbEmulator.TargetGroups.Echo;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlbEmulator.Tests.TargetGroups.Echo;

public sealed class EchoTargetsTests : IAsyncLifetime
{
    private readonly HeldPorts _held = new();
    private readonly EchoTargets _targets;

    public EchoTargetsTests() =>
        _targets = new EchoTargets(NullLoggerFactory.Instance, ProcessDescriptors.Unlimited, _held);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _targets.DisposeAsync();
        _held.Dispose();
    }

    [Fact]
    public async Task A_topology_has_its_echo_targets_running_and_no_others()
    {
        var (first, second) = (FreePorts.Take(), FreePorts.Take());

        var elsewhere = new Target("127.0.0.1", 1);
        Assert.Empty(await ApplyAsync(WithTargets(Echo(first), Echo(first), elsewhere)));
        Assert.Equal($"echo:{first}", await NameAtAsync(first));

        Assert.Empty(await ApplyAsync(WithTargets(Echo(first), Echo(second))));
        Assert.Equal($"echo:{second}", await NameAtAsync(second));

        Assert.Empty(await ApplyAsync(WithTargets(Echo(second))));
        Assert.Null(await NameAtAsync(first));
        Assert.Equal($"echo:{second}", await NameAtAsync(second));

        Assert.Empty(await ApplyAsync(WithTargets(Echo(first))));
        Assert.Equal($"echo:{first}", await NameAtAsync(first));
    }

    [Fact]
    public async Task A_target_that_stays_keeps_its_state_and_its_connections()
    {
        var port = FreePorts.Take();
        await ApplyAsync(WithTargets(Echo(port)));
        using var client = new RawClient(port);
        await client.SendAsync("PUT /health?status=500 HTTP/1.1\r\n\r\n");
        await client.ReceiveAsync();

        await ApplyAsync(WithTargets(Echo(port), Echo(FreePorts.Take())));

        await client.SendAsync("GET /health HTTP/1.1\r\n\r\n");
        Assert.Equal(500, (await client.ReceiveAsync()).Status);
    }

    [Fact]
    public async Task A_target_that_goes_ends_its_request_in_flight_first()
    {
        var port = FreePorts.Take();
        await ApplyAsync(WithTargets(Echo(port)));
        using var client = new RawClient(port);
        await client.SendAsync("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
        await client.ReceiveAsync();

        await ApplyAsync(Topology.Empty);

        await client.SendAsync("ok");
        Assert.Equal(200, (await client.ReceiveAsync()).Status);
    }

    [Fact]
    public async Task A_port_in_use_is_a_problem_that_names_it_and_changes_nothing()
    {
        var (kept, other) = (FreePorts.Take(), FreePorts.Take());
        await ApplyAsync(WithTargets(Echo(kept)));
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var wrong = Echo(port) with { Origin = new("alb.json", 7, "TargetGroups[0].Targets[1]") };
        var problems = await ApplyAsync(WithTargets(Echo(other), wrong));

        Assert.Matches(
            $@"^alb\.json:7: TargetGroups\[0\]\.Targets\[1\]: port {port} of the echo target cannot be bound: another program has it.*: free it, or choose another$",
            Assert.Single(problems).ToString());
        Assert.Equal($"echo:{kept}", await NameAtAsync(kept));
        Assert.Null(await NameAtAsync(other));
    }

    private async Task<IReadOnlyList<Problem>> ApplyAsync(Topology topology)
    {
        var problems = await _targets.StartAsync(topology, default);
        if (problems.Count == 0)
        {
            await _targets.RetireAsync(topology, default);
        }

        return problems;
    }

    private static Target Echo(int port) => new(Target.EchoId, port);

    private static Topology WithTargets(params Target[] targets) =>
        new([], [new TargetGroup { Name = "web", Arn = "arn:web", Targets = targets }]);

    private static async Task<string?> NameAtAsync(int port)
    {
        try
        {
            using var client = new RawClient(port);
            await client.SendAsync("GET / HTTP/1.1\r\n\r\n");
            return (await client.ReceiveAsync()).Json.GetProperty("name").GetString();
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
