namespace AlbEmulator.Model;

/// <summary>A class of a regular expression such as <c>[a-z\d]</c>, from behind its <c>[</c>.</summary>
internal static class RegexClass
{
    public static ByteSet Read(RegexCharacters pattern, bool ignoreCase)
    {
        var isNegated = pattern.Take('^');
        var set = default(ByteSet);
        var isFirst = true;
        while (pattern.Problem is null && !pattern.IsAtEnd)
        {
            if (!isFirst && pattern.Take(']'))
            {
                // Case before negation: [^k] without case takes neither k nor K.
                set = ignoreCase ? set.InAnyCase() : set;
                return isNegated ? ~set : set;
            }

            isFirst = false;
            set |= Named(pattern) ?? Range(pattern);
        }

        pattern.Fail("has a \"[\" without a \"]\" behind it");
        return set;
    }

    /// <summary><c>[:alpha:]</c>, <c>[:^alpha:]</c>, <c>\d</c>, <c>\D</c> and their like.</summary>
    private static ByteSet? Named(RegexCharacters pattern)
    {
        if (pattern.Rest is ['\\', var letter, ..] && ByteSet.OfLetter(letter) is { } ofLetter)
        {
            pattern.Next();
            pattern.Next();
            return ofLetter;
        }

        if (!pattern.Rest.StartsWith("[:", StringComparison.Ordinal) || !pattern.Rest.Contains(":]", StringComparison.Ordinal))
        {
            return null;
        }

        var name = pattern.TakeUntil(":]")![2..];
        var isOpposite = name.StartsWith('^');
        if (ByteSet.OfName(isOpposite ? name[1..] : name) is not { } set)
        {
            pattern.Fail($"has the unknown class {Quoted.Text($"[:{name}:]")}");
            return default(ByteSet);
        }

        return isOpposite ? ~set : set;
    }

    /// <summary>One character, or two with a hyphen between them.</summary>
    private static ByteSet Range(RegexCharacters pattern)
    {
        var first = Character(pattern);
        if (pattern.Rest is not ['-', not ']', ..])
        {
            return ByteSet.Of(first, first);
        }

        pattern.Next();
        var last = Character(pattern);
        if (last < first)
        {
            pattern.Fail("has a range whose end is before its beginning");
        }

        return ByteSet.Of(first, last);
    }

    private static int Character(RegexCharacters pattern)
    {
        var character = pattern.Next();
        return character == '\\' ? RegexEscape.Character(pattern) : character;
    }
}
