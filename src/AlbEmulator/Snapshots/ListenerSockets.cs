using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using AlbEmulator.Descriptors;
using AlbEmulator.FrontEndConnections;
using AlbEmulator.Machine;
using AlbEmulator.Metrics;
using AlbEmulator.Model;
using AlbEmulator.Topologies;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace AlbEmulator.Snapshots;

/// <summary>
/// Binds the ports of listeners before Kestrel asks for them: so it is known whether they are to be had before anything
/// changes, and a client that connects right after is heard. Whatever it binds takes connections only while there are
/// descriptors for them; those beyond are closed at once.
/// </summary>
internal sealed class ListenerSockets(
    SocketTransportFactory sockets, AlbSettings settings, ProcessDescriptors descriptors, CurrentSnapshot snapshot, HeldPorts held)
    : IConnectionListenerFactory
{
    /// <summary>How long a port is waited for that Kestrel is about to let go of.</summary>
    private static readonly TimeSpan Unbinding = TimeSpan.FromSeconds(10);

    /// <summary>How often a port is tried that nobody is seen to have, and how long there is between.</summary>
    private const int MostTries = 10;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(20);

    private readonly IReadOnlyList<TakenPort> _control = ControlAddress.Of(settings);
    private readonly ConcurrentDictionary<EndPoint, IConnectionListener> _reserved = new();
    private readonly ConcurrentDictionary<EndPoint, BoundListener> _bound = new();

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var isControl = IsControl(endpoint);
        var listener = _reserved.TryRemove(endpoint, out var reserved) ? reserved
            : isControl ? await sockets.BindAsync(endpoint, cancellationToken)
            : Bind(endpoint);
        var name = endpoint is IPEndPoint address ? KestrelProjection.EndpointName(address) : KestrelProjection.ControlEndpoint;
        descriptors.Listen(1);
        return _bound[endpoint] = new BoundListener(listener, isControl ? descriptors.Control.Takes : socket => Takes(name, socket), () =>
        {
            descriptors.Listen(-1);
            _bound.TryRemove(endpoint, out _);
        });
    }

    /// <summary>Binds what a topology needs beyond another; all of it, or nothing and every problem.</summary>
    public async Task<IReadOnlyList<Problem>> ReserveAsync(Topology before, Topology after, CancellationToken cancellation)
    {
        var refused = new List<(Listener Listener, IPEndPoint EndPoint, Exception Exception)>();
        var known = Listeners(before).Select(item => item.EndPoint).ToHashSet();
        foreach (var (listener, endpoint) in Listeners(after).Where(item => !known.Contains(item.EndPoint)))
        {
            try
            {
                if (_bound.TryGetValue(endpoint, out var leaving))
                {
                    await leaving.Unbound.WaitAsync(Unbinding, cancellation);
                }

                _reserved[endpoint] = await BindAgainAsync(endpoint, cancellation);
            }
            catch (Exception exception) when (exception is AddressInUseException or SocketException or TimeoutException)
            {
                refused.Add((listener, endpoint, exception));
            }
        }

        if (refused.Count > 0)
        {
            await ReleaseAsync();
        }

        // Who has a port takes a look at every process: nobody is to be heard on the others meanwhile.
        return
        [
            .. refused.Select(port =>
                new Problem(port.Listener.Origin, Message(port.EndPoint, port.Exception)) { Fault = new Fault.PortTaken() }),
        ];
    }

    /// <summary>A socket that was closed a moment ago may have its port until a call of another thread is over: then nobody is seen to have it.</summary>
    private async Task<ClientSocketListener> BindAgainAsync(IPEndPoint endpoint, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return Bind(endpoint);
            }
            catch (AddressInUseException) when (tries < MostTries && PortHolder.Of(endpoint) is null)
            {
                await Task.Delay(BetweenTries, cancellation);
            }
        }
    }

    /// <summary>Lets go of what was bound and never taken.</summary>
    public async Task ReleaseAsync()
    {
        foreach (var endpoint in _reserved.Keys)
        {
            if (_reserved.TryRemove(endpoint, out var listener))
            {
                await listener.DisposeAsync();
            }
        }
    }

    /// <summary>The control port is Kestrel's own, with the transport that goes with it.</summary>
    private bool IsControl(EndPoint endpoint) => endpoint is not IPEndPoint asked
        || _control.Any(control => control.Port == asked.Port && control.Address.Equals(asked.Address));

    /// <exception cref="AddressInUseException">Another has the port.</exception>
    private ClientSocketListener Bind(EndPoint endpoint)
    {
        try
        {
            return new ClientSocketListener(ListenSocket.Bound(endpoint, _control, held));
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new AddressInUseException(exception.Message, exception);
        }
    }

    /// <summary>Whether there is a descriptor for a connection of a client.</summary>
    private bool Takes(string name, Socket socket)
    {
        if (descriptors.Clients.Takes(socket))
        {
            return true;
        }

        snapshot.Value.ByEndpoint.GetValueOrDefault(name)?.Metrics.Add(LoadBalancerCounter.RejectedConnections);
        return false;
    }

    private static string Message(IPEndPoint endpoint, Exception exception) =>
        $"port {endpoint.Port} of {endpoint.Address} cannot be bound: {UnboundPort.Reason(endpoint, exception)}: "
        + UnboundPort.Remedy(endpoint, exception, $"map it to another with Alb:PortMap, as in Alb__PortMap__{endpoint.Port}={(endpoint.Port < UnboundPort.FirstFree ? 8080 : endpoint.Port + 1)}");

    private static IEnumerable<(Listener Listener, IPEndPoint EndPoint)> Listeners(Topology topology) =>
        from loadBalancer in topology.LoadBalancers
        from listener in loadBalancer.Listeners
        from endPoint in KestrelProjection.EndPoints(loadBalancer, listener)
        select (listener, endPoint);
}
