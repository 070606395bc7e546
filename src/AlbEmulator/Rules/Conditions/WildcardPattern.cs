using System.Text;

namespace AlbEmulator.Rules.Conditions;

/// <summary>
/// A pattern in which <c>*</c> stands for any characters, also none, and <c>?</c> for exactly one. Only visible ASCII
/// can be said in a pattern: control characters and bytes above 127 of a request are met by wildcards only.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html"/>
/// </summary>
internal sealed class WildcardPattern
{
    private readonly string _pattern;
    private readonly PatternPiece _first;
    private readonly PatternPiece[] _between;
    private readonly PatternPiece? _last;
    private readonly int _leastLength;

    private WildcardPattern(string pattern, PatternPiece first, PatternPiece[] between, PatternPiece? last)
    {
        _pattern = pattern;
        _first = first;
        _between = between;
        _last = last;
        _leastLength = first.Length + (last?.Length ?? 0);
    }

    /// <param name="pattern">As AWS has it.</param>
    /// <param name="ignoreCase">Of ASCII letters.</param>
    /// <param name="escapes">
    /// Whether <c>\*</c> and <c>\?</c> are a star and a question mark; any other backslash is itself.
    /// </param>
    public static WildcardPattern Compile(string pattern, bool ignoreCase, bool escapes = false)
    {
        var pieces = Pieces(pattern, escapes);
        return new WildcardPattern(
            pattern,
            new PatternPiece(pieces[0], ignoreCase, isSought: false),
            [.. pieces.Skip(1).SkipLast(1).Where(piece => piece.Length > 0)
                .Select(piece => new PatternPiece(piece, ignoreCase, isSought: true))],
            pieces.Count == 1 ? null : new PatternPiece(pieces[^1], ignoreCase, isSought: false));
    }

    /// <summary>
    /// The ends first; what is between them is looked for from left to right, each piece once: no text makes it
    /// explode. Allocates nothing.
    /// </summary>
    public bool Matches(ReadOnlySpan<char> text)
    {
        if (_last is null)
        {
            return text.Length == _leastLength && _first.Is(text);
        }

        if (text.Length < _leastLength || !_first.Is(text[.._first.Length]) || !_last.Is(text[^_last.Length..]))
        {
            return false;
        }

        var rest = text[_first.Length..^_last.Length];
        foreach (var piece in _between)
        {
            var at = piece.IndexIn(rest);
            if (at < 0)
            {
                return false;
            }

            rest = rest[(at + piece.Length)..];
        }

        return true;
    }

    public override string ToString() => _pattern;

    /// <summary>What stands before, between and after the stars.</summary>
    private static List<string> Pieces(string pattern, bool escapes)
    {
        var pieces = new List<string>();
        var piece = new StringBuilder();
        for (var index = 0; index < pattern.Length; index++)
        {
            switch (pattern[index])
            {
                case '\\' when escapes && index + 1 < pattern.Length && pattern[index + 1] is ('*' or '?'):
                    piece.Append(pattern[++index]);
                    break;
                case '*':
                    pieces.Add(piece.ToString());
                    piece.Clear();
                    break;
                case '?':
                    piece.Append(PatternPiece.Hole);
                    break;
                default:
                    piece.Append(pattern[index]);
                    break;
            }
        }

        pieces.Add(piece.ToString());
        return pieces;
    }
}
