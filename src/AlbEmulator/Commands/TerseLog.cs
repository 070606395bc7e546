using System.Globalization;
using Serilog.Core;
using Serilog.Events;
using Serilog.Parsing;

namespace AlbEmulator.Commands;

/// <summary>
/// Stands before everything that writes the program's log, since what is told there may be made of what clients and targets
/// send: an event is one line, an exception is told by its words, and of events of one kind, the same words with other
/// values, some are told and the others of the minute counted. At the level Debug all is told as it comes, stack traces
/// too.
/// </summary>
internal sealed class TerseLog : ILogEventSink, IDisposable
{
    /// <summary>Events of a kind that are told in a minute, where they are the emulator's own.</summary>
    public const int MostOfOurs = 1000;

    /// <summary>The same of Kestrel's, YARP's and others', and of exceptions.</summary>
    public const int MostOfOthers = 10;

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
    private static readonly MessageTemplate MoreOfIt =
        new MessageTemplateParser().Parse("{Last:l} … and {More} more of this kind within a minute");

    private readonly Lock _turn = new();
    private readonly Dictionary<Kind, Count> _counts = [];
    private readonly Logger _written;
    private readonly ITimer _timer;

    public TerseLog(Logger written, TimeProvider time)
    {
        _written = written;
        _timer = time.CreateTimer(static state => ((TerseLog)state!).EndPeriod(), this, Period, Period);
    }

    /// <summary>Whether all is told as it comes.</summary>
    public bool IsWhole { get; set; }

    public void Emit(LogEvent logEvent)
    {
        if (IsWhole)
        {
            _written.Write(logEvent);
            return;
        }

        lock (_turn)
        {
            var kind = new Kind(logEvent.Level, logEvent.MessageTemplate.Text, logEvent.Exception?.GetType());
            if (!_counts.TryGetValue(kind, out var count))
            {
                _counts[kind] = count = new Count();
            }

            if (++count.Events <= (IsOurs(logEvent) ? MostOfOurs : MostOfOthers))
            {
                _written.Write(LogWords.OneLine(logEvent));
            }
            else
            {
                count.More++;
                count.Last = logEvent;
            }
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        EndPeriod();
        _written.Dispose();
    }

    private static bool IsOurs(LogEvent logEvent) =>
        logEvent.Exception is null
        && logEvent.Properties.GetValueOrDefault(Constants.SourceContextPropertyName) is ScalarValue { Value: string source }
        && source.StartsWith(nameof(AlbEmulator), StringComparison.Ordinal);

    private void EndPeriod()
    {
        lock (_turn)
        {
            foreach (var (_, count) in _counts)
            {
                if (count.Last is { } last)
                {
                    _written.Write(new LogEvent(
                        last.Timestamp,
                        last.Level,
                        exception: null,
                        MoreOfIt,
                        [
                            new("Last", new ScalarValue(LogWords.OneLine(last).RenderMessage(CultureInfo.InvariantCulture))),
                            new("More", new ScalarValue(count.More)),
                        ]));
                }
            }

            _counts.Clear();
        }
    }

    /// <summary>What is the same in events that are counted together.</summary>
    private readonly record struct Kind(LogEventLevel Level, string Template, Type? Exception);

    private sealed class Count
    {
        public int Events { get; set; }

        /// <summary>Those that were not told, and the last of them.</summary>
        public long More { get; set; }

        /// <inheritdoc cref="More"/>
        public LogEvent? Last { get; set; }
    }
}
