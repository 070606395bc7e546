using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using AlbEmulator.Machine;
using AlbEmulator.Model;
using Microsoft.AspNetCore.Connections;

namespace AlbEmulator.IdentityProviders;

/// <summary>
/// Keeps a provider running for every port that an action of the topology names (<c>Issuer: echo:PORT</c>): on loopback or, where
/// listeners bind every address as they do in a container, on every address too. One whose users are others begins anew, and
/// knows nobody. Used by the one writer of the topology: its methods are not called side by side.
/// </summary>
internal sealed class EchoProviders(AlbSettings settings, TimeProvider time, HeldPorts held) : IAsyncDisposable
{
    private readonly IPAddress _address =
        BindAddresses.TryParse(settings.BindAddress, out var addresses) && addresses.Contains(IPAddress.Any) ? IPAddress.Any : IPAddress.Loopback;

    private readonly Dictionary<int, Running> _running = [];

    /// <summary>Starts what is new and ends what is no longer named. When a port cannot be bound, the rest is as it was.</summary>
    /// <returns>Ports that cannot be bound, or nothing.</returns>
    public async ValueTask<IReadOnlyList<Problem>> UseAsync(Topology topology, CancellationToken cancellationToken)
    {
        var asked = topology.EchoProviders();
        foreach (var (port, running) in _running.ToArray())
        {
            if (!asked.ContainsKey(port) || !running.Users.SequenceEqual(topology.EchoUsers))
            {
                _running.Remove(port);
                await running.Provider.DisposeAsync();
            }
        }

        var problems = new List<Problem>();
        foreach (var (port, origin) in asked)
        {
            if (!_running.ContainsKey(port) && await StartAsync(port, origin, topology.EchoUsers, cancellationToken) is { } problem)
            {
                problems.Add(problem);
            }
        }

        return problems;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var running in _running.Values)
        {
            await running.Provider.DisposeAsync();
        }

        _running.Clear();
    }

    private async Task<Problem?> StartAsync(int port, Origin origin, IReadOnlyList<EchoLogin> users, CancellationToken cancellationToken)
    {
        var options = new EchoProviderOptions
        {
            Address = _address,
            Port = port,
            Users = [.. users.Select(static user => new EchoUser(user.Name, user.Password, JsonNode.Parse(user.Claims)!.AsObject()))],
        };
        try
        {
            _running.Add(port, new Running(await EchoProvider.StartAsync(options, time, cancellationToken, held), users));
            return null;
        }
        catch (Exception exception) when (exception is AddressInUseException or SocketException or IOException)
        {
            var endPoint = new IPEndPoint(_address, port);
            return new Problem(
                origin,
                $"port {port} of the echo provider cannot be bound: {UnboundPort.Reason(endPoint, exception)}: "
                    + UnboundPort.Remedy(endPoint, exception, "choose another"));
        }
    }

    private sealed record Running(EchoProvider Provider, IReadOnlyList<EchoLogin> Users);
}
