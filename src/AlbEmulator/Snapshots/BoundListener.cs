using System.Net;
using System.Net.Sockets;
using AlbEmulator.Descriptors;
using Microsoft.AspNetCore.Connections;

namespace AlbEmulator.Snapshots;

/// <summary>A port that Kestrel accepts on: it hears of no connection for which there is no room.</summary>
/// <param name="listener">The transport's.</param>
/// <param name="takes">Whether there is room for an accepted connection.</param>
/// <param name="unbound">Is told once the port is let go.</param>
internal sealed class BoundListener(IConnectionListener listener, Func<Socket, bool> takes, Action unbound) : IConnectionListener
{
    private readonly TaskCompletionSource _unbound = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Unbound => _unbound.Task;

    public EndPoint EndPoint => listener.EndPoint;

    public ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
        AcceptedConnections.NextAsync(listener, takes, cancellationToken);

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
