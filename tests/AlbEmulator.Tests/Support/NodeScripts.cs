using System.Diagnostics;

namespace AlbEmulator.Tests.Support;

/// <summary>Scripts of the folder Fixtures, run by node.</summary>
public static class NodeScripts
{
    private const string Program = "node";

    /// <summary>Runs a script to its end, and gives what it printed.</summary>
    public static async Task<string> RunAsync(string script, params string[] arguments)
    {
        var (exitCode, output, errors) = await Programs.RunAsync(Program, [Fixture(script), .. arguments]);
        Assert.True(exitCode == 0, errors);
        return output;
    }

    /// <summary>Starts a script, and waits until it prints <c>ready</c>.</summary>
    public static async Task<Process> StartAsync(string script, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(Program, [Fixture(script), .. arguments])
        {
            RedirectStandardOutput = true,
        })!;
        var line = await Patience.BoundAsync(
            $"{script} to be ready", async token => await process.StandardOutput.ReadLineAsync(token), Patience.Program);
        Assert.Equal("ready", line);
        return process;
    }

    private static string Fixture(string script) => Path.Combine(AppContext.BaseDirectory, "Fixtures", script);
}
