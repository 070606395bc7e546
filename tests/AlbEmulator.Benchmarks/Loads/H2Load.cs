using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace AlbEmulator.Benchmarks.Loads;

/// <summary>
/// Runs h2load, which keeps ten streams of each connection busy all the time (a closed loop).
/// <see href="https://nghttp2.org/documentation/h2load.1.html"/>
/// </summary>
internal static partial class H2Load
{
    private const int StreamsPerConnection = 10;

    /// <summary>Runs h2load to its end and reads what it printed. Of latencies it knows no percentiles.</summary>
    /// <param name="connections">At most 10,000 requests each are served on one connection.</param>
    public static async Task<LoadFigures> Run(
        string program, string url, int connections, int requests, CancellationToken cancelled)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in (string[])["-n", $"{requests}", "-c", $"{connections}", "-m", $"{StreamsPerConnection}", url])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start) ?? throw new IOException("h2load did not start.");
        try
        {
            var text = await process.StandardOutput.ReadToEndAsync(cancelled);
            await process.WaitForExitAsync(cancelled);
            return Parse(text);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    internal static LoadFigures Parse(string text)
    {
        var counts = RequestsLine().Match(text);
        var rate = RateLine().Match(text);
        if (!counts.Success || !rate.Success)
        {
            throw new FormatException($"This is not what h2load prints: {text}");
        }

        var (succeeded, total) = (long.Parse(counts.Groups[2].ValueSpan), long.Parse(counts.Groups[1].ValueSpan));
        var perSecond = double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture);
        return new LoadFigures(succeeded, perSecond, double.NaN, double.NaN, total - succeeded, 0);
    }

    [GeneratedRegex(@"^requests: (\d+) total, .* (\d+) succeeded,", RegexOptions.Multiline)]
    private static partial Regex RequestsLine();

    [GeneratedRegex(@"^finished in .*, ([\d.]+) req/s", RegexOptions.Multiline)]
    private static partial Regex RateLine();
}
