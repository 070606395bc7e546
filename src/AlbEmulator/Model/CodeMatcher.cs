using System.Globalization;

namespace AlbEmulator.Model;

/// <summary>
/// The codes of a healthy answer: one, a list, or ranges, such as <c>200,301-399</c>. HTTP statuses, or gRPC's.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Matcher.html"/>
/// </summary>
public sealed record CodeMatcher
{
    private readonly IReadOnlyList<(int First, int Last)> _ranges;

    private CodeMatcher(string text, IReadOnlyList<(int First, int Last)> ranges)
    {
        Text = text;
        _ranges = ranges;
    }

    /// <summary>HTTP's <c>200</c>.</summary>
    public static CodeMatcher Ok { get; } = new("200", [(200, 200)]);

    /// <summary>gRPC's <c>12</c>, unimplemented.</summary>
    public static CodeMatcher Unimplemented { get; } = new("12", [(12, 12)]);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    public bool Matches(int code)
    {
        foreach (var (first, last) in _ranges)
        {
            if (code >= first && code <= last)
            {
                return true;
            }
        }

        return false;
    }

    /// <param name="text">Codes and ranges, separated by commas.</param>
    /// <param name="least">The smallest code.</param>
    /// <param name="most">The largest code.</param>
    /// <returns>Null when the text is none.</returns>
    public static CodeMatcher? Parse(string text, int least, int most)
    {
        var ranges = new List<(int First, int Last)>();
        foreach (var part in text.Split(','))
        {
            var ends = part.Split('-');
            if (ends.Length > 2 || !TryCode(ends[0], out var first) || !TryCode(ends[^1], out var last) || first > last)
            {
                return null;
            }

            ranges.Add((first, last));
        }

        return new CodeMatcher(text, ranges);

        bool TryCode(string code, out int value) =>
            int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= least && value <= most;
    }

    public bool Equals(CodeMatcher? other) => other is not null && Text == other.Text;

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);
}
