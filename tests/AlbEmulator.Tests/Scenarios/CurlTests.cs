using System.Text.Json;
using System.Text.RegularExpressions;
using AlbEmulator.Tests.House;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>What somebody sees who follows the README: the shipped topology, its echo targets, and curl.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed partial class CurlTests
{
    [Fact]
    public async Task First_request_of_the_readme_shows_its_trace_at_the_target_and_in_the_log()
    {
        if (!Programs.Have("curl"))
        {
            return;
        }

        await using var emulator = await EmulatorProcess.StartAsync(ShippedTopology());

        var (exitCode, output, errors) = await Programs.RunAsync(
            "curl",
            [
                "-s", $"http://localhost:{emulator.Port}/hello?x=1",
                "-H", "X-Amzn-Trace-Id: Root=1-67891233-abcdef012345678912345678;CalledFrom=app",
            ]);

        Assert.True(exitCode == 0, errors);
        using var received = JsonDocument.Parse(output);
        Assert.Equal("GET", received.RootElement.GetProperty("method").GetString());
        Assert.Equal("/hello?x=1", received.RootElement.GetProperty("target").GetString());
        var trace = Assert.Single(received.RootElement.GetProperty("headers").EnumerateArray(), IsTrace)[1].GetString();
        Assert.Matches(Expected(), trace);
        Assert.Equal(trace, (await emulator.WaitForLogLinesAsync(1))[0].TraceId);
    }

    [Fact]
    public async Task Ci_job_of_the_readme_fails_until_the_request_has_come()
    {
        if (!Programs.Have("curl"))
        {
            return;
        }

        await using var emulator = await EmulatorProcess.StartAsync(ShippedTopology());
        string[] wait =
        [
            "-fsS", $"{emulator.Control}requests/wait",
            "-d", """{"method":"POST","path":"/orders/*","target-group":"web","status":"2xx","timeoutSeconds":0.2}""",
        ];

        var before = await Programs.RunAsync("curl", wait);
        await Programs.RunAsync("curl", ["-s", "-d", "order", $"http://localhost:{emulator.Port}/orders/7"]);
        var after = await Programs.RunAsync("curl", wait);

        Assert.True(before.ExitCode == 22, before.Errors);
        Assert.True(after.ExitCode == 0, after.Errors);
        Assert.Contains("/orders/7 HTTP/1.1", after.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Banner_shows_where_everything_is()
    {
        await using var emulator = await EmulatorProcess.StartAsync(ShippedTopology());

        await Patience.UntilAsync(
            "the banner", () => emulator.Output.Any(line => line.Contains(emulator.AccessLogPath, StringComparison.Ordinal)));

        var banner = string.Join('\n', emulator.Output);
        Assert.Contains($":{emulator.Port}/", banner, StringComparison.Ordinal);
        Assert.Contains($":{emulator.Control.Port}", banner, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_command_says_by_its_exit_code_whether_an_emulator_runs()
    {
        using var folder = new TempFolder();
        var nobody = $"http://127.0.0.1:{FreePorts.Take()}";
        await using var emulator = await EmulatorProcess.StartAsync(ShippedTopology());

        Assert.Equal(1, (await EmulatorProcess.RunAsync(folder.Path, "health", nobody)).ExitCode);
        Assert.Equal(0, (await EmulatorProcess.AskHealthAsync(folder.Path, ["health", emulator.Control.ToString()])).ExitCode);
    }

    private static bool IsTrace(JsonElement header) =>
        header[0].GetString()!.Equals("X-Amzn-Trace-Id", StringComparison.Ordinal);

    /// <summary>config/alb.json on ports that no other test uses.</summary>
    private static string ShippedTopology() =>
        Port().Replace(
            File.ReadAllText(Path.Combine(SourceTree.Root, "config", "alb.json")),
            port => $"{port.Groups[1].Value}{FreePorts.Take()}");

    [GeneratedRegex("""("Port"\s*:\s*)\d+""")]
    private static partial Regex Port();

    [GeneratedRegex("^Self=1-[0-9a-f]{8}-[0-9a-f]{24};Root=1-67891233-abcdef012345678912345678;CalledFrom=app$")]
    private static partial Regex Expected();
}
