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
    public static async Task<WrkOutput> Run(
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

    internal static WrkOutput Parse(string text)
    {
        var counts = RequestsLine().Match(text);
        var rate = RateLine().Match(text);
        var mean = TimeLine().Match(text);
        if (!counts.Success || !rate.Success || !mean.Success)
        {
            throw new FormatException($"This is not what h2load prints: {text}");
        }

        var latency = Number(mean.Groups[1]) * mean.Groups[2].Value switch
        {
            "us" => TimeSpan.FromMicroseconds(1),
            "ms" => TimeSpan.FromMilliseconds(1),
            _ => TimeSpan.FromSeconds(1),
        };
        var (succeeded, total) = (long.Parse(counts.Groups[2].ValueSpan), long.Parse(counts.Groups[1].ValueSpan));
        return new WrkOutput(succeeded, Number(rate.Groups[1]), latency, latency, total - succeeded, 0);
    }

    private static double Number(Group group) => double.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^requests: (\d+) total, .* (\d+) succeeded,", RegexOptions.Multiline)]
    private static partial Regex RequestsLine();

    [GeneratedRegex(@"^finished in .*, ([\d.]+) req/s", RegexOptions.Multiline)]
    private static partial Regex RateLine();

    [GeneratedRegex(@"^time for request:\s+\S+\s+\S+\s+([\d.]+)(us|ms|s)", RegexOptions.Multiline)]
    private static partial Regex TimeLine();
}
