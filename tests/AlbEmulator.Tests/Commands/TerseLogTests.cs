using AlbEmulator.Commands;
using AlbEmulator.Tests.Support;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace AlbEmulator.Tests.Commands;

/// <summary>What the program's log tells of events that come in masses, or are made of what others send.</summary>
public sealed class TerseLogTests : IDisposable
{
    private readonly Lines _lines = new();
    private readonly ManualTime _time = new();
    private readonly TerseLog _terse;
    private readonly Logger _log;

    public TerseLogTests()
    {
        _terse = new TerseLog(new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(_lines).CreateLogger(), _time);
        _log = new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(_terse).CreateLogger();
    }

    public void Dispose() => _log.Dispose();

    [Fact]
    public void Exception_is_told_by_its_words_and_those_of_its_cause()
    {
        Log(new IOException("It broke.", new TimeoutException("Too late.")), "No answer of {Name}", "web");

        Assert.Equal(["No answer of \"web\": IOException: It broke. ← TimeoutException: Too late."], _lines.Told);
        Assert.All(_lines.Events, told => Assert.Null(told.Exception));
    }

    [Fact]
    public void Of_what_may_be_a_bug_the_place_is_told()
    {
        Log(Record.Exception(() => "".Single())!, "It failed");

        var line = Assert.Single(_lines.Told);
        Assert.Matches(@"^It failed: InvalidOperationException: .+ \(in System\.Linq\..+\)$", line);
    }

    [Fact]
    public void Events_of_a_kind_are_told_in_part_and_counted_in_full()
    {
        for (var number = 1; number <= 1234; number++)
        {
            Log(new IOException("It broke."), "No answer to request {Number}", number);
        }

        _log.Warning("Another kind");
        Assert.Equal(TerseLog.MostOfOthers + 1, _lines.Told.Count);
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(
            $"No answer to request 1234: IOException: It broke. … and {1234 - TerseLog.MostOfOthers} more of this kind within a minute",
            _lines.Told[^1]);
        Log(new IOException("It broke."), "No answer to request {Number}", 1235);
        Assert.Equal("No answer to request 1235: IOException: It broke.", _lines.Told[^1]);
    }

    [Fact]
    public void Nothing_more_is_said_where_all_was_told()
    {
        _log.Warning("Once");
        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(["Once"], _lines.Told);
    }

    [Fact]
    public void What_was_counted_is_told_at_the_end()
    {
        for (var number = 0; number < 100; number++)
        {
            _log.Warning("Again");
        }

        _log.Dispose();

        Assert.Equal("Again … and 90 more of this kind within a minute", _lines.Told[^1]);
    }

    [Fact]
    public void Of_the_emulators_own_events_a_thousand_are_told()
    {
        var ours = _log.ForContext(Constants.SourceContextPropertyName, "AlbEmulator.TargetGroups.TargetStates");
        for (var number = 0; number < 2000; number++)
        {
            ours.Warning("Target {Number} is unhealthy", number);
        }

        Assert.Equal(TerseLog.MostOfOurs, _lines.Told.Count);
    }

    [Fact]
    public void Value_cannot_begin_a_line_or_turn_a_terminal_red()
    {
        _log.Warning("Refused: {What:l}", "a\r\n   at b\u001b[31m");

        Assert.Equal([@"Refused: a    at b\x1b[31m"], _lines.Told);
    }

    [Fact]
    public void At_debug_all_is_told_as_it_came()
    {
        _terse.IsWhole = true;
        for (var number = 0; number < 50; number++)
        {
            Log(new IOException("It broke."), "Failed");
        }

        Assert.Equal(50, _lines.Events.Count(told => told.Exception is IOException));
    }

    private void Log(Exception exception, string template, params object[] values) =>
        _log.Write(LogEventLevel.Error, exception, template, values);

    private sealed class Lines : ILogEventSink
    {
        public List<LogEvent> Events { get; } = [];

        public List<string> Told => [.. Events.Select(told => told.RenderMessage(System.Globalization.CultureInfo.InvariantCulture))];

        public void Emit(LogEvent logEvent) => Events.Add(logEvent);
    }
}
