using System.Globalization;
using AlbEmulator.LogDelivery;
using AlbEmulator.Model;
using AlbEmulator.Tests.AccessLogs;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.LogDelivery;

/// <summary>Files of lines on their way to a bucket, and what kills leave of them.</summary>
public sealed class LogSpoolTests : ArchiveTests
{
    private const string Name =
        "000000000000_elasticloadbalancing_us-east-1_app.demo.98e3a879de9d6b42_20261121T1005Z_127.0.0.1_abcdefgh.log";

    /// <summary>An earlier version wrote lines as they are.</summary>
    [Fact]
    public async Task A_line_that_a_kill_tore_is_dropped_and_said_and_the_lines_before_it_are_delivered()
    {
        var open = $"data/log-delivery/1/open/my-logs/AWSLogs/000000000000/elasticloadbalancing/us-east-1/{Name}";
        Folder.Write(open, Entries.Format(Entries.Numbered(1)) + "http 2026-11-22T23:51:02.0");
        await using var next = Start().Use(Bucket);
        await next.WaitForAsync(1);

        Assert.Equal([1], next.Archived);
        Assert.Equal($"{Name}.gz", Path.GetFileName(Assert.Single(next.Objects).Key));
        Assert.Contains(Logger.Entries, entry => entry.Message.Contains("26 bytes: it is dropped", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Wherever_a_kill_broke_a_file_off_the_lines_before_it_are_delivered_under_its_name()
    {
        const int Batches = 4;
        const int Steps = 25;
        byte[] whole;
        string name;
        await using (var stage = Start().Use(Bucket))
        {
            for (var batch = 0; batch < Batches; batch++)
            {
                stage.Append(Enumerable.Range(10 * batch, 10));
                await stage.Log.FlushAsync();
            }

            var open = Assert.Single(OpenFiles());
            (name, whole) = (Path.GetRelativePath(Folder.File("data/log-delivery/1/open"), open), File.ReadAllBytes(open));
        }

        var found = new List<int>();
        for (var step = 0; step <= Steps; step++)
        {
            using var other = new TempFolder();
            var left = other.File($"data/log-delivery/1/open/{name}");
            Directory.CreateDirectory(Path.GetDirectoryName(left)!);
            File.WriteAllBytes(left, whole[..(whole.Length * step / Steps)]);
            await using (new ArchiveStage(other, Time, Logger).Use(Bucket))
            {
            }

            var archived = ArchivedObject.ReadAll(other.File("s3"));
            var lines = archived.SelectMany(static one => one.Lines).ToArray();
            Assert.All(archived, one => Assert.Equal($"{Path.GetFileName(name)}.gz", Path.GetFileName(one.Key)));
            Assert.Equal(Enumerable.Range(0, lines.Length), ArchiveStage.NumbersOf(lines));
            Assert.Empty(Directory.GetFiles(other.File("data/log-delivery"), "*", SearchOption.AllDirectories));
            found.Add(lines.Length);
        }

        Assert.Equal((0, 10 * Batches), (found[0], found[^1]));
        Assert.Equal(found.Order(), found);
        Assert.True(found.Distinct().Count() >= Batches, string.Join(' ', found));
    }

    [Fact]
    public async Task What_cannot_be_read_of_a_file_that_was_left_is_told_and_what_can_is_delivered()
    {
        byte[] whole;
        await using (var stage = Start().Use(Bucket))
        {
            stage.Append(Enumerable.Range(0, 100));
            await stage.Log.FlushAsync();
            whole = File.ReadAllBytes(Assert.Single(OpenFiles()));
        }

        Directory.Delete(Folder.File("s3"), recursive: true);
        var left = Folder.File($"data/log-delivery/1/open/my-logs/AWSLogs/{Name}");
        Directory.CreateDirectory(Path.GetDirectoryName(left)!);
        File.WriteAllBytes(left, [.. whole[..^GzipPieces.EndLength], 0xFF, 0xFF, 0xFF, 0xFF]);
        await using var next = Start().Use(Bucket);
        await Patience.UntilAsync("the object", () => next.Objects.Count > 0);

        Assert.Equal(Enumerable.Range(0, next.Archived.Count), next.Archived);
        Assert.InRange(next.Archived.Count, 99, 100);
        Assert.Contains(Logger.Entries, entry => entry.Message.Contains(" cannot be read to the end of its ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_cannot_be_moved_stays_where_it_is_and_is_delivered_once_it_can()
    {
        Folder.Write($"data/log-delivery/1/open/my-logs/AWSLogs/{Name}", Entries.Format(Entries.Numbered(1)));
        Folder.Write("data/log-delivery/1/pending", "no folder");
        await using (var stage = Start())
        {
            stage.Use(Bucket);
            stage.Append(2);
            stage.EndInterval();
            await stage.Log.FlushAsync();
            await Patience.UntilAsync("the problem", () => stage.Deliveries.State.LastError is not null);
            stage.Append(3);
            await stage.Log.FlushAsync();
        }

        Assert.Contains(Logger.Entries, entry => entry.Message.Contains(" is left where it is: it cannot be moved: ", StringComparison.Ordinal));
        File.Delete(Folder.File("data/log-delivery/1/pending"));
        await using var next = Start().Use(Bucket);
        await next.WaitForAsync(3);
        Assert.Equal([1, 2, 3], next.Archived);
    }

    /// <summary>One member, and its sum and its length are right: <see href="https://www.rfc-editor.org/rfc/rfc1952"/>.</summary>
    [Fact]
    public async Task Others_read_an_object_that_grew_by_pieces()
    {
        if (!Programs.Have("python3"))
        {
            return;
        }

        await using (var stage = Start().Use(Bucket))
        {
            for (var number = 0; number < 100; number++)
            {
                stage.Append(number);
                await stage.Log.FlushAsync();
            }
        }

        var item = Directory.GetFiles(Folder.File("s3"), "*.gz", SearchOption.AllDirectories).Single();
        var (exitCode, output, errors) = await Programs.RunAsync(
            "python3",
            [
                "-c",
                "import sys, zlib; one = zlib.decompressobj(31); text = one.decompress(open(sys.argv[1], 'rb').read()); "
                    + "print(text.count(b'\\n'), one.eof, len(one.unused_data))",
                item,
            ]);
        Assert.True(exitCode == 0, errors);
        Assert.Equal("100 True 0", output.Trim());
    }

    [Fact]
    public async Task Lines_of_many_load_balancers_in_turn_are_each_in_their_own_object()
    {
        const int Many = 20;
        await using (var stage = Start().Use(Bucket))
        {
            for (var number = 0; number < 10 * Many; number++)
            {
                stage.Log.Append(Entries.Numbered(number) with
                {
                    Time = Time.GetUtcNow().UtcDateTime,
                    NodeAddress = $"127.0.0.{number % Many}",
                });
                if (number == 5 * Many)
                {
                    await stage.Log.FlushAsync();
                }
            }
        }

        var objects = ArchivedObject.ReadAll(Folder.File("s3"));
        Assert.Equal(Many, objects.Count);
        foreach (var one in objects)
        {
            var first = int.Parse(one.Parts().Groups["node"].Value.Split('.')[^1], CultureInfo.InvariantCulture);
            Assert.Equal(
                Enumerable.Range(0, 10).Select(round => first + (round * Many)),
                ArchiveStage.NumbersOf(one.Lines));
        }
    }

    [Fact]
    public async Task Whatever_step_a_kill_broke_off_is_done_again_and_makes_the_same_object()
    {
        var line = Entries.Format(Entries.Numbered(1));
        const string key = $"AWSLogs/000000000000/elasticloadbalancing/us-east-1/2026/11/21/{Name}";
        var pending = $"data/log-delivery/1/pending/my-logs/{key}";
        // Compressed, delivered, and removed of all that only the object in the bucket.
        Folder.Write(pending, line);
        Folder.Write($"{pending}.gz.part", "half");
        await using (var first = Start().Use(Bucket))
        {
            await first.WaitForAsync(1);
            File.Copy(Path.Combine(first.Store, "my-logs", $"{key}.gz"), Folder.File("whole"));
        }

        Folder.Write(pending, line);
        File.Copy(Folder.File("whole"), Folder.File($"{pending}.gz"));
        Folder.Write("s3/.incoming/left.part", "half");
        File.SetLastAccessTimeUtc(Folder.File("s3/.incoming/left.part"), DateTime.UnixEpoch);
        Folder.Write("s3/.incoming/others.part", "half");
        File.SetLastWriteTimeUtc(Folder.File("s3/.incoming/others.part"), DateTime.UnixEpoch);
        await using var second = Start().Use(Bucket);
        await Patience.UntilAsync("the spool to be empty", () => !File.Exists(Folder.File(pending)) && !File.Exists(Folder.File($"{pending}.gz")));

        Assert.Equal([1], second.Archived);
        Assert.Equal($"{key}.gz", Assert.Single(second.Objects).Key);
        Assert.False(File.Exists(Folder.File("s3/.incoming/left.part")));
        Assert.True(File.Exists(Folder.File("s3/.incoming/others.part")));
    }

    /// <summary>Earlier versions had a numbered folder for each emulator.</summary>
    [Fact]
    public async Task What_waits_in_further_folders_of_the_spool_is_delivered()
    {
        Folder.Write("s3", "no folder");
        await using (var before = Start().Use(Bucket))
        {
            before.Append(1);
        }

        Directory.Move(Folder.File("data/log-delivery/1"), Folder.File("data/log-delivery/2"));
        File.Delete(Folder.File("s3"));
        await using (var after = Start().Use(Bucket))
        {
            after.Append(2);
        }

        Assert.Equal([1, 2], Start().Archived);
        Assert.Empty(Directory.GetFiles(Folder.File("data/log-delivery"), "*", SearchOption.AllDirectories));
    }

    private IEnumerable<string> OpenFiles() =>
        Directory.GetFiles(Folder.File("data/log-delivery/1/open"), "*.log", SearchOption.AllDirectories);
}
