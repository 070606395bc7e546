using System.Text;

namespace AlbEmulator.Model;

/// <summary>Some of the 256 bytes: what one place of a regular expression takes.</summary>
internal readonly record struct ByteSet(UInt128 Low, UInt128 High)
{
    public static readonly ByteSet All = new(UInt128.MaxValue, UInt128.MaxValue);
    public static readonly ByteSet Digits = Of('0', '9');
    public static readonly ByteSet Letters = Of('A', 'Z') | Of('a', 'z');
    public static readonly ByteSet Words = Digits | Letters | Of('_', '_');
    public static readonly ByteSet Spaces = Of('\t', '\n') | Of('\f', '\r') | Of(' ', ' ');

    public static ByteSet operator |(ByteSet left, ByteSet right) => new(left.Low | right.Low, left.High | right.High);

    public static ByteSet operator ~(ByteSet set) => new(~set.Low, ~set.High);

    /// <summary>From the first to the last, both counted in.</summary>
    public static ByteSet Of(int first, int last)
    {
        var set = default(ByteSet);
        for (var value = first; value <= last; value++)
        {
            set |= value < 128 ? new ByteSet(UInt128.One << value, 0) : new ByteSet(0, UInt128.One << (value - 128));
        }

        return set;
    }

    /// <summary>The set of <c>\d</c>, <c>\w</c>, <c>\s</c> and their opposites: ASCII, as in RE2.</summary>
    public static ByteSet? OfLetter(char letter) => letter switch
    {
        'd' => Digits,
        'D' => ~Digits,
        's' => Spaces,
        'S' => ~Spaces,
        'w' => Words,
        'W' => ~Words,
        _ => null,
    };

    /// <summary>The set of <c>[:name:]</c>.</summary>
    public static ByteSet? OfName(string name) => name switch
    {
        "alnum" => Digits | Letters,
        "alpha" => Letters,
        "ascii" => Of(0, 0x7F),
        "blank" => Of('\t', '\t') | Of(' ', ' '),
        "cntrl" => Of(0, 0x1F) | Of(0x7F, 0x7F),
        "digit" => Digits,
        "graph" => Of('!', '~'),
        "lower" => Of('a', 'z'),
        "print" => Of(' ', '~'),
        "punct" => Of('!', '/') | Of(':', '@') | Of('[', '`') | Of('{', '~'),
        "space" => Of('\t', '\r') | Of(' ', ' '),
        "upper" => Of('A', 'Z'),
        "word" => Words,
        "xdigit" => Digits | Of('A', 'F') | Of('a', 'f'),
        _ => null,
    };

    public bool Contains(int value) =>
        ((value < 128 ? Low >> value : High >> (value - 128)) & UInt128.One) != UInt128.Zero;

    /// <summary>With the other case of each ASCII letter.</summary>
    public ByteSet InAnyCase()
    {
        var folded = this;
        for (var letter = 'a'; letter <= 'z'; letter++)
        {
            if (Contains(letter) || Contains(letter - 0x20))
            {
                folded |= Of(letter, letter) | Of(letter - 0x20, letter - 0x20);
            }
        }

        return folded;
    }

    /// <summary>In .NET's words: a character or a class.</summary>
    public void AppendTo(StringBuilder text)
    {
        // Above the bytes it does not matter what is taken: no character of a request is there.
        var isNegated = Contains(byte.MaxValue);
        var listed = isNegated ? ~this : this;
        if (listed == default)
        {
            text.Append(isNegated ? @"[\s\S]" : @"[^\s\S]");
            return;
        }

        text.Append(isNegated ? "[^" : "[");
        for (var first = 0; first <= byte.MaxValue; first++)
        {
            if (!listed.Contains(first))
            {
                continue;
            }

            var last = first;
            while (last < byte.MaxValue && listed.Contains(last + 1))
            {
                last++;
            }

            text.Append($"\\x{first:x2}").Append(last > first ? $"-\\x{last:x2}" : "");
            first = last;
        }

        text.Append(']');
    }
}
