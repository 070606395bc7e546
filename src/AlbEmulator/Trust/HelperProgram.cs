using System.ComponentModel;
using System.Diagnostics;
using AlbEmulator.Machine;

namespace AlbEmulator.Trust;

/// <summary>A program of the system that changes a trust store: asks nothing, and ends within a time.</summary>
internal static class HelperProgram
{
    private const int LongestSaid = 300;
    private const int Killed = -1;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <param name="path">Of the program.</param>
    /// <param name="arguments">As they are.</param>
    /// <returns>Its exit code, and the last line that it said, for people.</returns>
    public static async Task<(int ExitCode, string Said)> RunAsync(string path, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(path, arguments)
        {
            // What asks for a password finds the end of its input.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LC_ALL"] = "C";
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            using var timeout = new CancellationTokenSource(Longest);
            try
            {
                var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
                var errors = process.StandardError.ReadToEndAsync(timeout.Token);
                await process.WaitForExitAsync(timeout.Token);
                return (process.ExitCode, Last(await errors) is { Length: > 0 } said ? said : Last(await output));
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                return (Killed, $"it did not end within {Longest.TotalSeconds:0} seconds");
            }
        }
        catch (Exception exception) when (exception is Win32Exception or IOException)
        {
            return (Killed, OneLine.Of(exception.Message, LongestSaid));
        }
    }

    private static string Last(string text) => OneLine.Of(
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "", LongestSaid);
}
