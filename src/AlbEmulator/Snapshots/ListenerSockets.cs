using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using AlbEmulator.Model;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace AlbEmulator.Snapshots;

/// <summary>
/// Binds the ports of listeners before Kestrel asks for them: so it is known whether they are to be had before anything
/// changes, and a client that connects right after is heard.
/// </summary>
internal sealed class ListenerSockets(SocketTransportFactory sockets) : IConnectionListenerFactory
{
    /// <summary>How long a port is waited for that Kestrel is about to let go of.</summary>
    private static readonly TimeSpan Unbinding = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<EndPoint, IConnectionListener> _reserved = new();
    private readonly ConcurrentDictionary<EndPoint, BoundListener> _bound = new();

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var listener = _reserved.TryRemove(endpoint, out var reserved)
            ? reserved
            : await sockets.BindAsync(endpoint, cancellationToken);
        return _bound[endpoint] = new BoundListener(listener, () => _bound.TryRemove(endpoint, out _));
    }

    /// <summary>Binds what a topology needs beyond another; all of it, or nothing and every problem.</summary>
    public async Task<IReadOnlyList<Problem>> ReserveAsync(Topology before, Topology after, CancellationToken cancellation)
    {
        var problems = new List<Problem>();
        var known = Listeners(before).Select(item => item.EndPoint).ToHashSet();
        foreach (var (listener, endpoint) in Listeners(after).Where(item => !known.Contains(item.EndPoint)))
        {
            try
            {
                if (_bound.TryGetValue(endpoint, out var leaving))
                {
                    await leaving.Unbound.WaitAsync(Unbinding, cancellation);
                }

                _reserved[endpoint] = await sockets.BindAsync(endpoint, cancellation);
            }
            catch (Exception exception) when (exception is AddressInUseException or SocketException or TimeoutException)
            {
                problems.Add(
                    new Problem(listener.Origin, Message(endpoint, exception)) { Fault = new Fault.PortTaken() });
            }
        }

        if (problems.Count > 0)
        {
            await ReleaseAsync();
        }

        return problems;
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

    private static string Message(IPEndPoint endpoint, Exception exception)
    {
        var cause = exception is AddressInUseException ? "another program has it"
            : exception is SocketException { SocketErrorCode: SocketError.AccessDenied }
                ? "it needs rights that the emulator does not have"
            : Quoted.Plain(exception.Message);
        return $"port {endpoint.Port} of {endpoint.Address} cannot be bound: {cause}: "
            + $"free it, or map it to another with Alb:PortMap, as in Alb__PortMap__{endpoint.Port}=8080";
    }

    private static IEnumerable<(Listener Listener, IPEndPoint EndPoint)> Listeners(Topology topology) =>
        from loadBalancer in topology.LoadBalancers
        from listener in loadBalancer.Listeners
        select (listener, new IPEndPoint(loadBalancer.BindAddress, listener.BindPort));

    private sealed class BoundListener(IConnectionListener listener, Action unbound) : IConnectionListener
    {
        private readonly TaskCompletionSource _unbound = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Unbound => _unbound.Task;

        public EndPoint EndPoint => listener.EndPoint;

        public ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
            listener.AcceptAsync(cancellationToken);

        public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            await listener.UnbindAsync(cancellationToken);
            if (_unbound.TrySetResult())
            {
                unbound();
            }
        }

        public async ValueTask DisposeAsync()
        {
            await listener.DisposeAsync();
            if (_unbound.TrySetResult())
            {
                unbound();
            }
        }
    }
}
