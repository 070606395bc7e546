using System.Globalization;

namespace AlbEmulator.Model;

/// <summary>The characters of a regular expression, read from left to right; the first problem ends the reading.</summary>
internal sealed class RegexCharacters(string pattern)
{
    private int _at;

    public string? Problem { get; private set; }

    public bool IsAtEnd => _at == pattern.Length;

    public char Current => pattern[_at];

    public ReadOnlySpan<char> Rest => pattern.AsSpan(_at);

    public void Fail(string problem) => Problem ??= problem;

    /// <summary>The next character; one that no request can be compared with is a problem.</summary>
    public char Next() => Checked(pattern[_at++]);

    public char Checked(char character)
    {
        if (character is < ' ' or > '~')
        {
            Fail(FormattableString.Invariant(
                $"holds the character U+{(int)character:X4}: only visible ASCII is compared; write a byte as \\xHH"));
        }

        return character;
    }

    public bool Take(char character)
    {
        if (IsAtEnd || Current != character)
        {
            return false;
        }

        _at++;
        return true;
    }

    public bool Take(string text)
    {
        if (!Rest.StartsWith(text, StringComparison.Ordinal))
        {
            return false;
        }

        _at += text.Length;
        return true;
    }

    /// <summary>Everything before the text, which is passed over; null when it does not come.</summary>
    public string? TakeUntil(string text)
    {
        var length = Rest.IndexOf(text, StringComparison.Ordinal);
        if (length < 0)
        {
            return null;
        }

        var taken = Rest[..length].ToString();
        _at += length + text.Length;
        return taken;
    }

    /// <summary>All that is left.</summary>
    public string TakeRest()
    {
        var taken = Rest.ToString();
        _at = pattern.Length;
        return taken;
    }

    /// <summary>
    /// A count such as <c>{3}</c>, <c>{3,}</c> or <c>{3,5}</c>, without an upper end where there is none; null where a
    /// brace stands for itself.
    /// </summary>
    public (int Least, int? Most)? TakeCount()
    {
        var end = Rest.IndexOf('}');
        if (end < 2 || Current != '{')
        {
            return null;
        }

        var inside = Rest[1..end];
        var comma = inside.IndexOf(',');
        if (Number(comma < 0 ? inside : inside[..comma]) is not { } least)
        {
            return null;
        }

        int? most = least;
        if (comma >= 0)
        {
            most = Number(inside[(comma + 1)..]);
            if (most is null && comma < inside.Length - 1)
            {
                return null;
            }
        }

        _at += end + 1;
        return (least, most);
    }

    private static int? Number(ReadOnlySpan<char> digits)
    {
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9'))
        {
            return null;
        }

        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
    }
}
