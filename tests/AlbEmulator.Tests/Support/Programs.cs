using System.Diagnostics;
using System.Globalization;

namespace AlbEmulator.Tests.Support;

/// <summary>Programs from outside that some tests use when they are there.</summary>
public static class Programs
{
    /// <summary>
    /// Whether all are on the PATH. If not, says which are missing and, where <c>CI=true</c>, fails the test.
    /// </summary>
    public static bool Have(params string[] names)
    {
        var missing = names.Where(name => Find(name) is null).ToArray();
        if (missing.Length == 0)
        {
            return true;
        }

        return Lack($"Not on the PATH: {string.Join(", ", missing)}.");
    }

    /// <summary>
    /// Whether Node.js is there and finds all of these packages, by NODE_PATH as anywhere else. If not, as
    /// <see cref="Have"/>.
    /// </summary>
    public static async Task<bool> HaveNodeAsync(params string[] packages)
    {
        if (!Have("node"))
        {
            return false;
        }

        var script = string.Concat(packages.Select(package => $"require.resolve('{package}');"));
        return (await RunAsync("node", ["-e", script])).ExitCode == 0
            || Lack($"Node.js does not find {string.Join(", ", packages)}: npm install them and set NODE_PATH.");
    }

    /// <summary>Full path of a program on the PATH.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);

    /// <summary>Runs a program to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(
        string name, IEnumerable<string> arguments, TimeSpan? within = null)
    {
        using var process = Process.Start(new ProcessStartInfo(name, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await Patience.BoundAsync($"{name} to end", process.WaitForExitAsync, within ?? Patience.Program);
            return (process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>Ends a program that may be running, and what it has started.</summary>
    public static async Task EndAsync(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    /// <summary>Sends a signal to a process.</summary>
    /// <param name="process">Its id.</param>
    /// <param name="signal">Such as <c>TERM</c>.</param>
    public static async Task SignalAsync(int process, string signal)
    {
        var (exitCode, _, errors) = await RunAsync("kill", [$"-{signal}", process.ToString(CultureInfo.InvariantCulture)]);
        Assert.True(exitCode == 0, errors);
    }

    /// <summary>Says what is missing and, where <c>CI=true</c>, fails the test.</summary>
    public static bool Lack(string message)
    {
        Assert.False(IsCi, message);
        Console.WriteLine($"Test passed without a look: {message}");
        return false;
    }

    private static bool IsCi =>
        string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);
}
