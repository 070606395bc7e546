using System.Globalization;
using System.Text;

namespace AlbEmulator.Machine;

/// <summary>
/// Text of others in printable ASCII, on one line and no longer than wanted, so that it can stand anywhere: in a header, on
/// a terminal, in a log. What is anything else is escaped as C# would write it.
/// </summary>
internal static class Printable
{
    private const string More = "...";

    /// <param name="text">Any.</param>
    /// <param name="longest">Characters of what is given back, at most.</param>
    public static string Of(string text, int longest)
    {
        if (text.Length <= longest && !text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }

        var shown = new StringBuilder(Math.Min(text.Length + More.Length, longest));
        foreach (var character in text)
        {
            var length = shown.Length;
            Append(shown, character);
            if (shown.Length > longest)
            {
                shown.Length = Math.Min(length, longest - More.Length);
                return shown.Append(More).ToString();
            }
        }

        return shown.ToString();
    }

    /// <summary>Within quotation marks; quotation marks and backslashes of its own are escaped as well.</summary>
    /// <param name="text">Any.</param>
    /// <param name="longest">Characters of the text that are shown at most; escapes take more room.</param>
    public static string Quoted(ReadOnlySpan<char> text, int longest)
    {
        var shown = new StringBuilder("\"");
        foreach (var character in text[..Math.Min(text.Length, longest)])
        {
            if (character is '"' or '\\')
            {
                shown.Append('\\');
            }

            Append(shown, character);
        }

        return shown.Append('"').Append(text.Length > longest ? More : "").ToString();
    }

    /// <summary>Bytes, each shown as a character.</summary>
    /// <inheritdoc cref="Quoted(ReadOnlySpan{char}, int)"/>
    public static string Quoted(ReadOnlySpan<byte> bytes, int longest)
    {
        var text = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, longest + 1)]);
        return Quoted(text.AsSpan(), longest);
    }

    private static void Append(StringBuilder shown, char character)
    {
        _ = character switch
        {
            '\r' => shown.Append("\\r"),
            '\n' => shown.Append("\\n"),
            '\t' => shown.Append("\\t"),
            >= ' ' and <= '~' => shown.Append(character),
            <= '\u00ff' => shown.Append(CultureInfo.InvariantCulture, $"\\x{(int)character:x2}"),
            _ => shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
        };
    }
}
