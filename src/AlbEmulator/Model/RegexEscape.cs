using System.Globalization;

namespace AlbEmulator.Model;

/// <summary>What follows a backslash in a regular expression.</summary>
internal static class RegexEscape
{
    /// <summary>A place between bytes; null where another escape stands.</summary>
    public static RegexEdge? Edge(RegexCharacters pattern)
    {
        RegexEdge? edge = pattern.IsAtEnd ? null : pattern.Current switch
        {
            'A' => RegexEdge.Start,
            'z' => RegexEdge.End,
            'b' => RegexEdge.WordBoundary,
            'B' => RegexEdge.NoWordBoundary,
            _ => null,
        };
        return edge is not null && pattern.Take(pattern.Current) ? edge : null;
    }

    /// <summary>What the escape takes of a request.</summary>
    public static ByteSet Set(RegexCharacters pattern)
    {
        if (pattern.Take('C'))
        {
            return ByteSet.All;
        }

        if (!pattern.IsAtEnd && ByteSet.OfLetter(pattern.Current) is { } set)
        {
            pattern.Next();
            return set;
        }

        var character = Character(pattern);
        return ByteSet.Of(character, character);
    }

    /// <summary>The one character that an escape stands for, in a class or outside.</summary>
    public static int Character(RegexCharacters pattern)
    {
        if (pattern.IsAtEnd)
        {
            pattern.Fail("ends with a lone backslash");
            return 0;
        }

        var letter = pattern.Next();
        switch (letter)
        {
            case 'a':
                return '\a';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'v':
                return '\v';
            case 'x':
                return Byte(pattern, Hexadecimal(pattern));
            case '0':
                return Byte(pattern, Octal(pattern, 0));
            case >= '1' and <= '7' when !pattern.IsAtEnd && IsOctal(pattern.Current):
                return Byte(pattern, Octal(pattern, letter - '0'));
            case var other when !char.IsAsciiLetterOrDigit(other):
                return other;
            default:
                pattern.Fail($"has {Refusal(letter)} \"\\{letter}\", which AWS does not support");
                return 0;
        }
    }

    private static int Hexadecimal(RegexCharacters pattern)
    {
        string? digits;
        if (pattern.Take('{'))
        {
            digits = pattern.TakeUntil("}");
        }
        else
        {
            digits = pattern.Rest.Length < 2 ? null : pattern.Rest[..2].ToString();
            _ = digits is not null && pattern.Take(digits);
        }

        if (digits is not null
            && int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            return value;
        }

        pattern.Fail("has \"\\x\" without two hexadecimal digits");
        return 0;
    }

    /// <summary>Up to two more digits.</summary>
    private static int Octal(RegexCharacters pattern, int value)
    {
        for (var count = 0; count < 2 && !pattern.IsAtEnd && IsOctal(pattern.Current); count++)
        {
            value = (value * 8) + pattern.Next() - '0';
        }

        return value;
    }

    private static bool IsOctal(char character) => character is >= '0' and <= '7';

    private static int Byte(RegexCharacters pattern, int value)
    {
        if (value is >= 0 and <= byte.MaxValue)
        {
            return value;
        }

        pattern.Fail("names a character above \\xFF: requests are compared byte by byte");
        return 0;
    }

    private static string Refusal(char letter) => letter switch
    {
        'p' or 'P' => "the Unicode class",
        >= '1' and <= '9' or 'k' => "the back-reference",
        'g' => "the subroutine call or back-reference",
        'G' => "the anchor of the last match",
        'Z' => "the anchor before a last newline",
        'X' => "the Unicode grapheme",
        'R' or 'N' or 'h' or 'H' or 'V' => "the Perl class",
        'K' => "the reset of the match",
        _ => "the unknown escape",
    };
}
