using AlbEmulator.DataFolders;
using AlbEmulator.LogDelivery;
using AlbEmulator.Model;
using AlbEmulator.Tests.AccessLogs;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.LogDelivery;

/// <summary>What stands among the objects of a folder, and among the log files that wait for delivery, and is no file.</summary>
public sealed class HostileStoreTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string> Kinds => [.. HostileFile.Told.Keys];

    private DataFolder Data => new(new AlbSettings { DataDirectory = _folder.File("data") });

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Object_that_is_no_file_is_told(string kind)
    {
        if (!HostileFile.CanBeMade)
        {
            return;
        }

        Directory.CreateDirectory(_folder.File("bucket"));
        await HostileFile.PutAsync(kind, _folder.File("bucket/key.pem"));
        using var store = new FolderStore(_folder.Path, Data);
        var (content, problem) = await Task.Run(() => store.GetAsync("bucket", "key.pem", 1024 * 1024, default)).WaitAsync(Patience.Default);
        Assert.Null(content);
        Assert.StartsWith($"{_folder.File("bucket/key.pem")} {HostileFile.Told[kind]}", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("none")]
    [InlineData("none/none")]
    public async Task Object_that_is_not_there_is_told(string key)
    {
        _folder.Write("secret", "x");
        using var store = new FolderStore(_folder.Path, Data);
        var (content, problem) = await store.GetAsync("bucket", key, 10, default);
        Assert.Null(content);
        Assert.StartsWith("there is no file ", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Name_that_no_file_can_have_is_told()
    {
        using var store = new FolderStore(_folder.Path, Data);
        Assert.NotNull((await store.GetAsync("bucket", "a\0b", 10, default)).Problem);
    }

    [Fact]
    public async Task Emulators_that_share_a_folder_write_the_same_object_at_the_same_time_and_nothing_is_left_of_it()
    {
        const int Emulators = 8;
        const int Rounds = 50;
        _folder.Write("pending", new string('x', 100_000));
        var pending = new PendingObject("bucket", "AWSLogs/TestFile", _folder.File("pending"), IsUnfinished: false)
        {
            Length = 100_000,
            Since = DateTime.UnixEpoch,
        };
        var problems = await Task.WhenAll(Enumerable.Range(0, Emulators).Select(_ => Task.Run(async () =>
        {
            using var store = new FolderStore(_folder.File("s3"), Data);
            var told = new List<string?>();
            for (var round = 0; round < Rounds; round++)
            {
                told.Add(await store.PutAsync(pending, default));
            }

            return told;
        })));

        Assert.All(problems.SelectMany(static told => told), Assert.Null);
        Assert.Equal(100_000, new FileInfo(_folder.File("s3/bucket/AWSLogs/TestFile")).Length);
        Assert.Empty(Directory.GetFiles(_folder.File("s3/.incoming")));
    }

    [Fact]
    public async Task Object_that_cannot_be_put_leaves_nothing()
    {
        _folder.Write("pending", "x");
        Directory.CreateDirectory(_folder.File("s3/bucket/TestFile"));
        using var store = new FolderStore(_folder.File("s3"), Data);
        Assert.NotNull(await store.PutAsync(
            new PendingObject("bucket", "TestFile", _folder.File("pending"), IsUnfinished: false) { Length = 1, Since = DateTime.UnixEpoch }, default));
        Assert.Empty(Directory.GetFiles(_folder.File("s3/.incoming")));
    }

    [Fact]
    public async Task Spool_leaves_what_is_no_file_and_delivers_the_rest()
    {
        if (!HostileFile.CanBeMade)
        {
            return;
        }

        foreach (var part in new[] { "open", "pending" })
        {
            var bucket = $"data/log-delivery/1/{part}/bucket";
            _folder.Write($"{bucket}/good-{part}.log", "a line\n");
            foreach (var (kind, index) in HostileFile.Told.Keys.Where(kind => kind is not ("folder" or "200 MB" or "1 TB")).Select((kind, index) => (kind, index)))
            {
                await HostileFile.PutAsync(kind, _folder.File($"{bucket}/bad-{index}.log"));
            }
        }

        var logger = new RecordingLogger();
        var settings = new AlbSettings { DataDirectory = Data.Path, LogStore = _folder.File("s3") };
        using var spool = new LogSpool(Data, 1 << 30, TimeProvider.System, logger);
        await using var deliveries = new LogDeliveries(spool, settings, TimeProvider.System, logger);
        deliveries.Start();

        await Patience.UntilAsync("both to be delivered", () => ArchivedObject.ReadAll(_folder.File("s3")).Count >= 2);
        Assert.Contains(logger.Entries, line => line.Message.Contains(" cannot be delivered (", StringComparison.Ordinal));
        Assert.Equal(2, logger.Entries.Count(line => line.Message.Contains(" is left where it is: it is a socket", StringComparison.Ordinal)));
        // A pipe, a link to one, and that one, in both folders.
        Assert.Equal(6, logger.Entries.Count(line => line.Message.Contains(" is left where it is: it is a pipe", StringComparison.Ordinal)));
    }
}
