using System.Diagnostics;
using AlbEmulator.Model;
using AlbEmulator.Sockets;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.BackEndConnections;

/// <summary>
/// The connections to one target that are kept for other requests: the last used is the first to be used again. One that
/// the target closes meanwhile, or on which it says something that nobody asked for, is dropped. Of those used
/// last, one on the event loop of the client comes first: one processor has both in its cache.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html#http-connections"/>
/// </summary>
/// <param name="targetGroupArn">Whose target it is.</param>
/// <param name="policy">Of TLS with it; null for none.</param>
/// <param name="connector">Opens connections.</param>
internal sealed class TargetPool(string targetGroupArn, SslPolicy? policy, TargetConnector connector) : IDisposable
{
    /// <summary>So many of those used last are looked at for one of the same loop.</summary>
    private const int MostLookedAt = 32;

    private readonly Lock _lock = new();
    private readonly List<TargetConnection> _idle = [];
    private volatile bool _isClosed;

    /// <summary>One that is open, as far as is known; null where there is none.</summary>
    /// <param name="loop">Who hears of the client; null where that is all the same.</param>
    public TargetConnection? Take(EventLoop? loop)
    {
        while (true)
        {
            TargetConnection connection;
            lock (_lock)
            {
                if (_idle.Count == 0)
                {
                    return null;
                }

                var at = Next(loop);
                connection = _idle[at];
                _idle.RemoveAt(at);
            }

            if (connection.Input.IsReading && connection.IsSilent)
            {
                return connection;
            }

            connection.Dispose();
        }
    }

    /// <summary>Another.</summary>
    /// <param name="address">Where the target is.</param>
    /// <param name="loop">Who hears of the client, and shall hear of it too where it has no loop yet; null where that is all the same.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async ValueTask<TargetConnection> OpenAsync(TargetAddress address, EventLoop? loop, CancellationToken cancellationToken)
    {
        var (stream, socket) = await connector.ConnectAsync(
            targetGroupArn, policy, isHttp2: false, address.EndPoint!, address.Otherwise, cancellationToken);
        return new TargetConnection(stream, socket, this) { Loop = loop };
    }

    /// <summary>Keeps one whose exchange has ended.</summary>
    public void Give(TargetConnection connection)
    {
        connection.Input.ReadAhead();
        connection.IdleSince = Stopwatch.GetTimestamp();
        lock (_lock)
        {
            if (!_isClosed)
            {
                _idle.Add(connection);
            }
        }

        if (_isClosed)
        {
            connection.Dispose();
        }
        else if (!connection.Input.IsReading)
        {
            Drop(connection);
        }
    }

    /// <summary>Closes one of which the target has said something, unless that is for somebody who uses it.</summary>
    public void Drop(TargetConnection connection)
    {
        bool isIdle;
        lock (_lock)
        {
            isIdle = _idle.Remove(connection);
        }

        if (isIdle)
        {
            connection.Dispose();
        }
    }

    /// <summary>Closes those that nobody used since then: a timestamp of the machine's clock.</summary>
    public void CloseIdle(long since)
    {
        TargetConnection[] idle;
        lock (_lock)
        {
            // Those that were used last are the last.
            var count = _idle.FindIndex(connection => connection.IdleSince > since);
            count = count < 0 ? _idle.Count : count;
            idle = count == 0 ? [] : [.. _idle.GetRange(0, count)];
            _idle.RemoveRange(0, count);
        }

        Array.ForEach(idle, static connection => connection.Dispose());
    }

    /// <summary>Closes all that nobody uses, and those in use once their exchange has ended.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isClosed = true;
        }

        CloseIdle(long.MaxValue);
    }

    /// <summary>Which of them is used next. There is one.</summary>
    private int Next(EventLoop? loop)
    {
        var last = _idle.Count - 1;
        if (loop is not null)
        {
            for (var at = last; at >= Math.Max(0, last + 1 - MostLookedAt); at--)
            {
                if (_idle[at].Loop == loop)
                {
                    return at;
                }
            }
        }

        return last;
    }
}
