using AlbEmulator.Commands;
using AlbEmulator.Networks;
using AlbEmulator.Stores;
using AlbEmulator.Tests.Stores;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Commands;

/// <summary><c>alb store</c>: from a data folder to etcd and back, and nothing is lost on the way.</summary>
public sealed class StoreCommandTests : EndedTests
{
    private readonly TempFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private EtcdServer? _etcd;

    public override async ValueTask DisposeAsync()
    {
        if (_etcd is not null)
        {
            await _etcd.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task All_that_is_kept_goes_to_a_file_and_into_another_folder()
    {
        Fill("one");
        Assert.Equal(0, await RunAsync("export", "all.jsonl", "--data", _folder.File("one")));
        Assert.Equal(0, await RunAsync("import", "all.jsonl", "--data", _folder.File("two")));
        Assert.Equal("", _error.ToString());
        AssertFilled("two");
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.File("all.jsonl")));
        }
    }

    [Fact]
    public async Task All_that_is_kept_goes_to_etcd_and_back()
    {
        if (!EtcdServer.IsHere)
        {
            return;
        }

        _etcd = await EtcdServer.StartAsync();
        Fill("one");
        Assert.Equal(0, await RunAsync("export", "all.jsonl", "--data", _folder.File("one")));
        Assert.Equal(0, await RunAsync("import", "all.jsonl", $"--Alb:Store={_etcd.Store}"));
        Assert.Equal(0, await RunAsync("export", "again.jsonl", $"--Alb:Store={_etcd.Store}"));
        Assert.Equal(File.ReadAllText(_folder.File("all.jsonl")), File.ReadAllText(_folder.File("again.jsonl")));

        Assert.Equal(2, await RunAsync("import", "all.jsonl", $"--Alb:Store={_etcd.Store}"));
        Assert.Contains("has something already: --replace puts what the file has in its place", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync("import", "again.jsonl", "--replace", $"--Alb:Store={_etcd.Store}"));
        Assert.Equal(0, await RunAsync("import", "again.jsonl", "--data", _folder.File("two")));
        AssertFilled("two");
    }

    [Theory]
    [InlineData("", 1, "the file ends too early")]
    [InlineData("{}\n", 1, "this is no file of alb store export")]
    [InlineData("{\"Format\":7}\n", 1, "the file has the format 7, and this version reads 1")]
    [InlineData("{\"Format\":1}\n", 2, "the file ends too early")]
    [InlineData("{\"Format\":1}\n{\"Lines\":4}\n", 2, "the file had 4 lines before this one, and has 0")]
    [InlineData("{\"Format\":1}\n{\"Log\":\"state\"}\n", 2, "is neither a change nor a file")]
    [InlineData("{\"Format\":1}\n{\"File\":\"keys/../../x\",\"Content\":\"AA==\"}\n", 2, "keys/../../x is no file that is kept")]
    [InlineData("{\"Format\":1}\n{\"File\":\"access.log\",\"Content\":\"AA==\"}\n", 2, "access.log is no file that is kept")]
    public async Task What_no_export_wrote_is_told_with_its_line(string content, int line, string problem)
    {
        _folder.Write("bad.jsonl", content);
        Assert.Equal(2, await RunAsync("import", "bad.jsonl", "--data", _folder.File("two")));
        Assert.StartsWith($"{_folder.File("bad.jsonl")}:{line}: {problem}", _error.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("two/elbv2")));
    }

    [Fact]
    public async Task Change_that_is_broken_changes_nothing()
    {
        Fill("one");
        Assert.Equal(0, await RunAsync("export", "all.jsonl", "--data", _folder.File("one")));
        _folder.Write("all.jsonl", File.ReadAllText(_folder.File("all.jsonl")).Replace("demo", "dem0", StringComparison.Ordinal));

        Assert.Equal(2, await RunAsync("import", "all.jsonl", "--data", _folder.File("two")));
        Assert.Contains("a change cannot be read", _error.ToString(), StringComparison.Ordinal);
        StateFiles.AssertSame(new(), StoreStage.Log(Stored.In(_folder.File("two"))).Read());
    }

    [Fact]
    public async Task Etcd_that_does_not_answer_is_told()
    {
        Assert.Equal(2, await RunAsync("export", "all.jsonl", $"--Alb:Store=etcd://127.0.0.1:{FreePorts.Take()}/alb"));
        Assert.Contains("etcd at 127.0.0.1:", _error.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("all.jsonl")));
    }

    private void Fill(string name)
    {
        var store = Stored.In(_folder.File(name));
        using var state = StoreStage.Log(store);
        state.Write(SampleState.State(), 0);
        using var network = NetworkStore.LogOf(store);
        network.Read();
        network.Write(new NetworkRecords { Vpcs = ["vpc-1"] }, 0);
        store.Keep(
        [
            new KeptFile("keys/key-1.xml", "<key/>"u8.ToArray()),
            new KeptFile("elbv2/trust-stores/a.pem", "a"u8.ToArray()),
        ]);
    }

    private void AssertFilled(string name)
    {
        var store = Stored.In(_folder.File(name));
        StateFiles.AssertSame(SampleState.State(), StoreStage.Log(store).Read());
        Assert.Equal(["vpc-1"], NetworkStore.LogOf(store).Read().State.Vpcs);
        Assert.Equal([("keys/key-1.xml", true), ("elbv2/trust-stores/a.pem", false)], store.Files().Select(file => (file.Path, file.IsPrivate)));
    }

    private Task<int> RunAsync(string deed, string file, params string[] arguments) =>
        CommandLine.RunAsync(["store", deed, _folder.File(file), .. arguments], _output, _error);
}
