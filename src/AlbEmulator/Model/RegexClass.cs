using System.Text;

namespace AlbEmulator.Model;

/// <summary>A class of a regular expression such as <c>[a-z\d]</c>, from behind its <c>[</c>.</summary>
internal static class RegexClass
{
    public static void Translate(RegexCharacters pattern, StringBuilder text)
    {
        var isNegated = pattern.Take('^');
        var ranges = new List<CharacterRange>();
        var isFirst = true;
        while (pattern.Problem is null && !pattern.IsAtEnd)
        {
            if (!isFirst && pattern.Take(']'))
            {
                RegexSets.Append(text, ranges, isNegated);
                return;
            }

            isFirst = false;
            if (!TakeNamed(pattern, ranges))
            {
                ranges.Add(Range(pattern));
            }
        }

        pattern.Fail("has a \"[\" without a \"]\" behind it");
    }

    /// <summary><c>[:alpha:]</c>, <c>[:^alpha:]</c>, <c>\d</c>, <c>\D</c> and their like.</summary>
    private static bool TakeNamed(RegexCharacters pattern, List<CharacterRange> ranges)
    {
        if (pattern.Rest.StartsWith("[:", StringComparison.Ordinal) && pattern.Rest.Contains(":]", StringComparison.Ordinal))
        {
            var name = pattern.TakeUntil(":]")![2..];
            var isOpposite = name.StartsWith('^');
            if (RegexSets.OfName(isOpposite ? name[1..] : name) is { } named)
            {
                ranges.AddRange(isOpposite ? RegexSets.Others(named) : named);
            }
            else
            {
                pattern.Fail($"has the unknown class {Quoted.Text($"[:{name}:]")}");
            }

            return true;
        }

        if (pattern.Rest is not ['\\', var letter, ..] || RegexSets.OfLetter(letter) is not { } set)
        {
            return false;
        }

        pattern.Next();
        pattern.Next();
        ranges.AddRange(set.IsNegated ? RegexSets.Others(set.Ranges) : set.Ranges);
        return true;
    }

    /// <summary>One character, or two with a hyphen between them.</summary>
    private static CharacterRange Range(RegexCharacters pattern)
    {
        var first = Character(pattern);
        if (pattern.Rest is not ['-', not ']', ..])
        {
            return new CharacterRange(first, first);
        }

        pattern.Next();
        var last = Character(pattern);
        if (last < first)
        {
            pattern.Fail("has a range whose end is before its beginning");
        }

        return new CharacterRange(first, last);
    }

    private static int Character(RegexCharacters pattern)
    {
        var character = pattern.Next();
        return character == '\\' ? RegexEscape.Character(pattern) : character;
    }
}
