using System.Net.Sockets;
using AlbEmulator.Machine;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlbEmulator.Descriptors;

/// <summary>
/// Keeps the process below the limit of its descriptors (Linux: <c>ulimit -n</c>). At the limit .NET can start no thread,
/// and a program that needs one is aborted; an assembly that could not be read then is never read again; and a socket
/// that cannot accept tries it again without end. So connections are refused before.
/// </summary>
internal sealed partial class ProcessDescriptors : IDisposable
{
    /// <summary>A shortage is over when there has been room for so long.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    private readonly int _limit;
    private readonly Func<int> _nextNumber;
    private readonly ILogger _log;
    private readonly ITimer _look;
    private readonly Lock _opening = new();
    private int _inUse;
    private int _listening;

    /// <param name="time">Tells when a shortage is over.</param>
    /// <param name="log">Told once when it begins, and once when it ends.</param>
    public ProcessDescriptors(TimeProvider time, ILogger<ProcessDescriptors> log)
        : this(DescriptorLimit.Read(), DescriptorLimit.NextNumber, time, log)
    {
    }

    /// <param name="limit">Of the process; <see cref="int.MaxValue"/> for none.</param>
    /// <param name="nextNumber">Gives the number that the next descriptor gets.</param>
    /// <param name="time">Tells when a shortage is over.</param>
    /// <param name="log">Told once when it begins, and once when it ends.</param>
    public ProcessDescriptors(int limit, Func<int> nextNumber, TimeProvider time, ILogger log)
    {
        (_limit, _nextNumber, _log) = (limit, nextNumber, log);
        _look = new Unattended("The count of descriptors", log).Timer(time, Look, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Clients = new("connections of clients", Began);
        Targets = new("connections to targets", Began);
        Echoes = new("connections of echo targets", Began);
        Control = new("connections to the control port", Began);
        TryUse();
    }

    /// <summary>Where no limit is known.</summary>
    public static ProcessDescriptors Unlimited { get; } =
        new(int.MaxValue, static () => 0, TimeProvider.System, NullLogger.Instance);

    /// <summary>Above the numbers of all descriptors; <see cref="int.MaxValue"/> where there is no limit.</summary>
    public int Limit => _limit;

    /// <summary>Connections of clients to listeners.</summary>
    public DescriptorShare Clients { get; }

    /// <summary>Connections to targets, health checks and questions to providers among them.</summary>
    public DescriptorShare Targets { get; }

    /// <summary>Connections that echo targets accept.</summary>
    public DescriptorShare Echoes { get; }

    /// <summary>Connections to the control port.</summary>
    public DescriptorShare Control { get; }

    private IEnumerable<DescriptorShare> Shares => [Clients, Targets, Echoes, Control];

    /// <summary>Whether a client that connects now is refused.</summary>
    public bool AreClientsRefused => Clients.Bound != int.MaxValue && _nextNumber() >= Clients.Bound;

    /// <summary>What is wrong with the limit before anything is begun; null where nothing is.</summary>
    public static string? ProblemOfLimit() => DescriptorLimit.Read() is var limit && limit < DescriptorBounds.LeastLimit
        ? $"The limit of open files is {limit} (ulimit -n), and {DescriptorBounds.LeastLimit} is the least that the emulator can "
            + "run with: raise it, as with ulimit -n 1024."
        : null;

    /// <summary>
    /// Shares out what is left: called again when the program has started, and its own descriptors are there.
    /// </summary>
    /// <returns>What is wrong; null where there is enough.</returns>
    public string? TryUse()
    {
        _inUse = Math.Min(_nextNumber(), _limit);
        Share();
        var least = DescriptorBounds.LeastFree(_listening);
        return _limit - _inUse >= least
            ? null
            : $"The limit of open files is {_limit} (ulimit -n), of which the emulator needs {_inUse + least} "
                + "before it can serve a client: raise it, as with ulimit -n 1024.";
    }

    /// <summary>Other sockets accept from here on.</summary>
    /// <param name="change">How many more, or less.</param>
    public void Listen(int change)
    {
        Interlocked.Add(ref _listening, change);
        Share();
    }

    /// <summary>A socket for a connection to a target.</summary>
    /// <param name="family">Of its address; null for both.</param>
    /// <exception cref="NoDescriptorException">None is left for it.</exception>
    /// <exception cref="SocketException">The system has none of that family.</exception>
    public Socket OpenToTarget(AddressFamily? family)
    {
        var socket = _limit == int.MaxValue ? Open(family) : OpenWithinBound(family);
        socket.NoDelay = true;
        return socket;
    }

    public void Dispose() => _look.Dispose();

    /// <summary>One at a time: requests that all open one, to find that they may not have it, have them for that moment.</summary>
    private Socket OpenWithinBound(AddressFamily? family)
    {
        lock (_opening)
        {
            var socket = Open(family);
            if (Targets.Takes(socket))
            {
                return socket;
            }

            socket.Dispose();
        }

        throw new NoDescriptorException();
    }

    private Socket Open(AddressFamily? family)
    {
        try
        {
            return family is { } one
                ? new Socket(one, SocketType.Stream, ProtocolType.Tcp)
                : new Socket(SocketType.Stream, ProtocolType.Tcp);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.TooManyOpenSockets)
        {
            Targets.Refuse();
            throw new NoDescriptorException();
        }
    }

    private void Share()
    {
        var bounds = DescriptorBounds.Of(_limit, _inUse, Volatile.Read(ref _listening));
        (Clients.Bound, Targets.Bound) = (bounds.Clients, bounds.Targets);
        (Echoes.Bound, Control.Bound) = (bounds.Echoes, bounds.Control);
    }

    private void Began(DescriptorShare share)
    {
        LogRefused(share.Connections, _limit);
        _look.Change(Quiet, Timeout.InfiniteTimeSpan);
    }

    private void Look()
    {
        foreach (var share in Shares.Where(share => share.IsShort && share.EndIfOver(_nextNumber())))
        {
            LogTaken(share.Connections, share.RefusedNow);
        }

        _look.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (Shares.Any(share => share.IsShort))
        {
            _look.Change(Quiet, Timeout.InfiniteTimeSpan);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "New {Connections:l} are refused: those that may be open within the limit of open files, {Limit} (ulimit -n), are open.")]
    private partial void LogRefused(string connections, int limit);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "There is room for new {Connections:l} again; {Count} were refused.")]
    private partial void LogTaken(string connections, long count);
}

/// <summary>A connection was not made: the process has no descriptor left for it.</summary>
internal sealed class NoDescriptorException() : IOException("No descriptor is left for a connection.");
