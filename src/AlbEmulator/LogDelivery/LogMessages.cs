namespace AlbEmulator.LogDelivery;

/// <summary>What the program log says about logs and their archives.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Log:l} {Path} cannot be written ({Problem}); requests go on, their lines wait in memory.")]
    public static partial void CannotBeWritten(ILogger logger, string log, string path, string problem);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Log:l} {Path} is written again; {Lost} lines were lost.")]
    public static partial void IsWrittenAgain(ILogger logger, string log, string path, long lost);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Log:l} {Path} could not be written before the end; {Lost} lines were lost.")]
    public static partial void ClosedWithLoss(ILogger logger, string log, string path, long lost);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Log:l} {Path} did not take its last lines within {Seconds} s; it is left behind.")]
    public static partial void LeftBehind(ILogger logger, string log, string path, double seconds);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Log:l}: lines for archives cannot be kept on disk ({Problem}); they wait in memory.")]
    public static partial void CannotBeSpooled(ILogger logger, string log, string problem);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Log:l}: lines for archives are kept on disk again; {Lost} of them were lost.")]
    public static partial void IsSpooledAgain(ILogger logger, string log, long lost);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Log:l}: {Lost} lines for archives could not be kept on disk before the end and are lost.")]
    public static partial void NeverSpooled(ILogger logger, string log, long lost);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Log files that wait for delivery take {Bytes} bytes, all that Alb:LogSpoolMegabytes grants: from here on lines for archives are lost, and counted in /health.")]
    public static partial void SpoolIsFull(ILogger logger, long bytes);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "There is room again for log files that wait for delivery; {Lost} lines were lost.")]
    public static partial void SpoolHasRoom(ILogger logger, long lost);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The last line of {File} was cut off when the emulator was killed, in the middle of its {Bytes} bytes: it is dropped.")]
    public static partial void TornLine(ILogger logger, string file, int bytes);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{File} cannot be read to the end of its {Length} bytes: {Bytes} bytes of lines that could be read are delivered, what follows is in no archive.")]
    public static partial void BrokenFile(ILogger logger, string file, long length, long bytes);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{File} stands among the log files that wait for delivery, and is left where it is: it {Problem}")]
    public static partial void IsLeft(ILogger logger, string file, string problem);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Logs cannot be delivered to {Bucket} ({Problem}); they are kept and tried again.")]
    public static partial void CannotBeDelivered(ILogger logger, string bucket, string problem);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{File} cannot be delivered ({Problem}); it is kept and tried again, and others go on.")]
    public static partial void FileIsKept(ILogger logger, string file, string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "Logs are delivered to {Bucket} again.")]
    public static partial void IsDeliveredAgain(ILogger logger, string bucket);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{File} was deleted before its interval had ended: its {Lines} lines are in no archive.")]
    public static partial void SpoolFileIsGone(ILogger logger, string file, long lines);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Log files that wait for delivery cannot be looked after ({Problem}); it is tried again.")]
    public static partial void DeliveryFailed(ILogger logger, string problem);
}
