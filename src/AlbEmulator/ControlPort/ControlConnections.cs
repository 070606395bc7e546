using AlbEmulator.Machine;
using Microsoft.AspNetCore.Connections;

namespace AlbEmulator.ControlPort;

/// <summary>
/// Every connection to the control port. They are bounded in number, and once a second those that have been silent for too
/// long are let go.
/// </summary>
internal sealed partial class ControlConnections : IDisposable
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenWords = TimeSpan.FromMinutes(1);

    private readonly Lock _door = new();
    private readonly HashSet<ControlConnection> _open = [];
    private readonly ControlLimits _limits;
    private readonly TimeProvider _time;
    private readonly ILogger<ControlConnections> _log;
    private readonly ITimer _sweep;
    private long? _toldAt;

    public ControlConnections(ControlLimits limits, TimeProvider time, ILogger<ControlConnections> log)
    {
        (_limits, _time, _log) = (limits, time, log);
        _sweep = new Unattended("The sweep of silent connections", log).Timer(time, Sweep, SweepInterval, SweepInterval);
    }

    /// <summary>Those that are open now.</summary>
    public IReadOnlyList<ControlConnection> Open
    {
        get
        {
            lock (_door)
            {
                return [.. _open];
            }
        }
    }

    /// <summary>Kestrel's connection middleware for the endpoint of the control port.</summary>
    public ConnectionDelegate Accept(ConnectionDelegate next) => async connection =>
    {
        if (Admit(connection) is not { } client)
        {
            connection.Abort();
            return;
        }

        connection.Features.Set(client);
        connection.Transport = client;
        try
        {
            await next(connection);
        }
        finally
        {
            lock (_door)
            {
                _open.Remove(client);
            }
        }
    };

    public void Dispose() => _sweep.Dispose();

    /// <summary>Null where there is no room at all.</summary>
    private ControlConnection? Admit(ConnectionContext connection)
    {
        lock (_door)
        {
            var staying = _open.Where(static other => !other.IsLeaving).ToArray();
            var needed = Math.Max(0, staying.Length + 1 - _limits.Connections);
            if (needed > 0 && (_toldAt is not { } toldAt || _time.GetElapsedTime(toldAt) >= BetweenWords))
            {
                _toldAt = _time.GetTimestamp();
                LogFull(_limits.Connections);
            }

            ControlConnection[] silent = [.. staying.Where(IsSilent).OrderBy(static other => other.Since).Take(needed)];
            foreach (var other in silent)
            {
                other.Leave();
            }

            if (_open.Count >= 2 * _limits.Connections)
            {
                return null;
            }

            var client = new ControlConnection(connection, _time) { IsSurplus = silent.Length < needed };
            _open.Add(client);
            return client;
        }
    }

    private bool IsSilent(ControlConnection client) =>
        !client.IsBusy && _time.GetElapsedTime(client.Since) >= ControlLimits.Silence;

    private void Sweep()
    {
        foreach (var client in Open)
        {
            client.Sweep();
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The control port has {Connections} connections, as many as it takes: the most silent of them make room for others")]
    private partial void LogFull(int connections);
}
