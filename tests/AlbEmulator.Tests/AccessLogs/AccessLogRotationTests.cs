using AlbEmulator.AccessLogs;
using AlbEmulator.DataFolders;
using AlbEmulator.LogDelivery;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlbEmulator.Tests.AccessLogs;

/// <summary>Others may rename, truncate and delete the file at any time, as logrotate does.</summary>
public sealed class AccessLogRotationTests : IDisposable
{
    private const int Lines = 20_000;

    private readonly TempFolder _folder = new();

    private string LogPath => _folder.File("access.log");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task No_line_is_lost_when_the_file_is_renamed_while_lines_come()
    {
        var log = new AccessLogFile(LogPath, TimeProvider.System, NullLogger.Instance);
        var renamed = new List<string>();
        await WhileLinesCome(log, () =>
        {
            var old = $"{LogPath}.{renamed.Count}";
            File.Move(LogPath, old);
            renamed.Add(old);
        });
        await log.DisposeAsync();

        Assert.NotEmpty(renamed);
        Assert.Equal(Enumerable.Range(0, Lines), renamed.Append(LogPath).SelectMany(Entries.Numbers));
        Assert.Equal(Lines, log.LinesWritten);
    }

    [Fact]
    public async Task Truncation_leaves_neither_holes_nor_half_lines()
    {
        var log = new AccessLogFile(LogPath, TimeProvider.System, NullLogger.Instance);
        var truncations = 0;
        await WhileLinesCome(log, () =>
        {
            using var file = new FileStream(LogPath, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            file.SetLength(0);
            truncations++;
        });
        await log.DisposeAsync();

        Assert.NotEqual(0, truncations);
        Assert.DoesNotContain((byte)0, await File.ReadAllBytesAsync(LogPath));
        var numbers = Entries.Numbers(LogPath);
        Assert.Equal(Enumerable.Range(Lines - numbers.Count, numbers.Count), numbers);
    }

    [Fact]
    public async Task Lines_after_a_truncation_begin_at_the_start_of_the_file()
    {
        await using var log = new AccessLogFile(LogPath, new ManualTime(), NullLogger.Instance);
        log.Append(Entries.Numbered(1));
        await log.FlushAsync();
        await File.WriteAllBytesAsync(LogPath, []);
        log.Append(Entries.Numbered(2));
        await log.FlushAsync();

        Assert.Equal(Entries.Format(Entries.Numbered(2)), await File.ReadAllTextAsync(LogPath));
    }

    [Fact]
    public void The_kernel_finds_the_end_of_the_file_so_that_a_truncation_in_between_leaves_no_hole()
    {
        if (!OperatingSystem.IsLinux())
        {
            Console.WriteLine("Test passed without a look: there is no /proc here.");
            return;
        }

        var chunk = new LogChunk(10);
        chunk.TryAdd("line\n"u8);
        var flags = 0;
        new LogOutput(LogPath, new DataFolder(new AlbSettings())).Write([chunk], _ => flags = FlagsOfOpenFile(LogPath));

        const int Append = 0x400;
        Assert.Equal(Append, flags & Append);
    }

    [Fact]
    public async Task Lines_after_a_deletion_are_in_a_new_file()
    {
        await using var log = new AccessLogFile(LogPath, new ManualTime(), NullLogger.Instance);
        log.Append(Entries.Numbered(1));
        await log.FlushAsync();
        File.Delete(LogPath);
        log.Append(Entries.Numbered(2));
        await log.FlushAsync();

        Assert.Equal([2], Entries.Numbers(LogPath));
    }

    [Fact]
    public async Task A_deleted_folder_is_made_again()
    {
        var path = _folder.File("logs/today/access.log");
        await using var log = new AccessLogFile(path, new ManualTime(), NullLogger.Instance);
        log.Append(Entries.Numbered(1));
        await log.FlushAsync();
        Directory.Delete(_folder.File("logs"), recursive: true);
        log.Append(Entries.Numbered(2));
        await log.FlushAsync();

        Assert.Equal([2], Entries.Numbers(path));
        Assert.Equal(0, log.LinesLost);
    }

    private static int FlagsOfOpenFile(string path)
    {
        var file = Directory.EnumerateFiles("/proc/self/fd")
            .Single(link => TargetOf(link) == path);
        var flags = File.ReadLines($"/proc/self/fdinfo/{Path.GetFileName(file)}")
            .Single(line => line.StartsWith("flags:", StringComparison.Ordinal));
        return Convert.ToInt32(flags["flags:".Length..].Trim(), 8);
    }

    private static string? TargetOf(string link)
    {
        try
        {
            return File.ResolveLinkTarget(link, returnFinalTarget: false)?.FullName;
        }
        catch (IOException)
        {
            // Other tests close their files meanwhile.
            return null;
        }
    }

    /// <summary>Lines 0 to <see cref="Lines"/> come from one thread; another disturbs the file over and over.</summary>
    private async Task WhileLinesCome(AccessLogFile log, Action disturb)
    {
        var disturbed = new TaskCompletionSource();
        var coming = Task.Run(async () =>
        {
            for (var number = 0; number < Lines; number++)
            {
                log.Append(Entries.Numbered(number));
                if (number % 500 == 0)
                {
                    await log.FlushAsync();
                }

                if (number == Lines / 2)
                {
                    // However fast the lines come: half of them wait for the disturbance.
                    await disturbed.Task;
                }
            }
        });
        while (!coming.IsCompleted)
        {
            if (File.Exists(LogPath) && new FileInfo(LogPath).Length > 0)
            {
                disturb();
                disturbed.TrySetResult();
            }

            await Task.Delay(1);
        }

        await coming;
    }
}
