using AlbEmulator.AccessLogs;
using AlbEmulator.DataFolders;
using AlbEmulator.LogDelivery;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.Logging;

namespace AlbEmulator.Tests.AccessLogs;

/// <summary>While the file cannot be written, requests go on and lines wait.</summary>
public sealed class AccessLogOutageTests : IDisposable
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(500);

    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly RecordingLogger _logger = new();

    private string LogPath => _folder.File("access.log");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Lines_that_waited_for_the_file_are_written_when_it_is_back()
    {
        Directory.CreateDirectory(LogPath);
        await using var log = new AccessLogFile(LogPath, _time, _logger);
        log.Append(Entries.Numbered(1));
        await log.FlushAsync();
        log.Append(Entries.Numbered(2));
        await log.FlushAsync();
        Assert.Equal((0, 2, 0), (log.LinesWritten, log.LinesWaiting, log.LinesLost));

        Directory.Delete(LogPath);
        _time.Advance(RetryInterval);
        await Patience.UntilAsync("the lines", () => log.LinesWritten == 2);

        Assert.Equal([1, 2], Entries.Numbers(LogPath));
        Assert.Equal((0, 0), (log.LinesWaiting, log.LinesLost));
    }

    [Fact]
    public async Task An_outage_is_told_once_when_it_begins_and_once_when_it_ends()
    {
        await using var log = new AccessLogFile(LogPath, _time, _logger);
        foreach (var outage in new[] { 1, 2 })
        {
            File.Delete(LogPath);
            Directory.CreateDirectory(LogPath);
            for (var attempt = 0; attempt < 3; attempt++)
            {
                log.Append(Entries.Numbered(attempt));
                await log.FlushAsync();
            }

            Directory.Delete(LogPath);
            await log.FlushAsync();
            await log.FlushAsync();

            Assert.Equal(2 * outage, _logger.Entries.Count);
            Assert.Equal(LogLevel.Warning, _logger.Entries[^2].Level);
            Assert.Contains($"{LogPath} cannot be written", _logger.Entries[^2].Message, StringComparison.Ordinal);
            Assert.Equal(LogLevel.Information, _logger.Entries[^1].Level);
            Assert.Contains("0 lines were lost", _logger.Entries[^1].Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task More_lines_than_may_wait_are_lost_and_counted()
    {
        Directory.CreateDirectory(LogPath);
        var length = Entries.Format(Entries.Numbered(10)).Length;
        await using var log = new AccessLogFile(
            new LogOutput(LogPath, new DataFolder(new AlbSettings())), _time, _logger, maxWaitingBytes: 5 * length);
        log.Append(Entries.Numbered(10));
        await log.FlushAsync();
        foreach (var number in Enumerable.Range(11, 9))
        {
            log.Append(Entries.Numbered(number));
        }

        Assert.Equal((0, 5, 5), (log.LinesWritten, log.LinesWaiting, log.LinesLost));

        Directory.Delete(LogPath);
        await log.FlushAsync();
        log.Append(Entries.Numbered(20));
        await log.FlushAsync();

        Assert.Equal([10, 11, 12, 13, 14, 20], Entries.Numbers(LogPath));
        Assert.Equal((6, 0, 5), (log.LinesWritten, log.LinesWaiting, log.LinesLost));
        Assert.Contains("5 lines were lost", _logger.Entries[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_costs_no_request_and_its_lines_are_counted_at_the_end()
    {
        if (!OperatingSystem.IsLinux())
        {
            Console.WriteLine("Test passed without a look: there is no /dev/full here.");
            return;
        }

        var log = new AccessLogFile("/dev/full", _time, _logger);
        foreach (var number in Enumerable.Range(1, 1000))
        {
            log.Append(Entries.Numbered(number));
        }

        await log.FlushAsync();
        _time.Advance(RetryInterval);
        await log.FlushAsync();
        Assert.Equal((0, 1000, 0), (log.LinesWritten, log.LinesWaiting, log.LinesLost));
        Assert.Contains("No space left", Assert.Single(_logger.Entries).Message, StringComparison.Ordinal);

        await log.DisposeAsync();
        Assert.Equal((0, 0, 1000), (log.LinesWritten, log.LinesWaiting, log.LinesLost));
        Assert.Equal(2, _logger.Entries.Count);
        Assert.Contains("1000 lines were lost", _logger.Entries[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_that_fills_up_keeps_no_half_line_and_goes_on_when_there_is_room()
    {
        if (await SmallDisk.MountAsync(_folder.File("disk")) is not { } disk)
        {
            return;
        }

        await using (disk)
        {
            var filler = Path.Combine(disk.Path, "filler");
            var path = Path.Combine(disk.Path, "access.log");
            await using var log = new AccessLogFile(path, _time, _logger);
            await File.WriteAllBytesAsync(filler, new byte[SmallDisk.Size - (16 * 1024)]);
            foreach (var number in Enumerable.Range(0, 500))
            {
                log.Append(Entries.Numbered(number));
                if (number % 10 == 0)
                {
                    await log.FlushAsync();
                    Assert.Equal(Enumerable.Range(0, (int)log.LinesWritten), Entries.Numbers(path));
                    Assert.True(File.ReadAllBytes(path) is [] or [.., (byte)'\n']);
                }
            }

            Assert.InRange(log.LinesWritten, 1, 100);
            Assert.Equal(500, log.LinesWritten + log.LinesWaiting);

            File.Delete(filler);
            await log.FlushAsync();
            Assert.Equal(Enumerable.Range(0, 500), Entries.Numbers(path));
            Assert.Equal(0, log.LinesLost);
        }
    }

    [Fact]
    public async Task A_path_below_a_file_is_an_outage_too()
    {
        await File.WriteAllTextAsync(_folder.File("file"), "");
        var log = new AccessLogFile(_folder.File("file/access.log"), _time, _logger);
        log.Append(Entries.Numbered(1));
        await log.FlushAsync();

        Assert.Equal(LogLevel.Warning, Assert.Single(_logger.Entries).Level);
        await log.DisposeAsync();
        Assert.Equal(1, log.LinesLost);
    }
}
