using System.Globalization;
using AlbEmulator.DataFolders;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.DataFolders;

/// <summary>One data folder is for one emulator.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class DataFolderLockTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 8, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Second_emulator_with_a_data_folder_ends_with_2_and_says_who_has_it_and_what_to_do()
    {
        await using var first = await StartAsync();
        using var api = new ElbV2Client(first.Control);
        await api.CreateTargetGroupAsync("web", 80);
        var state = await File.ReadAllTextAsync(_folder.File("data/elbv2/state.json"));

        var (exitCode, output) = await RunSecondAsync(_folder.File("data"));

        Assert.Equal(2, exitCode);
        var line = Assert.Single(output.Split('\n'));
        Assert.StartsWith($"{_folder.File("data")} is in use: process {Text(first.ProcessId)} has it since ", line, StringComparison.Ordinal);
        Assert.Contains($"and answers at {first.Control.ToString().TrimEnd('/')}. ", line, StringComparison.Ordinal);
        Assert.EndsWith($"stop that one, or give this one its own: --Alb:DataDirectory={_folder.File("data2")}", line, StringComparison.Ordinal);
        Assert.Equal(state, await File.ReadAllTextAsync(_folder.File("data/elbv2/state.json")));
        await api.CreateTargetGroupAsync("again", 80);
    }

    [Fact]
    public async Task Folder_is_the_same_by_another_path_to_it()
    {
        await using var first = await StartAsync();
        Directory.CreateSymbolicLink(_folder.File("link"), _folder.File("data"));

        Assert.Equal(2, (await RunSecondAsync(_folder.File("link"))).ExitCode);
    }

    [Fact]
    public async Task Folder_is_free_when_its_emulator_was_killed_or_has_ended()
    {
        await using (var killed = await StartAsync())
        {
            await killed.KillAsync();
        }

        await using (var ended = await StartAsync())
        {
            Assert.Equal(ended.ProcessId, DataFolderHolder.Read(new DataFolder(Settings()))!.Process);
            await ended.TerminateAsync();
            Assert.Equal(0, await ended.WaitForExitAsync());
        }

        await using var last = await StartAsync();
        Assert.DoesNotContain(last.Output, line => line.Contains("in use", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_that_fails_gives_the_folder_back()
    {
        Assert.Equal(2, (await RunSecondAsync(_folder.File("data"), "{ \"LoadBalancers\": 1 }")).ExitCode);

        using var taken = DataFolderLock.Take(Settings(), Now, new StringWriter());
        Assert.NotNull(taken);
    }

    [Fact]
    public void Emulator_of_another_container_is_called_by_the_name_of_that()
    {
        using var taken = DataFolderLock.Take(Settings(), Now, new StringWriter());
        new DataFolderHolder(1, "3f2a9c", Now, "http://0.0.0.0:4580").Write(new DataFolder(Settings()));
        var words = new StringWriter();

        Assert.Null(DataFolderLock.Take(Settings(), Now, words));

        Assert.Contains("in use: process 1 of 3f2a9c has it since 2026-11-28 08:00:00 UTC and answers at http://0.0.0.0:4580. ", words.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("{ \"Process\": \"x\" }")]
    [InlineData("""{"Process":1,"Host":null,"Since":"2026-11-28T08:00:00Z","ControlUrl":""}""")]
    [InlineData("""{"Process":1,"Host":"a","Since":"2026-11-28T08:00:00Z"}""")]
    public void Folder_that_does_not_say_who_has_it_is_in_use_all_the_same(string? record)
    {
        using var taken = DataFolderLock.Take(Settings(), Now, new StringWriter());
        File.Delete(_folder.File("data/emulator.json"));
        if (record is not null)
        {
            _folder.Write("data/emulator.json", record);
        }

        var words = new StringWriter();
        Assert.Null(DataFolderLock.Take(Settings(), Now, words));

        Assert.Contains("is in use: another emulator has it. ", words.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stands_at_the_lock_and_is_no_file_is_told()
    {
        if (!HostileFile.CanBeMade)
        {
            return;
        }

        foreach (var (index, kind) in new[] { "pipe", "link to a pipe", "/dev/zero", "/dev/tty", "socket", "folder" }.Index())
        {
            Directory.CreateDirectory(_folder.File($"{index}"));
            await HostileFile.PutAsync(kind, _folder.File($"{index}/emulator.lock"));
            using var words = new StringWriter();
            var settings = new AlbSettings { DataDirectory = _folder.File($"{index}") };

            Assert.Null(await Task.Run(() => DataFolderLock.Take(settings, Now, words)).WaitAsync(Patience.Default));
            Assert.StartsWith($"{_folder.File($"{index}/emulator.lock")} {HostileFile.Told[kind]}", words.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Record_of_the_holder_that_is_no_file_tells_nothing()
    {
        if (!HostileFile.CanBeMade)
        {
            return;
        }

        foreach (var (index, kind) in HostileFile.Told.Keys.Index())
        {
            Directory.CreateDirectory(_folder.File($"{index}"));
            await HostileFile.PutAsync(kind, _folder.File($"{index}/emulator.json"));
            var data = new DataFolder(new AlbSettings { DataDirectory = _folder.File($"{index}") });

            Assert.Null(await Task.Run(() => DataFolderHolder.Read(data)).WaitAsync(Patience.Default));
        }
    }

    [Fact]
    public async Task Where_nothing_can_be_written_that_is_told_and_requests_are_answered()
    {
        _folder.Write("file", "");
        await using var emulator = await EmulatorProcess.StartAsync(
            ElbV2Stage.Topology(), ("Alb:DataDirectory", _folder.File("file/data")), ("Alb:AccessLog", "-"));

        Assert.Contains(emulator.Output, line => line.StartsWith($"Nothing can be kept in {_folder.File("file/data")}, which Alb:DataDirectory names: ", StringComparison.Ordinal));
        Assert.InRange((await RawClient.ExchangeAsync(emulator.Port, Wire.Get())).Status, 502, 503);
    }

    [Fact]
    public async Task Where_files_cannot_be_locked_that_is_told()
    {
        // .NET locks nothing then, and says so to nobody, as on a file system that knows no locks.
        await using var emulator = await StartAsync(("DOTNET_SYSTEM_IO_DISABLEFILELOCKING", "1"));

        Assert.Contains(
            $"Files cannot be locked in {_folder.File("data")}: see to it that no other emulator uses it at once", emulator.Output);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private AlbSettings Settings() => new() { DataDirectory = _folder.File("data"), ControlUrl = "" };

    private Task<EmulatorProcess> StartAsync(params (string, string)[] settings) =>
        EmulatorProcess.StartAsync(ElbV2Stage.Topology(), [("Alb:DataDirectory", _folder.File("data")), .. settings]);

    private Task<(int ExitCode, string Output)> RunSecondAsync(string data, string? topology = null)
    {
        _folder.Write("second.json", topology ?? ElbV2Stage.Topology().ToString()!);
        return EmulatorProcess.RunAsync(
            _folder.Path, "run", "second.json", $"--Alb:DataDirectory={data}", $"--Alb:ControlUrl=http://127.0.0.1:{FreePorts.Take()}");
    }
}
