namespace AlbEmulator.Rules.Conditions;

/// <summary>
/// A pattern in which <c>*</c> stands for any characters, also none, and <c>?</c> for exactly one.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html"/>
/// </summary>
internal readonly struct WildcardPattern(string pattern, bool ignoreCase)
{
    private readonly string _pattern = ignoreCase ? pattern.ToLowerInvariant() : pattern;

    /// <summary>Linear in the text for each star of the pattern: no text makes it explode. Allocates nothing.</summary>
    public bool Matches(ReadOnlySpan<char> text)
    {
        var pattern = _pattern.AsSpan();
        int at = 0, mark = 0, star = -1, position = 0;
        while (position < text.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                star = at++;
                mark = position;
            }
            else if (at < pattern.Length && (pattern[at] == '?' || pattern[at] == Fold(text[position])))
            {
                at++;
                position++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                position = ++mark;
            }
            else
            {
                return false;
            }
        }

        return pattern[at..].TrimStart('*').IsEmpty;
    }

    public override string ToString() => _pattern;

    private char Fold(char character) => ignoreCase && char.IsAsciiLetterUpper(character) ? (char)(character | 0x20) : character;
}
