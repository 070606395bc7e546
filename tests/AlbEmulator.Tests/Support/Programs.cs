using System.Diagnostics;

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

        return Missing($"on the PATH: {string.Join(", ", missing)}");
    }

    /// <summary>Says what is not there, and fails the test where <c>CI=true</c>. Always false.</summary>
    public static bool Missing(string what)
    {
        var message = $"Not there: {what}.";
        Assert.False(IsCi, message);
        Console.WriteLine($"Test passed without a look: {message}");
        return false;
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
            await Patience.BoundAsync($"{name} to end", process.WaitForExitAsync, within);
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

    private static bool IsCi =>
        string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);
}
