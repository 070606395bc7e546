using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using AlbEmulator.Descriptors;
using AlbEmulator.Machine;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace AlbEmulator.TargetGroups.Echo;

/// <summary>
/// A target to play with: an HTTP/1.1 server of its own, which answers with the request exactly as it came.
/// </summary>
internal sealed partial class EchoTarget : IAsyncDisposable
{
    /// <summary>How long <see cref="DisposeAsync"/> lets requests in flight go on.</summary>
    private static readonly TimeSpan DisposeGrace = TimeSpan.FromSeconds(2);

    private readonly IConnectionListener _listener;
    private readonly DescriptorShare _descriptors;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<ConnectionContext, Task> _connections = new();
    private readonly Task _accepting;

    private EchoTarget(IConnectionListener listener, string? name, DescriptorShare descriptors, ILogger logger)
    {
        _listener = listener;
        _descriptors = descriptors;
        _logger = logger;
        EndPoint = (IPEndPoint)listener.EndPoint;
        Name = name ?? $"echo:{Port}";
        _accepting = AcceptAsync();
    }

    /// <summary>What the target calls itself in its answers: <c>echo:PORT</c> unless it was given a name.</summary>
    public string Name { get; }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; }

    public int Port => EndPoint.Port;

    /// <summary>What <c>GET /health</c> answers, 200–599; set with <c>PUT /health?status=NNN</c>.</summary>
    public int HealthStatus { get; internal set; } = StatusCodes.Status200OK;

    /// <summary>Binds and begins to answer.</summary>
    /// <param name="address">Where.</param>
    /// <param name="port">0 is any free port.</param>
    /// <param name="name">What it calls itself; null for <c>echo:PORT</c>.</param>
    /// <param name="descriptors">Of its connections; those beyond are closed at once.</param>
    /// <param name="loggerFactory">Where it tells of itself.</param>
    /// <param name="held">Ports that are bound already; null for none.</param>
    /// <param name="cancellationToken">The end.</param>
    /// <exception cref="AddressInUseException">The port is taken.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The address cannot be bound.</exception>
    public static async Task<EchoTarget> StartAsync(
        IPAddress address,
        int port,
        string? name,
        DescriptorShare descriptors,
        ILoggerFactory loggerFactory,
        HeldPorts? held = null,
        CancellationToken cancellationToken = default)
    {
        // Nothing here holds up a thread, so that answers may be written where requests are read: nearly twice as fast.
        var options = Options.Create(new SocketTransportOptions
        {
            UnsafePreferInlineScheduling = true,
            CreateBoundListenSocket = endPoint =>
                held?.Take(endPoint) ?? SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint),
        });
        var transport = new SocketTransportFactory(options, loggerFactory);
        var listener = await transport.BindAsync(new IPEndPoint(address, port), cancellationToken);
        var target = new EchoTarget(listener, name, descriptors, loggerFactory.CreateLogger<EchoTarget>());
        LogStarted(target._logger, target.Name, listener.EndPoint);
        return target;
    }

    /// <summary>
    /// Takes no more connections, closes idle ones, and lets requests in flight end until <paramref name="abort"/>.
    /// </summary>
    public async Task StopAsync(CancellationToken abort)
    {
        await _listener.UnbindAsync(CancellationToken.None);
        await _stopping.CancelAsync();
        await _accepting;
        try
        {
            await Task.WhenAll(_connections.Values).WaitAsync(abort);
        }
        catch (OperationCanceledException)
        {
            foreach (var connection in _connections.Keys)
            {
                connection.Abort();
            }

            await Task.WhenAll(_connections.Values);
        }

        await _listener.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        using var grace = new CancellationTokenSource(DisposeGrace);
        await StopAsync(grace.Token);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (await AcceptedConnections.NextAsync(_listener, _descriptors.Takes, CancellationToken.None) is { } connection)
        {
            // Registered before it runs: it takes itself out when it ends.
            var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _connections[connection] = RunAsync(connection, begin.Task);
            begin.SetResult();
        }
    }

    private async Task RunAsync(ConnectionContext connection, Task begin)
    {
        await begin;
        try
        {
            await new EchoConnection(this, connection).RunAsync(_stopping.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or WebSocketException)
        {
            // The peer went away, or was silent for too long.
        }
        catch (Exception e)
        {
            LogFailed(_logger, Name, e);
        }
        finally
        {
            await connection.DisposeAsync();
            _connections.TryRemove(connection, out _);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Echo target {Name} answers on {EndPoint}")]
    private static partial void LogStarted(ILogger logger, string name, EndPoint endPoint);

    [LoggerMessage(Level = LogLevel.Error, Message = "Echo target {Name} failed on a connection")]
    private static partial void LogFailed(ILogger logger, string name, Exception exception);
}
