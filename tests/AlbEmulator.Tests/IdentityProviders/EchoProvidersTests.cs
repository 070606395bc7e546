using System.Net;
using System.Net.Sockets;
using AlbEmulator.Model;
using AlbEmulator.Snapshots;
using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.IdentityProviders;

/// <summary>The providers that actions with <c>Issuer: echo:PORT</c> want, from topology to topology.</summary>
public sealed class EchoProvidersTests
{
    [Fact]
    public async Task Provider_runs_as_long_as_an_action_names_its_port()
    {
        var (first, second) = (FreePorts.Take(), FreePorts.Take());
        await using var emulator = await StartAsync();

        await emulator.ChangeAsync(topology => LoggingIn(topology, first));
        Assert.Equal((true, false), (await RunsAsync(first), await RunsAsync(second)));

        await emulator.ChangeAsync(topology => LoggingIn(topology, second));
        Assert.Equal((false, true), (await RunsAsync(first), await RunsAsync(second)));

        await emulator.ChangeAsync(topology => LoggingIn(topology));
        Assert.False(await RunsAsync(second));
    }

    [Fact]
    public async Task Port_that_is_taken_refuses_the_change_and_leaves_the_provider_that_was_there()
    {
        var port = FreePorts.Take();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = ((IPEndPoint)other.LocalEndpoint).Port;
        await using var emulator = await StartAsync();
        await emulator.ChangeAsync(topology => LoggingIn(topology, port));

        var problem = Assert.Single(await PublishAsync(emulator, taken));

        Assert.StartsWith($"port {taken} of the echo provider cannot be bound: ", problem.Message, StringComparison.Ordinal);
        Assert.True(await RunsAsync(port));
    }

    [Fact]
    public async Task Change_that_is_given_up_leaves_the_provider_that_was_there()
    {
        var (port, another) = (FreePorts.Take(), FreePorts.Take());
        using var end = new CancellationTokenSource();
        await using var emulator = await StartAsync();
        await emulator.ChangeAsync(topology => LoggingIn(topology, port));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PublishAsync(emulator, another, end.Cancel, end.Token));

        Assert.Equal((true, false), (await RunsAsync(port), await RunsAsync(another)));
    }

    private static Task<HostedEmulator> StartAsync() => HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take()));

    private static Task<IReadOnlyList<Problem>> PublishAsync(
        HostedEmulator emulator, int port, Action? keep = null, CancellationToken cancellationToken = default) =>
        emulator.Services.GetRequiredService<SnapshotPublisher>().PublishAsync(
            LoggingIn(emulator.Services.GetRequiredService<TopologyStore>().Current, port), keep, cancellationToken);

    /// <summary>Users of its listener log in with the echo provider on that port, or nobody does.</summary>
    private static Topology LoggingIn(Topology topology, int? provider = null) => topology with
    {
        LoadBalancers =
        [
            .. topology.LoadBalancers.Select(loadBalancer => loadBalancer with
            {
                Listeners =
                [
                    .. loadBalancer.Listeners.Select(listener => listener with
                    {
                        DefaultActions =
                        [
                            .. new[] { provider }.OfType<int>().Select(port => new RuleAction.Authenticate(EchoIdentityProvider.At(port))),
                            .. listener.DefaultActions.Where(action => action is not RuleAction.Authenticate),
                        ],
                    }),
                ],
            }),
        ],
    };

    private static async Task<bool> RunsAsync(int port)
    {
        using var http = new HttpClient();
        try
        {
            using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/.well-known/openid-configuration"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
