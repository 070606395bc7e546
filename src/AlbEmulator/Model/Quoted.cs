using System.Globalization;
using System.Text;

namespace AlbEmulator.Model;

/// <summary>Text of others inside a message: quoted, on one line, and no longer than a reader wants.</summary>
public static class Quoted
{
    private const int LongestShown = 60;

    public static string Text(string text) => $"\"{Plain(text)}\"";

    public static string List(IEnumerable<string> texts) => string.Join(", ", texts.Select(Text));

    /// <summary>As <see cref="Text"/>, without the quotation marks.</summary>
    public static string Plain(string text)
    {
        var shown = new StringBuilder(Math.Min(text.Length, LongestShown));
        foreach (var character in text)
        {
            if (shown.Length >= LongestShown)
            {
                return shown.Append('…').ToString();
            }

            if (char.IsControl(character) || char.IsSurrogate(character) || character is '\u2028' or '\u2029')
            {
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
            else
            {
                shown.Append(character);
            }
        }

        return shown.ToString();
    }
}
