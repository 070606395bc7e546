namespace AlbEmulator.Benchmarks.Soak;

/// <summary>Whether a measure stays what it is: how much it grows by the line that fits its samples best.</summary>
/// <param name="Begin">The line's value at the first sample.</param>
/// <param name="Growth">What it grows by up to the last.</param>
/// <param name="Bound">What it may grow by.</param>
internal readonly record struct Flatness(double Begin, double Growth, double Bound)
{
    /// <summary>The part of the run before the samples that count: until then caches fill.</summary>
    private const double Settling = 0.25;

    /// <summary>What a measure may grow by in the rest of the run, of what it is.</summary>
    private const double Tolerance = 0.10;

    public bool IsFlat => Growth <= Bound;

    /// <param name="samples">Of the whole run, at even distances.</param>
    /// <param name="slack">What it may grow by besides, in its own unit: what comes and goes.</param>
    public static Flatness Of(IReadOnlyList<double> samples, double slack)
    {
        var counted = samples.Skip((int)(samples.Count * Settling)).ToArray();
        var middle = (counted.Length - 1) / 2.0;
        var mean = counted.Average();
        var spread = counted.Select((_, at) => (at - middle) * (at - middle)).Sum();
        var slope = spread == 0 ? 0 : counted.Select((value, at) => (at - middle) * (value - mean)).Sum() / spread;
        var begin = mean - (slope * middle);
        return new Flatness(begin, slope * (counted.Length - 1), (Math.Max(0, begin) * Tolerance) + slack);
    }
}
