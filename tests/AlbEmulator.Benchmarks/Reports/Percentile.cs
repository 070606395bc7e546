namespace AlbEmulator.Benchmarks.Reports;

/// <summary>Percentiles by nearest rank: always a value that was really measured.</summary>
internal static class Percentile
{
    /// <param name="sorted">In ascending order, at least one.</param>
    /// <param name="percent">Above 0, up to 100.</param>
    public static double Of(IReadOnlyList<double> sorted, double percent) =>
        sorted[Math.Max(0, (int)Math.Ceiling(sorted.Count * percent / 100) - 1)];

    /// <summary>The middle value, or the mean of the two in the middle.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
