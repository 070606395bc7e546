namespace AlbEmulator.Rules.Conditions;

/// <summary>
/// The values of a condition, wildcard patterns or regular expressions: one that matches is enough. A regular
/// expression is looked for anywhere in the text, as AWS's own examples, which write <c>^</c> and <c>$</c>, have it.
/// </summary>
internal sealed class TextPatterns(WildcardPattern[] wildcards, RegexAutomaton[] regexes)
{
    public static TextPatterns Compile(
        IReadOnlyList<string> values, IReadOnlyList<string> regexValues, bool ignoreCase) => new(
        [.. values.Select(value => WildcardPattern.Compile(value, ignoreCase))],
        [.. regexValues.Select(pattern => RegexAutomaton.Compile(pattern, ignoreCase))]);

    public bool AnyMatches(ReadOnlySpan<char> text)
    {
        foreach (var wildcard in wildcards)
        {
            if (wildcard.Matches(text))
            {
                return true;
            }
        }

        foreach (var regex in regexes)
        {
            if (regex.IsMatch(text))
            {
                return true;
            }
        }

        return false;
    }
}
