using AlbEmulator.Model;

namespace AlbEmulator.Tests.Rules.Conditions;

/// <summary>
/// The rules of matching once more, said as plainly as can be and slow: what the tests compare the real thing with.
/// </summary>
internal static class NaiveMatching
{
    public static bool Wildcards(string pattern, string text, bool ignoreCase, bool escapes)
    {
        var tokens = new List<(char Character, bool IsWild)>();
        for (var index = 0; index < pattern.Length; index++)
        {
            var isEscape = escapes && pattern[index] == '\\' && index + 1 < pattern.Length && "*?".Contains(pattern[index + 1]);
            tokens.Add(isEscape ? (pattern[++index], false) : (pattern[index], "*?".Contains(pattern[index])));
        }

        // Every way in which the first tokens can take the first characters.
        var reached = new HashSet<int> { 0 };
        foreach (var (character, isWild) in tokens)
        {
            var next = new HashSet<int>();
            foreach (var at in reached)
            {
                if (isWild && character == '*')
                {
                    next.UnionWith(Enumerable.Range(at, text.Length - at + 1));
                }
                else if (at < text.Length && (isWild || Same(character, text[at], ignoreCase)))
                {
                    next.Add(at + 1);
                }
            }

            reached = next;
        }

        return reached.Contains(text.Length);
    }

    public static bool Query(Condition.QueryString condition, string uri)
    {
        var beforeFragment = uri.Split('#')[0];
        var question = beforeFragment.IndexOf('?', StringComparison.Ordinal);
        if (question < 0)
        {
            return false;
        }

        var sent = beforeFragment[(question + 1)..].Split('&').Where(part => part.Length > 0).Select(part => part.Split('=', 2));
        return sent.Any(part => condition.Values.Any(pair =>
            (pair.Key is null || Wildcards(pair.Key, part[0], true, true))
            && Wildcards(pair.Value, part.Length == 2 ? part[1] : "", true, true)));
    }

    public static bool Header(Condition.HttpHeader condition, IEnumerable<(string Name, string Line)> headers) =>
        headers.Any(header => header.Name.Equals(condition.Name, StringComparison.OrdinalIgnoreCase)
            && condition.Values.Any(value => Wildcards(value, header.Line, true, false)));

    private static bool Same(char left, char right, bool ignoreCase) =>
        left == right || (ignoreCase && char.IsAscii(left) && char.IsAscii(right) && char.ToLower(left) == char.ToLower(right));
}
