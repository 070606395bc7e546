using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
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
    public async Task Actions_of_both_kinds_have_one_provider_as_long_as_either_names_its_port()
    {
        var port = FreePorts.Take();
        var (login, token) = (new RuleAction.Authenticate(EchoIdentityProvider.At(port)), EchoIdentityProvider.TokensAt(port));
        await using var emulator = await StartAsync();
        await emulator.ChangeAsync(topology => With(topology, token));
        var key = await KeyAsync(port);

        await emulator.ChangeAsync(topology => With(topology, login, token));
        Assert.Equal(key, await KeyAsync(port));

        await emulator.ChangeAsync(topology => With(topology, login));
        Assert.Equal(key, await KeyAsync(port));

        await emulator.ChangeAsync(topology => With(topology, token));
        Assert.Equal(key, await KeyAsync(port));

        await emulator.ChangeAsync(topology => With(topology));
        Assert.False(await RunsAsync(port));
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
        await using var emulator = await StartAsync();
        await emulator.ChangeAsync(topology => LoggingIn(topology, port));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PublishAsync(emulator, another, static () => throw new OperationCanceledException()));

        Assert.Equal((true, false), (await RunsAsync(port), await RunsAsync(another)));
    }

    private static Task<HostedEmulator> StartAsync() => HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take()).Listener(FreePorts.Take(), "web"));

    private static Task<IReadOnlyList<Problem>> PublishAsync(
        HostedEmulator emulator, int port, Action? keep = null) =>
        emulator.Services.GetRequiredService<SnapshotPublisher>().PublishAsync(
            LoggingIn(emulator.Services.GetRequiredService<TopologyStore>().Current, port), keep);

    /// <summary>Users of its listener log in with the echo provider on that port, or nobody does.</summary>
    private static Topology LoggingIn(Topology topology, int? provider = null) =>
        With(topology, [.. new[] { provider }.OfType<int>().Select(port => new RuleAction.Authenticate(EchoIdentityProvider.At(port)))]);

    /// <summary>Before what each of its listeners does stands one of these actions, and no other of their kinds.</summary>
    private static Topology With(Topology topology, params IReadOnlyList<RuleAction> actions) => topology with
    {
        LoadBalancers =
        [
            .. topology.LoadBalancers.Select(loadBalancer => loadBalancer with
            {
                Listeners =
                [
                    .. loadBalancer.Listeners.Select((listener, number) => listener with
                    {
                        DefaultActions =
                        [
                            .. actions.Skip(number).Take(1),
                            .. listener.DefaultActions.Where(action => action is not (RuleAction.Authenticate or RuleAction.JwtValidation)),
                        ],
                    }),
                ],
            }),
        ],
    };

    /// <summary>The name of the key that a provider made when it started.</summary>
    private static async Task<string?> KeyAsync(int port)
    {
        using var http = new HttpClient();
        var keys = await http.GetFromJsonAsync<JsonElement>(new Uri($"http://127.0.0.1:{port}/jwks"));
        return keys.GetProperty("keys")[0].GetProperty("kid").GetString();
    }

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
