using System.Text;

namespace AlbEmulator.Model;

/// <summary>Sets of characters that have a name in a regular expression; all of ASCII, as in RE2.</summary>
internal static class RegexSets
{
    private static readonly CharacterRange[] Digits = [new('0', '9')];
    private static readonly CharacterRange[] Spaces = [new('\t', '\n'), new('\f', '\r'), new(' ', ' ')];
    private static readonly CharacterRange[] Words = [new('0', '9'), new('A', 'Z'), new('a', 'z'), new('_', '_')];

    /// <summary>The set of <c>\d</c>, <c>\w</c>, <c>\s</c> and their opposites.</summary>
    public static (CharacterRange[] Ranges, bool IsNegated)? OfLetter(char letter) => letter switch
    {
        'd' or 'D' => (Digits, letter == 'D'),
        's' or 'S' => (Spaces, letter == 'S'),
        'w' or 'W' => (Words, letter == 'W'),
        _ => null,
    };

    /// <summary>The set of <c>[:name:]</c>.</summary>
    public static CharacterRange[]? OfName(string name) => name switch
    {
        "alnum" => [new('0', '9'), new('A', 'Z'), new('a', 'z')],
        "alpha" => [new('A', 'Z'), new('a', 'z')],
        "ascii" => [new(0, 0x7F)],
        "blank" => [new('\t', '\t'), new(' ', ' ')],
        "cntrl" => [new(0, 0x1F), new(0x7F, 0x7F)],
        "digit" => Digits,
        "graph" => [new('!', '~')],
        "lower" => [new('a', 'z')],
        "print" => [new(' ', '~')],
        "punct" => [new('!', '/'), new(':', '@'), new('[', '`'), new('{', '~')],
        "space" => [new('\t', '\r'), new(' ', ' ')],
        "upper" => [new('A', 'Z')],
        "word" => Words,
        "xdigit" => [new('0', '9'), new('A', 'F'), new('a', 'f')],
        _ => null,
    };

    /// <summary>
    /// The bytes that are not in the ranges. No further, since some characters above them are ASCII letters in another
    /// case to .NET.
    /// </summary>
    public static IEnumerable<CharacterRange> Others(CharacterRange[] ranges)
    {
        var next = 0;
        foreach (var range in ranges.OrderBy(range => range.First))
        {
            if (range.First > next)
            {
                yield return new CharacterRange(next, range.First - 1);
            }

            next = Math.Max(next, range.Last + 1);
        }

        if (next <= byte.MaxValue)
        {
            yield return new CharacterRange(next, byte.MaxValue);
        }
    }

    public static void Append(StringBuilder text, IEnumerable<CharacterRange> ranges, bool isNegated)
    {
        text.Append(isNegated ? "[^" : "[");
        foreach (var range in ranges)
        {
            RegexCharacters.Append(text, range.First);
            if (range.Last > range.First)
            {
                text.Append('-');
                RegexCharacters.Append(text, range.Last);
            }
        }

        text.Append(']');
    }
}

/// <summary>Characters from the first to the last, both counted in.</summary>
internal readonly record struct CharacterRange(int First, int Last);
