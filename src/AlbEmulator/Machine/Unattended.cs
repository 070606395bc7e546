using System.Collections.Concurrent;

namespace AlbEmulator.Machine;

/// <summary>
/// What nobody waits for: timers, threads and loops in the background. An exception there, which is a bug or the outside
/// world, would end the program or, worse, only the loop. Here it is told in one line, once a minute while it is the same, and
/// what failed is done again when its turn comes.
/// </summary>
/// <param name="what">The work, for the log: <c>The watch of the topology files</c>.</param>
/// <param name="log">Where it is told.</param>
internal sealed partial class Unattended(string what, ILogger log)
{
    private const int MostReasons = 64;
    private const int LongestReason = 500;

    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    /// <summary>When each was told, by the machine's clock: it bounds a log.</summary>
    private readonly ConcurrentDictionary<string, long> _told = new();

    /// <summary>A timer whose work may fail: it comes again when its turn comes.</summary>
    public ITimer Timer(TimeProvider time, Action work, TimeSpan due, TimeSpan period) =>
        time.CreateTimer(_ => Do(work), null, due, period);

    /// <summary>Does it, and never throws.</summary>
    public void Do(Action work)
    {
        try
        {
            work();
        }
        catch (Exception exception)
        {
            Tell(exception);
        }
    }

    /// <summary>Does it, and never throws but for the end.</summary>
    public async Task DoAsync(Func<Task> work, CancellationToken end)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            Tell(exception);
        }
    }

    /// <summary>Tells of one that was caught elsewhere.</summary>
    public void Tell(Exception exception)
    {
        var (reason, now) = (Reason(exception), Environment.TickCount64);
        if (_told.TryGetValue(reason, out var told) && now - told < Silence.TotalMilliseconds)
        {
            return;
        }

        if (_told.Count >= MostReasons)
        {
            _told.Clear();
        }

        _told[reason] = now;
        LogFailed(what, reason);
    }

    /// <summary>An exception in one line: nobody but its author would know what to make of its stack.</summary>
    public static string Reason(Exception exception) =>
        OneLine.Of($"{exception.GetType().Name}: {exception.Message}", LongestReason);

    [LoggerMessage(LogLevel.Error, "{What} failed and goes on: {Reason}")]
    private partial void LogFailed(string what, string reason);
}
