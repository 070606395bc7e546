using Microsoft.Extensions.Logging.Abstractions;

namespace AlbEmulator.Machine;

/// <summary>The log of what begins before there is one: told to nobody until then.</summary>
internal sealed class LateLog : ILogger
{
    private volatile ILogger _log = NullLogger.Instance;

    /// <summary>From now on this one hears it.</summary>
    public void Use(ILogger log) => _log = log;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => _log.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => _log.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _log.Log(logLevel, eventId, state, exception, formatter);
}
