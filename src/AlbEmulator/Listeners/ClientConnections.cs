using System.Collections.Concurrent;
using AlbEmulator.Snapshots;
using Microsoft.AspNetCore.Connections;

namespace AlbEmulator.Listeners;

/// <summary>
/// Every client connection of every listener. Twice a second the idle ones are let go.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#connection-idle-timeout"/>
/// </summary>
internal sealed class ClientConnections : IDisposable
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<ClientConnection, object?> _connections = new();
    private readonly CurrentSnapshot _snapshot;
    private readonly TimeProvider _time;
    private readonly ITimer _sweep;

    public ClientConnections(CurrentSnapshot snapshot, TimeProvider time)
    {
        _snapshot = snapshot;
        _time = time;
        _sweep = time.CreateTimer(static state => ((ClientConnections)state!).Sweep(), this, SweepInterval, SweepInterval);
    }

    /// <summary>Kestrel's connection middleware for the endpoint of a listener; any other endpoint is left alone.</summary>
    public ConnectionDelegate Accept(string endpointName, ConnectionDelegate next)
    {
        var isListener = _snapshot.Value.Listeners.ContainsKey(endpointName);
        return connection =>
        {
            if (_snapshot.Value.Listeners.TryGetValue(endpointName, out var listener))
            {
                return ServeAsync(Connection(listener, connection), connection, next);
            }

            if (isListener)
            {
                // The listener has just been removed, and its port is about to be let go.
                connection.Abort();
                return Task.CompletedTask;
            }

            return next(connection);
        };
    }

    public void Dispose() => _sweep.Dispose();

    private ClientConnection Connection(ListenerSnapshot listener, ConnectionContext connection) =>
        Http2Connection.IsAgreedOn(connection.Features)
            ? new Http2Connection(listener, connection, _time)
            : new Http1Connection(listener, connection, _time);

    private Task ServeAsync(ClientConnection client, ConnectionContext connection, ConnectionDelegate next)
    {
        connection.Transport = client;
        _connections.TryAdd(client, null);
        return EndAsync(next(connection), client);
    }

    /// <summary>What waits for the end of a connection: as little as can be.</summary>
    private async Task EndAsync(Task served, ClientConnection client)
    {
        try
        {
            await served;
        }
        finally
        {
            _connections.TryRemove(client, out _);
            client.Close();
        }
    }

    private void Sweep()
    {
        foreach (var (client, _) in _connections)
        {
            client.Sweep();
        }
    }
}
