using AlbEmulator.Commands;
using AlbEmulator.DataFolders;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>What stands in the place of a file when a command starts, or is put there while the emulator runs.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class HostileFilesTests : IDisposable
{
    private const string Topology = """
        LoadBalancers:
          - Name: demo
            Listeners: [{ Port: PORT, DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: "200" } }] }]
        """;

    private readonly TempFolder _folder = new();

    public static TheoryData<string> Kinds => [.. HostileFile.Told.Keys];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_command_tells_of_a_topology_that_is_no_file_with_exit_code_2(string kind)
    {
        if (!HostileFile.CanBeMade)
        {
            return;
        }

        var path = _folder.File("alb.yaml");
        await HostileFile.PutAsync(kind, path);
        foreach (var command in new[] { "check", "convert", "explain GET /" })
        {
            using var output = new StringWriter();
            using var error = new StringWriter();
            var exitCode = await Task.Run(() => CommandLine.RunAsync([.. command.Split(' '), path], output, error)).WaitAsync(Patience.Default);
            Assert.Equal(2, exitCode);
            Assert.StartsWith($"{path}: {HostileFile.Told[kind]}", $"{output}{error}", StringComparison.Ordinal);
            Assert.Single($"{output}{error}".TrimEnd().Split('\n'));
        }

        var told = await StartAsync(path);
        Assert.StartsWith($"{path}: {HostileFile.Told[kind]}", told, StringComparison.Ordinal);
        Assert.Single(told.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("elbv2/state.json")]
    [InlineData("network.json")]
    [InlineData("elbv2/state-1.jsonl")]
    [InlineData("network-1.jsonl")]
    public async Task State_that_is_no_file_ends_the_start_with_a_word_and_stays(string name)
    {
        if (!HostileFile.CanBeMade)
        {
            return;
        }

        // Closed to others, as an emulator makes it.
        new DataFolder(new AlbSettings { DataDirectory = _folder.File("data") }).MakeFolder(_folder.File("data/elbv2"));
        var topology = _folder.Write("alb.yaml", Topology.Replace("PORT", $"{FreePorts.Take()}", StringComparison.Ordinal));
        var path = _folder.File($"data/{name}");
        if (name.EndsWith("-1.jsonl", StringComparison.Ordinal))
        {
            _folder.Write($"data/{name.Replace("-1.jsonl", ".json", StringComparison.Ordinal)}", """{"Format":2,"Generation":1,"BaseBytes":1}""");
        }

        foreach (var (kind, words) in HostileFile.Told)
        {
            // Longer than any, but not than a state may be, or its changes.
            if (kind == "200 MB" && name != "network.json")
            {
                continue;
            }

            await HostileFile.PutAsync(kind, path);
            var told = await StartAsync(topology);
            Assert.StartsWith($"{path}: {words}", told, StringComparison.Ordinal);
            Assert.Single(told.TrimEnd().Split('\n'));
            Assert.True(Path.Exists(path) || new FileInfo(path).LinkTarget is not null);
        }
    }

    [Theory]
    [InlineData("", "network.json:1: is empty")]
    [InlineData("{ \"Groups\": ", "network.json:1: is not JSON: ")]
    [InlineData("{\n \"Vpcs\": null }", "network.json:2: null stands in it")]
    [InlineData("{\n \"Subnets\": {} }", "network.json:2: Subnets: Subnets is not a property that this version knows")]
    [InlineData("{\n \"Groups\": {\n \"sg-1\": {} } }", "network.json:3: Groups.sg-1: is missing ")]
    [InlineData("{ \"Vpcs\": [1] }", "network.json:1: Vpcs[0]: holds a value of another kind")]
    [InlineData("\0\0", "network.json:1: holds NUL bytes")]
    public async Task Records_of_the_network_that_nobody_wrote_end_the_start_with_a_word_and_stay(string content, string told)
    {
        var path = _folder.Write("data/network.json", content);
        var topology = _folder.Write("alb.yaml", Topology.Replace("PORT", $"{FreePorts.Take()}", StringComparison.Ordinal));

        Assert.Contains(told, await StartAsync(topology), StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(path));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Settings_that_are_no_file_are_told_and_no_others_taken(string kind)
    {
        if (!HostileFile.CanBeMade)
        {
            return;
        }

        await HostileFile.PutAsync(kind, _folder.File("appsettings.json"));
        using var application = new TempFolder();
        application.Write("appsettings.json", "{}");
        var read = await Task.Run(() => SettingsReader.Read([], [_folder.Path, application.Path])).WaitAsync(Patience.Default);
        Assert.StartsWith($"{_folder.File("appsettings.json")}: {HostileFile.Told[kind]}", Assert.Single(read.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_ends_with_2_where_its_files_never_end()
    {
        if (!HostileFile.CanBeMade)
        {
            return;
        }

        foreach (var kind in new[] { "pipe", "/dev/zero", "1 TB" })
        {
            await HostileFile.PutAsync(kind, _folder.File("alb.yaml"));
            var (exitCode, output) = await EmulatorProcess.RunAsync(_folder.Path, "run", "alb.yaml");
            Assert.Equal(2, exitCode);
            Assert.StartsWith($"alb.yaml: {HostileFile.Told[kind]}", output, StringComparison.Ordinal);
            await HostileFile.PutAsync(kind, _folder.File("appsettings.json"));
            (exitCode, output) = await EmulatorProcess.RunAsync(_folder.Path, "run");
            Assert.Equal(2, exitCode);
            Assert.Contains($"appsettings.json: {HostileFile.Told[kind]}", output, StringComparison.Ordinal);
            HostileFile.Remove(_folder.File("appsettings.json"));
        }
    }

    [Fact]
    public async Task A_running_emulator_tells_once_what_its_file_became_and_takes_the_next_good_one()
    {
        if (!HostileFile.CanBeMade)
        {
            return;
        }

        var ports = new[] { FreePorts.Take(), FreePorts.Take() };
        await using var emulator = await EmulatorProcess.StartAsync(Topology.Replace("PORT", $"{ports[0]}", StringComparison.Ordinal));
        foreach (var kind in new[] { "pipe", "/dev/zero", "1 TB", "folder", "links in a circle", "no reading" })
        {
            await HostileFile.PutAsync(kind, emulator.TopologyPath);
            await Patience.UntilAsync($"a word about {kind}", () => CountOf(emulator, HostileFile.Told[kind]) > 0);
            Assert.Equal(200, (await RawClient.ExchangeAsync(ports[0], Wire.Get())).Status);
        }

        HostileFile.Remove(emulator.TopologyPath);
        emulator.WriteTopology(Topology.Replace("PORT", $"{ports[1]}", StringComparison.Ordinal));
        await Patience.UntilAsync("the good file to be taken", () => CountOf(emulator, ".yaml is in effect") > 0);
        Assert.Equal(200, (await RawClient.ExchangeAsync(ports[1], Wire.Get())).Status);
        foreach (var kind in new[] { "pipe", "/dev/zero", "1 TB", "links in a circle", "no reading" })
        {
            Assert.Equal(1, CountOf(emulator, HostileFile.Told[kind]));
        }

        await HostileFile.PutAsync("pipe", emulator.TopologyPath);
        await Patience.UntilAsync("a word about the pipe", () => CountOf(emulator, HostileFile.Told["pipe"]) == 2);
        await emulator.TerminateAsync();
        Assert.Equal(0, await emulator.WaitForExitAsync(TimeSpan.FromSeconds(8)));
        Assert.DoesNotContain(emulator.Output, line => line.StartsWith("   at ", StringComparison.Ordinal));
    }

    private static int CountOf(EmulatorProcess emulator, string words) =>
        emulator.Output.Count(line => line.Contains(words, StringComparison.Ordinal));

    /// <summary>What a start tells that does not succeed.</summary>
    private async Task<string> StartAsync(string topology)
    {
        var (configuration, settings, wrong) = SettingsReader.Read(
            [$"--Alb:DataDirectory={_folder.File("data")}", $"--Alb:ControlUrl=http://127.0.0.1:{FreePorts.Take()}"], []);
        Assert.Empty(wrong);
        using var problems = new StringWriter();
        await using var app = await Task.Run(() => RunCommand.StartAsync(
            new EmulatorOptions(configuration, settings) { Files = [topology] }, problems)).WaitAsync(Patience.Default);
        Assert.Null(app);
        return problems.ToString();
    }
}
