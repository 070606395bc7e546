using System.Net;
using System.Text.Json;
using AlbEmulator.Commands;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary><c>Alb:PortsFile</c>: which ports are bound, for whoever has started the emulator.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class PortsFileTests : IDisposable
{
    private const string Topology = """
        LoadBalancers:
          - Name: shop
            Listeners:
              - { Port: 0, DefaultActions: [{ Type: forward, TargetGroupArn: web }] }
        TargetGroups:
          - { Name: web, Targets: [{ Id: echo, Port: 0 }] }
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string File => _folder.File("below/ports.json");

    [Fact]
    public async Task File_tells_what_health_tells_and_is_gone_at_the_end()
    {
        await using (var emulator = await StartAsync())
        {
            using var told = Read();
            var health = await emulator.HealthAsync();

            Assert.Equal(Environment.ProcessId, told.RootElement.GetProperty("process").GetInt32());
            Assert.Equal(emulator.Control, new Uri(told.RootElement.GetProperty("control").GetString()!));
            foreach (var name in new[] { "listeners", "echoTargets", "echoProviders" })
            {
                Assert.True(JsonElement.DeepEquals(health.GetProperty(name), told.RootElement.GetProperty(name)), name);
            }
        }

        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public async Task File_is_written_again_when_another_port_is_bound()
    {
        await using var emulator = await StartAsync();
        using var before = Read();

        await emulator.RewriteTopologyAsync(Topology.Replace(
            "Listeners:", "Listeners:\n      - { Port: 0, Protocol: HTTPS, DefaultActions: [{ Type: forward, TargetGroupArn: web }] }", StringComparison.Ordinal));
        await Patience.UntilAsync("the file to tell of both", () => Listeners().Length == 2);

        Assert.Contains(Listeners(), listener => JsonElement.DeepEquals(listener, before.RootElement.GetProperty("listeners")[0]));
    }

    [Fact]
    public async Task File_of_an_emulator_that_was_killed_is_replaced()
    {
        _folder.Write("below/ports.json", """{ "process": 1, "control": "http://127.0.0.1:1", "listeners": [], "echoTargets": [], "echoProviders": [] }""");

        await using var emulator = await StartAsync();

        Assert.Single(Listeners());
    }

    [Fact]
    public async Task File_of_something_else_is_not_written_over()
    {
        _folder.Write("below/ports.json", "{ \"my\": 1 }");

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(StartAsync);

        Assert.Contains("is no file of ports: nothing is written over it; name another", refused.Message, StringComparison.Ordinal);
        Assert.Equal("{ \"my\": 1 }", System.IO.File.ReadAllText(File));
    }

    [Fact]
    public async Task File_that_another_emulator_has_written_since_stays()
    {
        await using (await StartAsync())
        {
            System.IO.File.WriteAllText(File, "of another");
        }

        Assert.Equal("of another", System.IO.File.ReadAllText(File));
    }

    /// <summary>Nobody has to think of a number, and whoever waits may begin before there is anything to wait for.</summary>
    [Fact]
    public async Task Commands_find_an_emulator_that_chose_all_of_its_ports()
    {
        _folder.Write("alb.yaml", Topology);
        var waiting = AskAsync("wait", "healthy", "--timeout", "90s");
        using var program = EmulatorProcess.Start(
            ["run", "alb.yaml", "--control", "0", "--ports-file", File], _folder.Path, null, null, static _ => { });
        try
        {
            Assert.Equal((0, "healthy: web\n", ""), await waiting);
            await Patience.UntilAsync("health, which waits 2 s alone", async () => (await AskAsync("health")).ExitCode == 0 ? File : null);
            using var told = Read();
            var control = told.RootElement.GetProperty("control").GetString()!;
            Assert.Contains($"='{control}'", (await AskAsync("env")).Output, StringComparison.Ordinal);
            Assert.Contains("No request failed", string.Concat(await AskAsync("why")), StringComparison.OrdinalIgnoreCase);
            using var http = OneQuestion.Client();
            Assert.Equal(
                HttpStatusCode.OK,
                (await http.GetAsync(new Uri(told.RootElement.GetProperty("listeners")[0].GetProperty("url").GetString()!))).StatusCode);
        }
        finally
        {
            program.Kill();
            await program.WaitForExitAsync();
        }
    }

    [Theory]
    [InlineData("http://127.0.0.1:0", "127.0.0.1")]
    [InlineData("http://localhost:0", "localhost")]
    [InlineData("http://0.0.0.0:0", "127.0.0.1")]
    [InlineData("http://[::]:0", "127.0.0.1")]
    public async Task Control_port_that_is_left_open_is_told_and_answers(string url, string asked)
    {
        string[] arguments = [$"--Alb:ControlUrl={url}", $"--Alb:TopologyText={Topology}", $"--Alb:DataDirectory={_folder.File("data")}", "--Serilog:MinimumLevel:Default=Error"];
        var (configuration, settings, problems) = SettingsReader.Read(arguments, []);
        Assert.Empty(problems);
        var told = new StringWriter();

        await using var app = await RunCommand.StartAsync(new EmulatorOptions(configuration, settings) { Files = [] }, told);
        using var http = OneQuestion.Client();
        var chosen = new Uri(settings.ControlUrl);
        using var answer = await http.GetAsync(new UriBuilder(chosen) { Host = asked, Path = "/health" }.Uri);

        Assert.Equal("", told.ToString());
        Assert.Equal((new Uri(url).Host, HttpStatusCode.OK), (chosen.Host, answer.StatusCode));
        Assert.NotEqual(0, chosen.Port);
    }

    [Theory]
    [InlineData("env")]
    [InlineData("why")]
    [InlineData("health")]
    public async Task Where_there_is_no_file_yet_commands_say_who_writes_it(string command)
    {
        var (exitCode, output, error) = await AskAsync(command);

        Assert.NotEqual(0, exitCode);
        Assert.Contains($"{File} there is no such file: alb run --ports-file {File} writes it once it is ready", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_places_are_one_too_many()
    {
        var (exitCode, _, error) = await AskAsync("health", "--control", "4580");

        Assert.Equal(1, exitCode);
        Assert.Contains("--control and --ports-file both say where the emulator is", error, StringComparison.Ordinal);
    }

    private Task<HostedEmulator> StartAsync() => HostedEmulator.StartAsync(Topology, ("Alb:PortsFile", File));

    private async Task<(int ExitCode, string Output, string Error)> AskAsync(params string[] words)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var exitCode = await CommandLine.RunAsync([.. words, "--ports-file", File], output, error);
        return (exitCode, output.ToString(), error.ToString());
    }

    private JsonDocument Read() => JsonDocument.Parse(System.IO.File.ReadAllText(File));

    private JsonElement[] Listeners()
    {
        using var told = Read();
        return [.. told.RootElement.GetProperty("listeners").Clone().EnumerateArray()];
    }
}
