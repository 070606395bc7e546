using System.Text;

namespace AlbEmulator.Http1;

/// <summary>The text of bytes that are often those of the time before, such as User-Agent.</summary>
internal struct RememberedText
{
    /// <summary>Longer texts are made anew each time.</summary>
    private const int Longest = 512;

    private string? _last;

    /// <summary>Each byte as one character.</summary>
    public string Of(ReadOnlySpan<byte> bytes)
    {
        if (_last is { } last && last.Length == bytes.Length && Ascii.Equals(bytes, last))
        {
            return last;
        }

        var text = Encoding.Latin1.GetString(bytes);
        _last = text.Length <= Longest ? text : null;
        return text;
    }
}
