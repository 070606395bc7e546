namespace AlbEmulator.Faults;

/// <summary>Ends faults when the topology is read again: who edits it begins anew, and a fault that is forgotten misleads.</summary>
/// <param name="faults">Those in effect.</param>
/// <param name="log">Where it is told.</param>
internal sealed partial class FaultsAtReload(InjectedFaults faults, ILogger<FaultsAtReload> log)
{
    /// <summary>Ends all that are not kept.</summary>
    public void End()
    {
        if (faults.EndAtReload() is > 0 and var ended)
        {
            LogEnded(ended);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Faults that ended with the topology before: {Count}. One with \"keep\": true stays")]
    private partial void LogEnded(int count);
}
