using System.Collections.Concurrent;
using Serilog.Core;
using Serilog.Events;
using Serilog.Parsing;

namespace AlbEmulator.Commands;

/// <summary>
/// Writes the program's log on a thread of its own: a terminal that is stopped, a pipe that nobody reads, or a disk that hangs
/// holds up nobody who has something to tell. Beyond what may wait events are left out, and counted.
/// </summary>
internal sealed class LogThread : ILogEventSink, IDisposable
{
    private const int MostWaiting = 10_000;

    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(2);
    private static readonly MessageTemplate LeftOut = new MessageTemplateParser().Parse(
        "{Count} events before this one are left out: what takes the log was held up");

    private readonly BlockingCollection<LogEvent> _waiting = new(MostWaiting);
    private readonly Logger _written;
    private readonly Thread _thread;
    private long _leftOut;

    public LogThread(Logger written)
    {
        _written = written;
        _thread = new Thread(Run) { IsBackground = true, Name = "program log" };
        _thread.Start();
    }

    /// <summary>From any thread; never waits.</summary>
    public void Emit(LogEvent logEvent)
    {
        try
        {
            if (!_waiting.TryAdd(logEvent))
            {
                Interlocked.Increment(ref _leftOut);
            }
        }
        catch (Exception exception) when (exception is InvalidOperationException or ObjectDisposedException)
        {
            // The end: whoever still has something to say says it to nobody.
        }
    }

    public void Dispose()
    {
        _waiting.CompleteAdding();
        if (_thread.Join(LongestEnd))
        {
            _written.Dispose();
            _waiting.Dispose();
        }
    }

    private void Run()
    {
        foreach (var logEvent in _waiting.GetConsumingEnumerable())
        {
            if (Interlocked.Exchange(ref _leftOut, 0) is var count and > 0)
            {
                _written.Write(new LogEvent(
                    logEvent.Timestamp, LogEventLevel.Warning, exception: null, LeftOut, [new("Count", new ScalarValue(count))]));
            }

            _written.Write(logEvent);
        }
    }
}
