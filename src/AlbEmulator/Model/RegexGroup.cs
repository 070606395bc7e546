namespace AlbEmulator.Model;

/// <summary>What follows <c>(?</c> in a regular expression.</summary>
internal static class RegexGroup
{
    private static readonly (string Start, string Name)[] Refused =
    [
        ("=", "look-ahead"),
        ("!", "negative look-ahead"),
        ("<=", "look-behind"),
        ("<!", "negative look-behind"),
        (">", "an atomic group"),
        ("(", "a conditional"),
        ("|", "a branch reset group"),
        ("#", "a comment"),
        ("R", "recursion"),
        ("&", "a subroutine call"),
        ("P>", "a subroutine call"),
        ("P=", "a back-reference"),
        ("C", "a callout"),
        ("'", "a group named in quotation marks"),
        ("+", "a subroutine call"),
    ];

    /// <summary>Reads up to what is inside the group, or past flags that begin none.</summary>
    public static RegexGroupKind Open(RegexCharacters pattern, HashSet<string> names, ref RegexFlags flags)
    {
        foreach (var (start, name) in Refused)
        {
            if (pattern.Rest.StartsWith(start, StringComparison.Ordinal))
            {
                pattern.Fail($"has {name} \"(?{start}\", which AWS does not support");
                return RegexGroupKind.FlagsOnly;
            }
        }

        if (!pattern.IsAtEnd && char.IsAsciiDigit(pattern.Current))
        {
            pattern.Fail("has recursion \"(?n)\", which AWS does not support");
            return RegexGroupKind.FlagsOnly;
        }

        if (pattern.Take("P<") || pattern.Take("<"))
        {
            // Groups are counted from left to right whether they have names or not.
            Name(pattern, names);
            return RegexGroupKind.Capture;
        }

        return Flags(pattern, ref flags);
    }

    private static void Name(RegexCharacters pattern, HashSet<string> names)
    {
        var name = pattern.TakeUntil(">");
        if (string.IsNullOrEmpty(name) || !name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_'))
        {
            pattern.Fail("has a group whose name is not of letters, digits and \"_\"");
        }
        else if (!names.Add(name))
        {
            pattern.Fail($"has two groups named {Quoted.Text(name)}");
        }
    }

    /// <summary>
    /// Flags such as <c>i</c> or <c>ms-i</c>, with <c>:</c> before a group or <c>)</c> for the rest of the one they stand in.
    /// </summary>
    private static RegexGroupKind Flags(RegexCharacters pattern, ref RegexFlags flags)
    {
        var isOff = false;
        var count = 0;
        while (!pattern.IsAtEnd && pattern.Problem is null)
        {
            var letter = pattern.Next();
            if (letter == '-' && !isOff)
            {
                isOff = true;
                count = 0;
            }
            else if (Flag(letter) is { } flag)
            {
                flags = isOff ? flags & ~flag : flags | flag;
                count++;
            }
            else if (letter == ':' && (count > 0 || !isOff))
            {
                return RegexGroupKind.NoCapture;
            }
            else if (letter == ')' && count > 0)
            {
                return RegexGroupKind.FlagsOnly;
            }
            else
            {
                pattern.Fail($"has the unknown flag {Quoted.Text(letter.ToString())} in \"(?\": there are i, m, s and U");
            }
        }

        pattern.Fail("has a \"(?\" that does not end");
        return RegexGroupKind.FlagsOnly;
    }

    private static RegexFlags? Flag(char letter) => letter switch
    {
        'i' => RegexFlags.IgnoreCase,
        'm' => RegexFlags.Multiline,
        's' => RegexFlags.DotAll,
        'U' => RegexFlags.Ungreedy,
        _ => null,
    };
}

internal enum RegexGroupKind
{
    Capture,
    NoCapture,

    /// <summary>No group: flags for what follows.</summary>
    FlagsOnly,
}

[Flags]
internal enum RegexFlags
{
    None = 0,
    IgnoreCase = 1,

    /// <summary>Changes nothing, since a request has no lines.</summary>
    Multiline = 2,

    DotAll = 4,

    /// <summary>Greedy quantifiers are lazy, lazy ones greedy.</summary>
    Ungreedy = 8,
}
