using System.Diagnostics;

namespace AlbEmulator.Benchmarks.Loads;

/// <summary>
/// Runs wrk, which keeps its connections busy all the time (a closed loop).
/// <see href="https://github.com/wg/wrk"/>
/// </summary>
internal static class Wrk
{
    /// <summary>Runs wrk to its end and reads what it printed.</summary>
    public static async Task<LoadFigures> Run(
        string program,
        string url,
        int threads,
        int connections,
        TimeSpan duration,
        CancellationToken cancelled,
        params IReadOnlyList<string> more)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, UseShellExecute = false };
        string[] arguments =
        [
            "--latency", "--timeout", "30s", "-t", $"{threads}", "-c", $"{connections}", "-d",
            $"{(int)duration.TotalSeconds}s", .. more, url,
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start) ?? throw new IOException("wrk did not start.");
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        bounded.CancelAfter(duration + TimeSpan.FromSeconds(45));
        try
        {
            var text = await process.StandardOutput.ReadToEndAsync(bounded.Token);
            await process.WaitForExitAsync(bounded.Token);
            return WrkOutput.Parse(text);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
