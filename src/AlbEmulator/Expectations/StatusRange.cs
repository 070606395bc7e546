using System.Globalization;
using AlbEmulator.Model;

namespace AlbEmulator.Expectations;

/// <summary>A status, or all that begin with the same digit.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Count">1 or 100.</param>
internal readonly record struct StatusRange(int First, int Count)
{
    private const string Any = "xx";

    /// <param name="text">Such as <c>301</c> or <c>2xx</c>.</param>
    public static StatusRange? Read(string text)
    {
        var isRange = text.Length == 3 && text.EndsWith(Any, StringComparison.OrdinalIgnoreCase);
        return int.TryParse(isRange ? $"{text[0]}00" : text, NumberStyles.None, CultureInfo.InvariantCulture, out var first) && first is >= 100 and < 600
            ? new StatusRange(first, isRange ? 100 : 1)
            : null;
    }

    public static string? ProblemWith(string text) =>
        Read(text) is null ? $"must be a status such as 301, or a range such as 2xx, not {Quoted.Text(text)}" : null;

    public bool Has(int status) => status >= First && status < First + Count;
}
