namespace AlbEmulator.Stores;

/// <summary>What is told of the files of a state.</summary>
internal static partial class ChangeLogWords
{
    [LoggerMessage(
        LogLevel.Warning, "Half a line at the end of {File}, {Bytes} bytes, is dropped: the call that wrote it was never answered.")]
    public static partial void Dropped(ILogger log, string file, long bytes);

    [LoggerMessage(
        LogLevel.Error, "{File} has grown, and a shorter one cannot be written: {Problem} It goes on, and it is tried again.")]
    public static partial void NotCompacted(ILogger log, string file, string problem);
}
