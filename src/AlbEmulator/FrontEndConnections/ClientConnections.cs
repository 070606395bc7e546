using System.Collections.Concurrent;
using AlbEmulator.Listeners;
using AlbEmulator.Machine;
using AlbEmulator.Metrics;
using AlbEmulator.Snapshots;
using Microsoft.AspNetCore.Connections;

namespace AlbEmulator.FrontEndConnections;

/// <summary>
/// Every client connection of every listener. Twice a second the idle ones are let go.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#connection-idle-timeout"/>
/// </summary>
internal sealed class ClientConnections : IDisposable
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<ClientConnection, object?> _connections = new();
    private readonly CurrentSnapshot _snapshot;
    private readonly RequestPipeline _requests;
    private readonly TimeProvider _time;
    private readonly Unattended _sweeps;
    private readonly ITimer _sweep;

    public ClientConnections(CurrentSnapshot snapshot, RequestPipeline requests, TimeProvider time, ILogger<ClientConnections> log)
    {
        _requests = requests;
        _sweeps = new Unattended("The sweep of idle connections", log);
        _snapshot = snapshot;
        _time = time;
        _sweep = _sweeps.Timer(time, Sweep, SweepInterval, SweepInterval);
    }

    /// <summary>Raised once a client's attempt to connect has succeeded or failed. Must not block.</summary>
    public event Action<ConnectionAttempt>? Attempted;

    /// <summary>Kestrel's connection middleware for the endpoint of a listener; any other endpoint is left alone.</summary>
    public ConnectionDelegate Accept(string endpointName, ConnectionDelegate next)
    {
        var isListener = _snapshot.Value.ByEndpoint.ContainsKey(endpointName);
        return connection =>
        {
            if (_snapshot.Value.ByEndpoint.TryGetValue(endpointName, out var listener))
            {
                var client = (ClientSocket)connection;
                var attempt = client.Features.Get<ConnectionAttempt>() ?? Begin(listener, client);
                attempt.Establish(TlsSession.Of(client));
                Attempted?.Invoke(attempt);
                return ServeAsync(attempt, client, next);
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

    /// <summary>
    /// Kestrel's outermost connection middleware for the endpoint of an HTTPS listener: it knows of a handshake before
    /// it begins, and when it has failed.
    /// </summary>
    public ConnectionDelegate Attempt(string endpointName, ConnectionDelegate next) => async connection =>
    {
        if (!_snapshot.Value.ByEndpoint.TryGetValue(endpointName, out var listener))
        {
            // The listener has just been removed, and its port is about to be let go.
            connection.Abort();
            return;
        }

        var attempt = Begin(listener, connection);
        connection.Features.Set(attempt);
        try
        {
            await next(connection);
        }
        finally
        {
            if (!attempt.IsEnded)
            {
                attempt.Fail();
                Attempted?.Invoke(attempt);
            }

            End(listener);
        }
    };

    public void Dispose() => _sweep.Dispose();

    private static void End(ListenerSnapshot listener) =>
        listener.Metrics.Add(LoadBalancerCounter.OpenClientConnections, -1);

    private ConnectionAttempt Begin(ListenerSnapshot listener, ConnectionContext connection)
    {
        listener.Metrics.Add(LoadBalancerCounter.NewConnections);
        listener.Metrics.Add(LoadBalancerCounter.OpenClientConnections);
        return new ConnectionAttempt(listener, connection, _time);
    }

    private Task ServeAsync(ConnectionAttempt attempt, ClientSocket client, ConnectionDelegate next)
    {
        if (!client.IsHttp2)
        {
            var http1 = new Http1Connection(attempt, client, _time, _requests);
            _connections.TryAdd(http1, null);
            return EndAsync(http1.ServeAsync(), http1);
        }

        var http2 = new Http2Connection(attempt, client, _time);
        client.Transport = http2;
        _connections.TryAdd(http2, null);
        return EndAsync(http2.EndOf(next(client)), http2);
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
            if (!client.IsTls)
            {
                End(client.Listener);
            }
        }
    }

    private void Sweep()
    {
        foreach (var (client, _) in _connections)
        {
            try
            {
                client.Sweep();
            }
            catch (Exception exception)
            {
                // The others are swept all the same.
                _sweeps.Tell(exception);
            }
        }
    }
}
