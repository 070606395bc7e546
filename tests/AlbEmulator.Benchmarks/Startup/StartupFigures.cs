using AlbEmulator.Benchmarks.Reports;

namespace AlbEmulator.Benchmarks.Startup;

/// <summary>What was measured of one start; times in milliseconds, memory in MB. Not a number where a program has no such thing.</summary>
/// <param name="Version">Of <c>--version</c>, from the start of the process to its end.</param>
/// <param name="Check">Of <c>check</c> of the default topology, likewise.</param>
/// <param name="FirstAnswer">From the start of the process to the first 200 from the target through it.</param>
/// <param name="NextRequest">Of the request after that, on a connection of its own, the connecting included.</param>
/// <param name="Memory">After that request, the pages of files among it.</param>
internal sealed record StartupFigures(double Version, double Check, double FirstAnswer, double NextRequest, double Memory)
{
    /// <summary>The middle of each figure over all starts of a program.</summary>
    public static StartupFigures Median(IReadOnlyCollection<StartupFigures> starts) => new(
        Percentile.Median(starts.Select(start => start.Version)),
        Percentile.Median(starts.Select(start => start.Check)),
        Percentile.Median(starts.Select(start => start.FirstAnswer)),
        Percentile.Median(starts.Select(start => start.NextRequest)),
        Percentile.Median(starts.Select(start => start.Memory)));
}
