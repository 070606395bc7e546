using System.Text;

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

    /// <summary>
    /// Appends the beginning of a group. False where none begins, because only flags were set for what follows.
    /// </summary>
    public static bool Open(RegexCharacters pattern, StringBuilder text, HashSet<string> names, ref RegexFlags flags)
    {
        foreach (var (start, name) in Refused)
        {
            if (pattern.Rest.StartsWith(start, StringComparison.Ordinal))
            {
                pattern.Fail($"has {name} \"(?{start}\", which AWS does not support");
                return true;
            }
        }

        if (!pattern.IsAtEnd && char.IsAsciiDigit(pattern.Current))
        {
            pattern.Fail("has recursion \"(?n)\", which AWS does not support");
            return true;
        }

        if (pattern.Take("P<") || pattern.Take("<"))
        {
            Name(pattern, names);
            // Groups are counted from left to right whether they have names or not; .NET counts the named ones last.
            text.Append('(');
            return true;
        }

        return Flags(pattern, text, ref flags);
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

    /// <summary>Flags such as <c>i</c>, <c>ms-i</c> with <c>:</c> before a group or <c>)</c> for the rest of the one they stand in.</summary>
    private static bool Flags(RegexCharacters pattern, StringBuilder text, ref RegexFlags flags)
    {
        var isOff = false;
        var ignoreCase = "";
        var count = 0;
        while (!pattern.IsAtEnd && pattern.Problem is null)
        {
            var flag = pattern.Next();
            switch (flag)
            {
                case '-' when !isOff:
                    isOff = true;
                    count = 0;
                    break;
                case 'i':
                    ignoreCase = isOff ? "-i" : "i";
                    count++;
                    break;
                case 'm' or 's' or 'U':
                    flags = isOff ? flags & ~Flag(flag) : flags | Flag(flag);
                    count++;
                    break;
                case ':' when count > 0 || !isOff:
                    text.Append("(?").Append(ignoreCase).Append(':');
                    return true;
                case ')' when count > 0:
                    text.Append(ignoreCase.Length > 0 ? $"(?{ignoreCase})" : "");
                    return false;
                default:
                    pattern.Fail($"has the unknown flag {Quoted.Text(flag.ToString())} in \"(?\": there are i, m, s and U");
                    return true;
            }
        }

        pattern.Fail("has a \"(?\" that does not end");
        return true;
    }

    private static RegexFlags Flag(char flag) => flag switch
    {
        'm' => RegexFlags.Multiline,
        's' => RegexFlags.DotAll,
        _ => RegexFlags.Ungreedy,
    };
}
