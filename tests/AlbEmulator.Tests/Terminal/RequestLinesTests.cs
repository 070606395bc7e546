using System.Text;
using AlbEmulator.Terminal;
using AlbEmulator.Tests.AccessLogs;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlbEmulator.Tests.Terminal;

/// <summary>How many lines a second has, and that nobody waits for whoever reads them.</summary>
public sealed class RequestLinesTests : EndedTests
{
    private readonly ManualTime _time = new();
    private readonly Screen _screen = new();
    private readonly RequestLines _lines;

    public RequestLinesTests() => _lines = Lines(_screen);

    public override async ValueTask DisposeAsync()
    {
        _screen.Go();
        await _lines.DisposeAsync();
        _screen.Dispose();
    }

    [Fact]
    public async Task A_request_is_told_at_once()
    {
        _lines.Tell(Entries.Forwarded);

        await _screen.HasLinesAsync(1);
    }

    [Fact]
    public async Task Of_a_second_no_more_is_told_than_can_be_read_and_how_much_more_there_was()
    {
        Tell(5000);
        await _screen.HasLinesAsync(RequestLines.MostInSecond);
        await EndSecondAsync();

        await _screen.HasLinesAsync(RequestLines.MostInSecond + 1);
        Assert.Equal("… and 4,900 more in this second", _screen.Lines[^1]);

        // And the next second has its own.
        Tell(1);
        await _screen.HasLinesAsync(RequestLines.MostInSecond + 2);
    }

    [Fact]
    public async Task Requests_that_fail_have_their_lines_whatever_the_others_do()
    {
        Tell(5000);
        for (var i = 0; i < 150; i++)
        {
            _lines.Tell(Entries.Forwarded with { ElbStatusCode = 502, TargetStatusCode = null });
        }

        await _screen.HasLinesAsync(2 * RequestLines.MostInSecond);
        Assert.Equal(RequestLines.MostInSecond, _screen.Lines.Count(line => line.Contains(" 502 ", StringComparison.Ordinal)));
        await EndSecondAsync();
        await _screen.HasLinesAsync((2 * RequestLines.MostInSecond) + 1);
        Assert.Equal("… and 4,950 more in this second, 50 of them failed", _screen.Lines[^1]);
    }

    [Fact]
    public async Task A_second_in_which_all_were_told_ends_without_a_word()
    {
        Tell(3);
        await _screen.HasLinesAsync(3);
        await EndSecondAsync();
        Tell(1);

        await _screen.HasLinesAsync(4);
        Assert.All(_screen.Lines, line => Assert.Contains(" GET ", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_terminal_that_is_stopped_holds_nobody_up_and_is_told_what_it_missed()
    {
        _screen.Stop();
        Tell(1);
        await _screen.WaitForWriterAsync();

        // None of these waits for the writer, which is held up: what is not a line is a number.
        Tell(1_000_000);
        _time.Advance(TimeSpan.FromSeconds(30));
        _screen.Go();

        await Patience.UntilAsync("the count", () => _screen.Lines.Any(line => line.StartsWith('…')));
        Assert.Equal("… and 999,901 more in 30 s", _screen.Lines[^1]);
        Assert.Equal(RequestLines.MostInSecond + 1, _screen.Lines.Count);
    }

    [Fact]
    public async Task A_terminal_that_stays_stopped_does_not_hold_up_the_end()
    {
        var screen = new Screen();
        var lines = new RequestLines(new LineOutput(screen, isColoured: false), TimeProvider.System, NullLogger<RequestLines>.Instance);
        screen.Stop();
        lines.Tell(Entries.Forwarded);
        await screen.WaitForWriterAsync();

        await Patience.BoundAsync("the end", _ => lines.DisposeAsync().AsTask());

        screen.Go();
    }

    [Fact]
    public async Task A_pipe_that_is_closed_harms_nothing()
    {
        _screen.IsClosed = true;
        Tell(10);
        await _screen.WaitForWriterAsync();
        _screen.IsClosed = false;
        await EndSecondAsync();
        Tell(1);

        await Patience.UntilAsync("a line that can be written", () => _screen.Lines.Count > 0);
    }

    [Fact]
    public async Task What_was_told_is_written_at_the_end()
    {
        await using (var lines = Lines(_screen))
        {
            lines.Tell(Entries.Forwarded);
        }

        Assert.Single(_screen.Lines);
    }

    [Fact]
    public async Task Switched_off_it_wants_nothing_and_has_no_thread()
    {
        await using var off = new RequestLines(null, _time, NullLogger<RequestLines>.Instance);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1000; i++)
        {
            off.Tell(Entries.Forwarded);
        }

        Assert.False(off.AreWanted);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);
        Assert.Equal(0, new ManualTime().TimerCount);
    }

    private RequestLines Lines(Stream screen) =>
        new(new LineOutput(screen, isColoured: false), _time, NullLogger<RequestLines>.Instance);

    private void Tell(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _lines.Tell(Entries.Forwarded);
        }
    }

    /// <summary>The writer begins to count once it has written the first line.</summary>
    private async Task EndSecondAsync()
    {
        await Patience.UntilAsync("a second to be counted", () => _time.TimerCount > 0);
        _time.Advance(TimeSpan.FromSeconds(1));
    }

    /// <summary>A terminal that can be stopped, as with Ctrl-S, or go away.</summary>
    private sealed class Screen : MemoryStream
    {
        private readonly ManualResetEventSlim _goes = new(true);
        private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly StringBuilder _text = new();

        public bool IsClosed { get; set; }

        public IReadOnlyList<string> Lines
        {
            get
            {
                lock (_text)
                {
                    return _text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
                }
            }
        }

        public void Stop() => _goes.Reset();

        public void Go() => _goes.Set();

        public Task WaitForWriterAsync() => _written.Task.WaitAsync(Patience.Default);

        public Task HasLinesAsync(int count) => Patience.UntilAsync($"{count} lines", () => Lines.Count == count);

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _written.TrySetResult();
            _goes.Wait();
            if (IsClosed)
            {
                throw new IOException("Broken pipe");
            }

            lock (_text)
            {
                _text.Append(Encoding.UTF8.GetString(buffer));
            }
        }

        protected override void Dispose(bool disposing)
        {
            _goes.Dispose();
            base.Dispose(disposing);
        }
    }
}
