using AlbEmulator.AccessLogs;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlbEmulator.Tests.AccessLogs;

/// <summary>When lines come into the file, and that all of them do.</summary>
public sealed class AccessLogFileTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new();

    private string LogPath => _folder.File("access.log");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_line_is_in_the_file_100_ms_after_its_request()
    {
        await using var log = Open(LogPath);
        log.Append(Entries.Numbered(1));

        _time.Advance(TimeSpan.FromMilliseconds(99));
        Assert.False(File.Exists(LogPath));
        Assert.Equal(1, log.LinesWaiting);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        await Patience.UntilAsync("the line", () => log is { LinesWritten: 1, LinesWaiting: 0 });
        Assert.Equal(Entries.Format(Entries.Numbered(1)), await File.ReadAllTextAsync(LogPath));
    }

    [Fact]
    public async Task Each_batch_has_its_own_100_ms()
    {
        await using var log = Open(LogPath);
        foreach (var number in Enumerable.Range(1, 5))
        {
            log.Append(Entries.Numbered(number));
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Patience.UntilAsync($"line {number}", () => log.LinesWritten == number);
        }

        Assert.Equal(Enumerable.Range(1, 5), Entries.Numbers(LogPath));
    }

    [Fact]
    public async Task Much_that_waits_does_not_wait_for_the_clock()
    {
        await using var log = Open(LogPath);
        for (var number = 1; number <= 1000; number++)
        {
            log.Append(Entries.Numbered(number));
        }

        await Patience.UntilAsync("a full chunk", () => log.LinesWritten > 100);
    }

    [Fact]
    public async Task A_flush_ends_when_the_lines_are_in_the_file()
    {
        await using var log = Open(LogPath);
        log.Append(Entries.Numbered(1));
        log.Append(Entries.Numbered(2));
        await log.FlushAsync();

        Assert.Equal([1, 2], Entries.Numbers(LogPath));
        await log.FlushAsync();
        Assert.Equal(2, log.LinesWritten);
    }

    [Fact]
    public async Task The_end_writes_everything_that_waits()
    {
        var log = Open(LogPath);
        for (var number = 1; number <= 2000; number++)
        {
            log.Append(Entries.Numbered(number));
        }

        await log.DisposeAsync();

        Assert.Equal(Enumerable.Range(1, 2000), Entries.Numbers(LogPath));
        Assert.Equal(2000, log.LinesWritten);
        Assert.Equal(0, log.LinesLost);
    }

    [Fact]
    public async Task A_line_after_the_end_is_counted_as_lost()
    {
        var log = Open(LogPath);
        await log.DisposeAsync();
        await log.DisposeAsync();
        log.Append(Entries.Numbered(1));
        await log.FlushAsync();

        Assert.Equal(1, log.LinesLost);
        Assert.False(File.Exists(LogPath));
    }

    [Fact]
    public async Task Lines_of_many_threads_are_whole_and_all_there()
    {
        const int Threads = 8;
        const int Lines = 10_000;
        var log = Open(LogPath);
        var threads = Enumerable.Range(0, Threads).Select(thread => new Thread(() =>
        {
            for (var number = 0; number < Lines; number++)
            {
                log.Append(Entries.Numbered((thread * Lines) + number));
            }
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        await log.DisposeAsync();

        var numbers = Entries.Numbers(LogPath);
        Assert.Equal(Enumerable.Range(0, Threads * Lines), numbers.Order());
        Assert.All(
            numbers.GroupBy(number => number / Lines),
            ofOneThread => Assert.Equal(ofOneThread.Order(), ofOneThread));
    }

    [Fact]
    public async Task Lines_longer_than_a_chunk_are_whole()
    {
        var log = Open(LogPath);
        var long1 = Entries.Numbered(1) with { Uri = "/" + new string('a', 300_000) };
        var long2 = Entries.Numbered(2) with { Uri = "/" + new string('"', 300_000) };
        log.Append(long1);
        log.Append(long2);
        log.Append(Entries.Numbered(3));
        await log.DisposeAsync();

        Assert.Equal([1, 2, 3], Entries.Numbers(LogPath));
    }

    [Fact]
    public async Task What_stands_in_the_file_stays_and_missing_folders_are_made()
    {
        var path = _folder.File("a/b/access.log");
        await using (var first = Open(path))
        {
            first.Append(Entries.Numbered(1));
        }

        await using (var second = Open(path))
        {
            second.Append(Entries.Numbered(2));
        }

        Assert.Equal([1, 2], Entries.Numbers(path));
    }

    [Fact]
    public async Task An_empty_path_writes_and_counts_nothing()
    {
        await using var log = Open("");
        log.Append(Entries.Numbered(1));
        await log.FlushAsync();

        Assert.False(log.IsEnabled);
        Assert.Equal((0, 0, 0), (log.LinesWritten, log.LinesWaiting, log.LinesLost));
    }

    [Fact]
    public async Task A_pipe_takes_lines_as_well()
    {
        if (!OperatingSystem.IsLinux() || !Programs.Have("mkfifo"))
        {
            return;
        }

        var pipe = _folder.File("pipe");
        await Programs.RunAsync("mkfifo", [pipe]);
        var reading = Task.Run(() => File.ReadAllText(pipe));
        var log = Open(pipe);
        log.Append(Entries.Numbered(1));
        log.Append(Entries.Numbered(2));
        await log.DisposeAsync();

        Assert.Equal(Entries.Format(Entries.Numbered(1)) + Entries.Format(Entries.Numbered(2)), await reading);
    }

    private AccessLogFile Open(string path) => new(path, _time, NullLogger.Instance);
}
