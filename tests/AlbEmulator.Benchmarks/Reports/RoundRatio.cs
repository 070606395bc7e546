namespace AlbEmulator.Benchmarks.Reports;

/// <summary>
/// How one row of a table stands to another: the median of the ratios within each round, whose halves ran under like
/// conditions, and not the ratio of the medians.
/// </summary>
internal static class RoundRatio
{
    public static double Of<T>(IEnumerable<T> ours, IEnumerable<T> theirs, Func<T, double> value) =>
        Percentile.Median(ours.Zip(theirs, (our, their) => value(our) / value(their)));
}
