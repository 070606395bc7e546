using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// A target on loopback that answers as it is told, well or badly, and keeps the exact bytes of what it was sent. Health
/// checks are another matter: connections that carry one are answered by <see cref="HealthReply"/> and kept apart.
/// </summary>
public sealed class ScriptedTarget : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _ended = new();
    private readonly ConcurrentQueue<Reply> _next = new();
    private readonly ConcurrentDictionary<string, Reply> _byPath = new();
    private readonly ConcurrentQueue<RawMessage> _requests = new();
    private readonly ConcurrentQueue<RawMessage> _healthChecks = new();
    private readonly ConcurrentQueue<Exception> _failures = new();
    private readonly ConcurrentDictionary<TargetConnection, Task> _serving = new();
    private readonly ConcurrentDictionary<TargetConnection, bool> _open = new();
    private readonly Task _accepting;
    private int _connections;

    private ScriptedTarget(IPAddress address, int port, Reply reply)
    {
        Address = $"{address}:{port}";
        _listener = new TcpListener(address, port);
        _listener.Start(backlog: 2048);
        Port = port;
        Otherwise = reply;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>As it stands in the log: <c>127.0.0.1:port</c>.</summary>
    public string Address { get; }

    /// <summary>What it does when neither a queued reply nor one for the path is there.</summary>
    public Reply Otherwise { get; set; }

    /// <summary>What it does when it is asked for its health.</summary>
    public Reply HealthReply { get; set; } = Reply.Ok();

    /// <summary>Every health check so far, in order of arrival; none of them is among <see cref="Requests"/>.</summary>
    public IReadOnlyList<RawMessage> HealthChecks => [.. _healthChecks];

    /// <summary>When set, it takes connections but reads nothing from them.</summary>
    public bool ReadsNothing { get; set; }

    /// <summary>False: it forgets requests at once, as it must under load.</summary>
    public bool KeepsRequests { get; set; } = true;

    /// <summary>Every request so far, in order of arrival.</summary>
    public IReadOnlyList<RawMessage> Requests => [.. _requests];

    /// <summary>The one request that came; an error if there were none or several.</summary>
    public RawMessage Request => Assert.Single(_requests);

    /// <summary>Connections taken so far that carried a request.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Those of them that are open now.</summary>
    public int OpenConnections => _open.Count;

    /// <summary>What went wrong while a reply was made, such as a load balancer that closed in the middle.</summary>
    public IReadOnlyList<Exception> Failures => [.. _failures];

    /// <summary>A target that answers every request alike, <c>200 ok</c> unless told otherwise.</summary>
    /// <param name="reply">What it answers.</param>
    /// <param name="port">Of one that has ended, which may have it until a call of another thread is over; null for a free one.</param>
    /// <param name="address">Null for loopback.</param>
    public static ScriptedTarget Start(Reply? reply = null, int? port = null, IPAddress? address = null)
    {
        ScriptedTarget? target = null;
        Assert.True(SpinWait.SpinUntil(() => (target = TryStart(reply ?? Reply.Ok(), port, address)) is not null, Patience.Default), $"port {port} is taken");
        return target!;
    }

    /// <summary>The replies to the next requests, whatever their path.</summary>
    public ScriptedTarget Next(params Reply[] replies)
    {
        foreach (var reply in replies)
        {
            _next.Enqueue(reply);
        }

        return this;
    }

    /// <summary>The reply to requests with exactly that path and query.</summary>
    public ScriptedTarget On(string pathAndQuery, Reply reply)
    {
        _byPath[pathAndQuery] = reply;
        return this;
    }

    /// <summary>Waits until so many requests have come whole.</summary>
    public async Task<IReadOnlyList<RawMessage>> WaitForRequestsAsync(int count)
    {
        await Patience.UntilAsync($"{count} requests at the target", () => _requests.Count >= count);
        return Requests;
    }

    public async ValueTask DisposeAsync()
    {
        // Also a second time: the stage of a test ends all, whatever the test ended already.
        if (_ended.IsCancellationRequested)
        {
            return;
        }

        await _ended.CancelAsync();
        _listener.Stop();
        await _accepting;
        foreach (var (connection, serving) in _serving)
        {
            connection.Dispose();
            await serving;
        }

        _ended.Dispose();
    }

    private static ScriptedTarget? TryStart(Reply reply, int? port, IPAddress? address)
    {
        try
        {
            return new(address ?? IPAddress.Loopback, port ?? FreePorts.Take(), reply);
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return null;
        }
    }

    private async Task AcceptAsync()
    {
        while (!_ended.IsCancellationRequested)
        {
            try
            {
                var socket = await _listener.AcceptSocketAsync(_ended.Token);
                var connection = new TargetConnection(socket, _ended.Token);
                var started = new TaskCompletionSource();
                _serving[connection] = ServeAsync(connection, started.Task);
                started.SetResult();
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // Either the target is being disposed, or a client was gone before its connection was taken.
            }
        }
    }

    private async Task ServeAsync(TargetConnection connection, Task started)
    {
        await started;
        try
        {
            if (await connection.IsHealthCheckAsync())
            {
                await ServeHealthCheckAsync(connection);
                return;
            }

            // First open, then counted: who waits for the count may look at those that are open.
            _open[connection] = true;
            Interlocked.Increment(ref _connections);
            while (!ReadsNothing && await ServeRequestAsync(connection))
            {
            }

            if (ReadsNothing)
            {
                await Task.Delay(Timeout.Infinite, _ended.Token);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException
            or ObjectDisposedException or FormatException)
        {
            _failures.Enqueue(e);
        }
        finally
        {
            connection.Dispose();
            _open.TryRemove(connection, out _);
            _serving.TryRemove(connection, out _);
        }
    }

    private async Task ServeHealthCheckAsync(TargetConnection connection)
    {
        try
        {
            if (await connection.Reader.ReadHeadAsync(_ended.Token) is { } head)
            {
                var request = new RawMessage(head);
                _healthChecks.Enqueue(request);
                await HealthReply.Act(connection, request);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // Whoever asks for the health goes as soon as it knows.
        }
    }

    private async Task<bool> ServeRequestAsync(TargetConnection connection)
    {
        if (await connection.Reader.ReadHeadAsync(_ended.Token) is not { } head)
        {
            return false;
        }

        var request = new RawMessage(head);
        var reply = ReplyTo(request);
        if (reply.ReadsBody)
        {
            request = await connection.Reader.ReadBodyAsync(head, untilClose: false, reply.KeepsBody, _ended.Token);
        }

        if (KeepsRequests)
        {
            _requests.Enqueue(request);
        }

        return await reply.Act(connection, request);
    }

    private Reply ReplyTo(RawMessage request) =>
        _next.TryDequeue(out var next) ? next
        : _byPath.TryGetValue(request.Target, out var byPath) ? byPath
        : Otherwise;
}
