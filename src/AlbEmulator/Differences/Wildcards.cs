using System.Text;

namespace AlbEmulator.Differences;

/// <summary>Texts that wildcard patterns match.</summary>
internal static class Wildcards
{
    /// <summary>Stands for whatever a wildcard matches; nobody writes it.</summary>
    private const string Anything = "\u0001\u0002\u0003\u0004\u0005\u0006\u0007";

    /// <summary>A text that a pattern matches, and few others do.</summary>
    public static string Sample(string pattern) => pattern.Replace('*', 'x').Replace('?', 'x');

    /// <summary>Whether one matches whatever the other matches; false too where that is not plain to see.</summary>
    public static bool Cover(string one, string other) =>
        Rules.Conditions.WildcardPattern.Compile(one, ignoreCase: false) is var pattern
        && pattern.Matches(other.Replace("*", Anything, StringComparison.Ordinal).Replace('?', Anything[0]))
        && pattern.Matches(other.Replace("*", "", StringComparison.Ordinal).Replace('?', Anything[0]));

    /// <summary>The shortest text that both match; null where there is none.</summary>
    public static string? Common(string one, string other)
    {
        if (AreApart(one, other))
        {
            return null;
        }

        var start = (One: 0, Other: 0);
        var from = new Dictionary<(int One, int Other), ((int, int) Place, char? Character)> { [start] = (start, null) };
        var open = new Queue<(int One, int Other)>([start]);
        while (open.TryDequeue(out var place))
        {
            if (place == (one.Length, other.Length))
            {
                return Text(from, place, start);
            }

            foreach (var (next, character) in Steps(one, other, place))
            {
                if (from.TryAdd(next, (place, character)))
                {
                    open.Enqueue(next);
                }
            }
        }

        return null;
    }

    /// <summary>Whether they cannot match the same, since they begin or end in different ways: most are told apart so.</summary>
    public static bool AreApart(string one, string other)
    {
        var (isOpen, length) = (false, Math.Min(one.Length, other.Length));
        for (var index = 0; index < length && !isOpen; index++)
        {
            isOpen = one[index] is '*' or '?' || other[index] is '*' or '?';
            if (!isOpen && one[index] != other[index])
            {
                return true;
            }
        }

        for (var index = 1; index <= length && one[^index] is not ('*' or '?') && other[^index] is not ('*' or '?'); index++)
        {
            if (one[^index] != other[^index])
            {
                return true;
            }
        }

        // Without a wildcard on either side the longer one is another.
        return !isOpen && one.Length != other.Length && !one.Contains('*') && !other.Contains('*');
    }

    /// <summary>To the places that nothing, or one character, leads to.</summary>
    private static IEnumerable<((int, int) Place, char? Character)> Steps(string one, string other, (int One, int Other) at)
    {
        char? first = at.One < one.Length ? one[at.One] : null;
        char? second = at.Other < other.Length ? other[at.Other] : null;
        if (first == '*')
        {
            yield return ((at.One + 1, at.Other), null);
        }

        if (second == '*')
        {
            yield return ((at.One, at.Other + 1), null);
        }

        if (first is { } f && second is { } s && (f is '*' or '?' || s is '*' or '?' || f == s) && !(f == '*' && s == '*'))
        {
            yield return (
                (f == '*' ? at.One : at.One + 1, s == '*' ? at.Other : at.Other + 1),
                f is not ('*' or '?') ? f : s is not ('*' or '?') ? s : 'x');
        }
    }

    private static string Text(Dictionary<(int, int), ((int, int) Place, char? Character)> from, (int, int) end, (int, int) start)
    {
        var text = new StringBuilder();
        for (var place = end; place != start; place = from[place].Place)
        {
            if (from[place].Character is { } character)
            {
                text.Insert(0, character);
            }
        }

        return text.ToString();
    }
}
