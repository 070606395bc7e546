using System.Globalization;
using System.Text;

namespace AlbEmulator.Model;

/// <summary>Text of others inside a message: quoted, on one line, and no longer than a reader wants.</summary>
public static class Quoted
{
    private const int LongestShown = 60;
    private const int LongestSentence = 300;

    // The end of an ARN is what tells it from others.
    private const int LongestArn = 200;

    public static string Text(string text) => $"\"{Plain(text)}\"";

    public static string List(IEnumerable<string> texts) => string.Join(", ", texts.Select(Text));

    /// <summary>As <see cref="Text"/>, without the quotation marks.</summary>
    public static string Plain(string text) =>
        Plain(text, text.StartsWith("arn:", StringComparison.Ordinal) ? LongestArn : LongestShown);

    /// <summary>What another program says, such as a parser, on one line.</summary>
    public static string Sentence(string text) => Plain(text, LongestSentence);

    private static string Plain(string text, int longest)
    {
        var shown = new StringBuilder(Math.Min(text.Length, longest));
        foreach (var character in text)
        {
            if (shown.Length >= longest)
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
