using AlbEmulator.Model;
using AlbEmulator.Tests.AccessLogs;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.Logging;

namespace AlbEmulator.Tests.LogDelivery;

/// <summary>Buckets that cannot be written to, and disks that are full.</summary>
public sealed class LogDeliveryOutageTests : ArchiveTests
{
    [Fact]
    public async Task What_cannot_be_delivered_is_kept_and_tried_again_after_growing_pauses()
    {
        Folder.Write("s3", "no folder");
        await using var stage = Start().Use(Bucket);
        await Patience.UntilAsync("a failure", () => stage.Deliveries.State.LastError is not null);
        Assert.Equal(1, stage.Deliveries.State.PendingFiles);

        for (var interval = 0; interval < 4; interval++)
        {
            stage.Append(interval);
            stage.EndInterval();
            await Patience.UntilAsync("another file", () => stage.Deliveries.State.PendingFiles == interval + 2);
        }

        var state = stage.Deliveries.State;
        Assert.True(state.PendingBytes > 4 * 100, $"{state.PendingBytes} bytes");
        Assert.Equal(0, state.LinesLost);
        Assert.Single(Logger.Entries, entry => entry.Level == LogLevel.Warning && entry.Message.StartsWith(
            "Logs cannot be delivered to my-logs (", StringComparison.Ordinal));

        File.Delete(Folder.File("s3"));
        await stage.WaitBehindPausesAsync(4);

        Assert.Equal([0, 1, 2, 3], stage.Archived);
        Assert.Equal((0, 0L, null, null), (
            stage.Deliveries.State.PendingFiles,
            stage.Deliveries.State.PendingBytes,
            stage.Deliveries.State.OldestPending,
            stage.Deliveries.State.LastError));
        Assert.Single(Logger.Entries, entry => entry.Message == "Logs are delivered to my-logs again.");
    }

    [Fact]
    public async Task At_the_end_everything_is_tried_once_more_whatever_pause_there_is()
    {
        Folder.Write("s3", "no folder");
        await using (var stage = Start().Use(Bucket))
        {
            stage.Append(1);
            await Patience.UntilAsync("a failure", () => stage.Deliveries.State.LastError is not null);
            File.Delete(Folder.File("s3"));
        }

        Assert.Equal(2, ArchivedObject.Keys(Folder.File("s3")).Count);
        Assert.Single(Logger.Entries, entry => entry.Message == "Logs are delivered to my-logs again.");
    }

    [Fact]
    public async Task Health_tells_the_oldest_of_all_that_waits_whatever_is_tried_first()
    {
        const string Oldest = "data/log-delivery/1/pending/failing-logs/AWSLogs/oldest.log.gz";
        Folder.Write(Oldest, "for a bucket that is no folder");
        File.SetLastWriteTimeUtc(Folder.File(Oldest), DateTime.UnixEpoch);
        Folder.Write("s3/failing-logs", "no folder");
        // It cannot be compressed, and its bucket is as good as any.
        Folder.Write("data/log-delivery/1/pending/my-logs/AWSLogs/newer.log", "a line\n");
        Directory.CreateDirectory(Folder.File("data/log-delivery/1/pending/my-logs/AWSLogs/newer.log.gz.part"));
        await using var stage = Start().Use(Bucket);
        await Patience.UntilAsync("a failure", () => stage.Deliveries.State.LastError is not null);
        stage.Append(1);
        stage.EndInterval();
        await Patience.UntilAsync("the line", () => stage.Archived.Count > 0 && stage.Deliveries.State.PendingFiles == 2);

        Assert.Equal(DateTime.UnixEpoch, stage.Deliveries.State.OldestPending);
    }

    [Fact]
    public void Pauses_grow_to_five_minutes_and_end_with_a_success()
    {
        var pauses = new AlbEmulator.LogDelivery.DeliveryPauses(Time);
        var seen = new List<double>();
        for (var attempt = 0; attempt < 11; attempt++)
        {
            Assert.Equal(attempt == 0, pauses.Fail("my-logs"));
            Assert.True(pauses.IsPaused("my-logs"));
            Assert.False(pauses.IsPaused("other-logs"));
            seen.Add((pauses.Next!.Value - Time.GetUtcNow()).TotalSeconds);
            Time.Advance(pauses.Next.Value - Time.GetUtcNow());
            Assert.False(pauses.IsPaused("my-logs"));
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300], seen);
        Assert.True(pauses.Succeed("my-logs"));
        Assert.Null(pauses.Next);
    }

    [Fact]
    public async Task What_does_not_fit_is_lost_and_counted_and_said_once_and_the_live_log_has_it()
    {
        Folder.Write("s3", "no folder");
        await using var stage = Start(maxSpoolBytes: 2000).Use(Bucket);
        await Patience.UntilAsync("the test object", () => stage.Deliveries.State.PendingFiles == 1);
        var number = 10;
        for (var more = 5; more > 0; more -= stage.Deliveries.State.LinesLost > 0 ? 1 : 0)
        {
            stage.Append(number++);
            await stage.Log.FlushAsync();
        }

        var kept = Enumerable.Range(10, number - 10 - 5).ToArray();
        Assert.Equal(5, stage.Deliveries.State.LinesLost);
        Assert.InRange(kept.Length, 3, 100);
        Assert.Equal(Enumerable.Range(10, number - 10), stage.Live);
        Assert.Single(Logger.Entries, entry => entry.Level == LogLevel.Error
            && entry.Message.Contains("Alb:LogSpoolMegabytes", StringComparison.Ordinal));

        File.Delete(Folder.File("s3"));
        await stage.WaitBehindPausesAsync(kept.Length);
        stage.Append(number);
        stage.EndInterval();
        await stage.WaitForAsync(kept.Length + 1);

        Assert.Equal([.. kept, number], stage.Archived);
        Assert.Single(Logger.Entries, entry => entry.Message.Contains("5 lines were lost", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_disk_that_fills_up_costs_no_line_and_doubles_none()
    {
        const int Lines = 1500;
        if (await SmallDisk.MountAsync(Folder.File("disk")) is not { } disk)
        {
            return;
        }

        await using (disk)
        {
            var filler = Path.Combine(disk.Path, "filler");
            await using var stage = Start(disk.Path).Use(Bucket);
            await Patience.UntilAsync("the test object", () => ArchivedObject.Keys(stage.Store).Count == 1);
            await File.WriteAllBytesAsync(filler, new byte[SmallDisk.Size - (4 * 1024)]);
            foreach (var number in Enumerable.Range(0, Lines))
            {
                stage.Append(number);
                if (number % 10 == 0)
                {
                    await stage.Log.FlushAsync();
                }
            }

            await stage.Log.FlushAsync();
            Assert.Equal(Enumerable.Range(0, Lines), stage.Live);
            Assert.Contains(Logger.Entries, entry => entry.Message.Contains("cannot be kept on disk", StringComparison.Ordinal));

            File.Delete(filler);
            await stage.Log.FlushAsync();
            stage.EndInterval();
            await stage.WaitForAsync(Lines);
            Assert.Equal(Enumerable.Range(0, Lines), stage.Archived);
            Assert.Equal(0, stage.Deliveries.State.LinesLost);
        }
    }

    [Fact]
    public async Task Files_that_somebody_deletes_are_told_and_counted_and_hold_nothing_up()
    {
        await using var stage = Start().Use(Bucket);
        stage.Append(1, 2);
        await stage.Log.FlushAsync();
        Directory.Delete(Folder.File("data/log-delivery/1/open"), recursive: true);
        stage.EndInterval();
        await Patience.UntilAsync("the lines to be missed", () => stage.Deliveries.State.LinesLost == 2);
        stage.Append(3);
        stage.EndInterval();
        await stage.WaitForAsync(1);

        Assert.Equal([3], stage.Archived);
        Assert.Single(Logger.Entries, entry => entry.Message.EndsWith("its 2 lines are in no archive.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Spool_that_cannot_be_written_is_told_once_and_its_lines_wait()
    {
        Folder.Write("data/log-delivery", "no folder");
        await using var stage = Start().Use(Bucket);
        stage.Append(1);
        stage.EndInterval();
        await stage.Log.FlushAsync();
        await Patience.UntilAsync("the problem", () => stage.Deliveries.State.LastError is not null);
        stage.EndInterval();
        await stage.Log.FlushAsync();
        Assert.Equal([1], stage.Live);
        Assert.Single(Logger.Entries, entry => entry.Message.Contains("cannot be looked after", StringComparison.Ordinal));
        Assert.Single(Logger.Entries, entry => entry.Message.Contains("cannot be kept on disk", StringComparison.Ordinal));

        File.Delete(Folder.File("data/log-delivery"));
        await stage.Log.FlushAsync();
        stage.EndInterval();
        await stage.WaitForAsync(1);
        Assert.Equal([1], stage.Archived);
    }
}
