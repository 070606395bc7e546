namespace AlbEmulator.Metrics.Export;

/// <summary>Says once that a collector does not take what it is sent, and once that it does again.</summary>
/// <param name="what">What is sent.</param>
/// <param name="url">Where to.</param>
/// <param name="log">Where it is said.</param>
internal sealed partial class ExportOutage(string what, Uri url, ILogger log)
{
    private bool _isOut;

    /// <summary>An attempt has ended. Of one thread at a time.</summary>
    public void Tell(bool succeeded)
    {
        if (succeeded == !_isOut)
        {
            return;
        }

        _isOut = !succeeded;
        if (_isOut)
        {
            LogBegun(log, what, url);
        }
        else
        {
            LogEnded(log, what, url);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{What:l} cannot be sent to {Url}; requests go on")]
    private static partial void LogBegun(ILogger log, string what, Uri url);

    [LoggerMessage(Level = LogLevel.Information, Message = "{What:l} are sent to {Url} again")]
    private static partial void LogEnded(ILogger log, string what, Uri url);
}
