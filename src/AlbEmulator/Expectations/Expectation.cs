using AlbEmulator.Model;

namespace AlbEmulator.Expectations;

/// <summary>One thing that is expected of a request, as it is written.</summary>
/// <param name="Origin">Where.</param>
/// <param name="Written">Its text.</param>
/// <param name="Wanted">What it means.</param>
internal sealed record Expectation(Origin Origin, string Written, Wanted Wanted)
{
    private const string Below = ".Expect.";

    /// <summary>Such as <c>Rule</c> or <c>TargetGets.Path</c>.</summary>
    public string Name => Origin.Path is var path && path.IndexOf(Below, StringComparison.Ordinal) is >= 0 and var at ? path[(at + Below.Length)..] : path;
}
