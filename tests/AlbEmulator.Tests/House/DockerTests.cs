using System.Text.RegularExpressions;
using AlbEmulator.Commands;
using AlbEmulator.Machine;
using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;
using YamlDotNet.RepresentationModel;

namespace AlbEmulator.Tests.House;

/// <summary>What can be said of the container files without building an image.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class DockerTests
{
    private static readonly string[] Dockerfile = File.ReadAllLines(Path.Combine(SourceTree.Root, "docker", "Dockerfile"));
    private static readonly string ComposeFile = Path.Combine(SourceTree.Root, "docker", "docker-compose.yml");
    private static readonly string LabelsFile = Path.Combine(SourceTree.Root, "docker", "compose-labels.yml");

    [Fact]
    public void The_image_is_made_of_the_sdk_and_what_machine_code_needs_only() =>
        Assert.Equal(
            ["mcr.microsoft.com/dotnet/sdk:10.0", "mcr.microsoft.com/dotnet/runtime-deps:10.0"],
            Dockerfile.Where(line => line.StartsWith("FROM ", StringComparison.Ordinal)).Select(line => line.Split(' ')[1]));

    [Fact]
    public void The_Dockerfile_needs_no_other_frontend() =>
        Assert.DoesNotContain(Dockerfile, line => Regex.IsMatch(line, @"^#\s*syntax\s*="));

    [Fact]
    public void The_image_asks_the_emulator_itself_for_its_health() =>
        Assert.Contains(Dockerfile, line => Regex.IsMatch(line, @"^HEALTHCHECK .*CMD alb health$"));

    [Fact]
    public void The_image_does_not_run_as_root() => Assert.Contains("USER $APP_UID", Dockerfile);

    [Fact]
    public void Everything_that_restore_reads_is_copied_before_the_code()
    {
        var restore = Array.FindIndex(Dockerfile, line => line.Contains("dotnet restore", StringComparison.Ordinal));
        var before = string.Join(' ', Dockerfile[..restore]);
        var read = Directory.GetFiles(SourceTree.Root, "Directory.*").Select(Path.GetFileName)
            .Concat(["global.json", "AlbEmulator.csproj", "packages.lock.json"]);
        Assert.All(read, file => Assert.Contains(file!, before));
        Assert.EndsWith("--locked-mode", Dockerfile[restore]);
        Assert.Contains("src/AlbEmulator/Properties/PublishProfiles/", before);
    }

    [Fact]
    public void Everything_that_is_copied_of_the_repository_is_there()
    {
        var copied = Dockerfile.Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from", StringComparison.Ordinal))
            .SelectMany(line => line.Split(' ')[1..^1]);
        Assert.All(copied, path => Assert.True(Path.Exists(Path.Combine(SourceTree.Root, path)), path));
    }

    [Fact]
    public void Every_published_port_is_on_loopback()
    {
        var ports = Services().SelectMany(service => Items(service, "ports")).ToList();
        Assert.Equal(
            [
                "127.0.0.1:8080:8080", "127.0.0.1:4580:4580", "127.0.0.1:9400:9400",
                "127.0.0.1:4581:4580", "127.0.0.1:4582:4580", "127.0.0.1:4583:4580", "127.0.0.1:8090:8080",
            ],
            ports);
    }

    [Fact]
    public void The_topology_of_the_compose_file_names_its_services()
    {
        var services = Services().Select(service => service.Name).ToList();
        var targets = ComposeTopology().Topology.TargetGroups.SelectMany(group => group.Targets).Select(target => target.Id);
        Assert.Equal(["api", "web"], targets.Order());
        Assert.Superset(targets.ToHashSet(), services.ToHashSet());
    }

    [Fact]
    public void The_topology_of_the_compose_file_is_right() => Assert.Empty(ComposeTopology().Problems);

    [Theory]
    [InlineData("web")]
    [InlineData("api")]
    [InlineData("login")]
    public async Task Service_of_the_compose_file_passes_its_own_health_check(string name)
    {
        var service = Services().Single(service => service.Name == name);
        var check = ((YamlSequenceNode)service.Value["healthcheck"]["test"]).Select(item => ((YamlScalarNode)item).Value!).ToArray();
        Assert.Equal(["CMD", "alb", "health"], check[..3]);
        var port = FreePorts.Take();
        var words = Items(service, "command").ToArray();
        words[Array.IndexOf(words, "--port") + 1] = $"{port}";
        using var folder = new TempFolder();
        using var process = EmulatorProcess.Start(words, folder.Path, openFiles: null, umask: null, _ => { }, []);
        try
        {
            var output = new StringWriter();
            await Patience.UntilAsync(
                "the service to be healthy",
                async () =>
                {
                    output.GetStringBuilder().Clear();
                    await CommandLine.RunAsync(["health", new UriBuilder(check[3]) { Port = port }.ToString()], output, output);
                    return output.ToString().StartsWith("healthy", StringComparison.Ordinal) || process.HasExited ? output : null;
                },
                Patience.Program);
            Assert.StartsWith("healthy", output.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    [Fact]
    public void The_compose_file_with_labels_is_its_own_topology()
    {
        var reading = new TopologyFiles(new AlbSettings(), _ => null, SourceTree.Root, SourceTree.Root)
        {
            Housing = new Housing(IsContainer: true) { HasServiceNames = true },
        }.Read([LabelsFile]);

        Assert.Empty(reading.Problems);
        Assert.Equal(
            ["api:9002", "web:9001"],
            reading.Topology.TargetGroups.SelectMany(group => group.Targets).Select(target => $"{target.Id}:{target.Port}").Order());
    }

    /// <summary>
    /// Only where compose v2 is installed; where it is not, in CI too, this says nothing: no package of the CI machine
    /// brings it.
    /// </summary>
    [Fact]
    public async Task Docker_compose_takes_the_compose_files()
    {
        if (Programs.Find("docker") is not { } docker || (await Programs.RunAsync(docker, ["compose", "version"])).ExitCode != 0)
        {
            Console.WriteLine("Test passed without a look: docker compose is not installed.");
            return;
        }

        foreach (var file in new[] { ComposeFile, LabelsFile })
        {
            var (exitCode, _, errors) = await Programs.RunAsync(docker, ["compose", "-f", file, "config", "-q"]);
            Assert.True(exitCode == 0, errors);
        }
    }

    private static TopologyReading ComposeTopology() =>
        new TopologyFiles(new AlbSettings(), _ => null, SourceTree.Root, SourceTree.Root).Read([TopologyFile()]);

    private static string TopologyFile()
    {
        var alb = (YamlMappingNode)Services().Single(service => service.Name == "alb").Value;
        return ((YamlScalarNode)alb["environment"]["Alb__Topology"]).Value!;
    }

    private static IEnumerable<(string Name, YamlNode Value)> Services()
    {
        var file = new YamlStream();
        file.Load(new StringReader(File.ReadAllText(ComposeFile)));
        var services = (YamlMappingNode)file.Documents[0].RootNode["services"];
        return services.Children.Select(service => (((YamlScalarNode)service.Key).Value!, service.Value));
    }

    private static IEnumerable<string> Items((string Name, YamlNode Value) service, string property) =>
        ((YamlMappingNode)service.Value).Children.TryGetValue(property, out var items)
            ? ((YamlSequenceNode)items).Select(item => ((YamlScalarNode)item).Value!)
            : [];
}
