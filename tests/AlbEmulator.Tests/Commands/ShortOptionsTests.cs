using System.Net;
using AlbEmulator.Commands.Syntax;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Commands;

/// <summary>Options that are settings in a shorter form.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class ShortOptionsTests
{
    [Fact]
    public async Task Run_takes_all_of_them()
    {
        using var folder = new TempFolder();
        var (port, bound, control) = (FreePorts.Take(), FreePorts.Take(), FreePorts.Take());
        folder.Write("my.yaml", TopologyBuilder.Simple(port, FreePorts.Take()).ToString()!);
        var script = $"{AlbProgram.InShell} run my.yaml --control {control} --data kept --map {port}={bound} --log - --debug-headers --fresh > out 2> err & "
            + $"id=$!; for try in $(seq 150); do curl -fs 127.0.0.1:{control}/health > health && break; sleep 0.1; done; "
            + $"curl -si 127.0.0.1:{bound}/ > answer; kill -TERM $id; wait $id; echo $?";
        var (_, output, _) = await Programs.RunAsync("sh", ["-c", $"cd '{folder.Path}'; {script}"]);

        Assert.Equal("0", output.Trim());
        Assert.Contains("X-Alb-Rule: default", File.ReadAllText(folder.File("answer")), StringComparison.Ordinal);
        Assert.Contains($"http 20", File.ReadAllText(folder.File("out")), StringComparison.Ordinal);
        Assert.Contains("fresh: the API had made nothing that is kept in kept", File.ReadAllText(folder.File("err")), StringComparison.Ordinal);
        Assert.True(Directory.Exists(folder.File("kept")));
        Assert.False(Directory.Exists(folder.File("data")));
    }

    [Theory]
    [InlineData("4581", "http://127.0.0.1:4581")]
    [InlineData(":4581", "http://127.0.0.1:4581")]
    [InlineData("localhost:4581", "http://localhost:4581")]
    [InlineData("http://0.0.0.0:4581", "http://0.0.0.0:4581")]
    [InlineData("", "")]
    public void Control_is_a_port_a_host_or_a_URL(string written, string url)
    {
        var command = new System.CommandLine.Command("x");
        var options = new SettingOptions(SettingOptions.Control());
        options.AddTo(command);

        Assert.Equal([$"--Alb:ControlUrl={url}"], options.AddTo([], command.Parse(["--control", written])));
    }

    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("30s", 30_000)]
    [InlineData("1.5s", 1_500)]
    [InlineData("2m", 120_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("24h", 86_400_000)]
    [InlineData("45", 45_000)]
    [InlineData("0s", 0)]
    [InlineData("25h", null)]
    [InlineData("-1s", null)]
    [InlineData("s", null)]
    [InlineData("", null)]
    [InlineData("soon", null)]
    [InlineData("1d", null)]
    [InlineData("99999999999999999999999999999999999h", null)]
    public void Time_has_a_unit_or_is_seconds(string written, int? milliseconds) =>
        Assert.Equal(milliseconds, Durations.Parse(written)?.TotalMilliseconds);
}
