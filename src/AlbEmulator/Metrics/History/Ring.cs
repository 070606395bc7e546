namespace AlbEmulator.Metrics.History;

/// <summary>The last so many points of a series; points at which it was not there are null.</summary>
/// <param name="size">How many.</param>
internal sealed class Ring(int size)
{
    private readonly double[] _values = Filled(size);

    /// <param name="point">Number of the point; that which comes so many later takes its place.</param>
    public double? this[long point]
    {
        get => _values[point % size] is var value && double.IsNaN(value) ? null : value;
        set => _values[point % size] = value ?? double.NaN;
    }

    private static double[] Filled(int size)
    {
        var values = new double[size];
        values.AsSpan().Fill(double.NaN);
        return values;
    }
}
