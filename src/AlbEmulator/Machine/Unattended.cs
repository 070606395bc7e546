namespace AlbEmulator.Machine;

/// <summary>
/// What nobody waits for: timers, threads and loops in the background. An exception there, which is a bug or the outside
/// world, would end the program or, worse, only the loop. Here it is told in one line, once for as long as it is the same, and
/// what failed is done again when its turn comes.
/// </summary>
/// <param name="what">The work, for the log: <c>The watch of the topology files</c>.</param>
/// <param name="log">Where it is told.</param>
internal sealed partial class Unattended(string what, ILogger log)
{
    private volatile string? _told;

    /// <summary>Does it, and never throws.</summary>
    public void Do(Action work)
    {
        try
        {
            work();
            _told = null;
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
            _told = null;
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

    /// <summary>Tells of what was caught elsewhere.</summary>
    public void Tell(Exception exception)
    {
        var reason = Reason(exception);
        if (_told != reason)
        {
            _told = reason;
            LogFailed(what, reason);
        }
    }

    /// <summary>An exception in one line: nobody but its author would know what to make of its stack.</summary>
    public static string Reason(Exception exception) =>
        $"{exception.GetType().Name}: {string.Concat(exception.Message.Select(character => char.IsControl(character) ? ' ' : character))}";

    [LoggerMessage(LogLevel.Error, "{What} failed and goes on: {Reason}")]
    private partial void LogFailed(string what, string reason);
}
