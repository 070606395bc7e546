namespace AlbEmulator.Benchmarks.Ways;

/// <summary>How a figure of the emulator is to stand to that of nginx.</summary>
internal sealed class WantedRatio
{
    private readonly double _bound;
    private readonly bool _isLeast;

    private WantedRatio(double bound, bool isLeast)
    {
        _bound = bound;
        _isLeast = isLeast;
    }

    public static WantedRatio AtMost(double bound) => new(bound, isLeast: false);

    public static WantedRatio AtLeast(double bound) => new(bound, isLeast: true);

    public bool IsKept(double ratio) => _isLeast ? ratio >= _bound : ratio <= _bound;

    /// <summary>The ratio with its bound beside it, such as <c>1.204 (≤ 1.35)</c>, or <c>1.404 (not ≤ 1.35)</c>.</summary>
    public string Beside(double ratio) => $"{ratio:F3} ({(IsKept(ratio) ? "" : "not ")}{(_isLeast ? '≥' : '≤')} {_bound:F2})";
}
