namespace AlbEmulator.AccessLogs;

/// <summary>What the program log says about access logs.</summary>
internal static partial class AccessLogMessages
{
    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Access log {Path} cannot be written ({Problem}); requests go on, their lines wait in memory.")]
    public static partial void CannotBeWritten(ILogger logger, string path, string problem);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Access log {Path} is written again; {Lost} lines were lost.")]
    public static partial void IsWrittenAgain(ILogger logger, string path, long lost);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Access log {Path} could not be written before the end; {Lost} lines were lost.")]
    public static partial void ClosedWithLoss(ILogger logger, string path, long lost);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Access log {Path} did not take its last lines within {Seconds} s; it is left behind.")]
    public static partial void LeftBehind(ILogger logger, string path, double seconds);
}
