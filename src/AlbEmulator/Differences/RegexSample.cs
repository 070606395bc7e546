using System.Text;
using AlbEmulator.Model;

namespace AlbEmulator.Differences;

/// <summary>A text that a regular expression matches, or is likely to.</summary>
internal static class RegexSample
{
    private const string Preferred = "xa0/-.";

    public static string Of(string pattern)
    {
        var text = new StringBuilder();
        Append(text, AlbRegex.Read(pattern, ignoreCase: false));
        return text.ToString();
    }

    private static void Append(StringBuilder text, RegexNode node)
    {
        switch (node)
        {
            case RegexNode.Byte one:
                text.Append(CharacterOf(one.Set));
                break;
            case RegexNode.Sequence sequence:
                foreach (var part in sequence.Parts)
                {
                    Append(text, part);
                }

                break;
            case RegexNode.Alternatives alternatives:
                Append(text, alternatives.Choices[0]);
                break;
            case RegexNode.Repetition repetition:
                for (var time = 0; time < repetition.Least; time++)
                {
                    Append(text, repetition.Part);
                }

                break;
            case RegexNode.Capture capture:
                Append(text, capture.Part);
                break;
            case RegexNode.Edge:
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static char CharacterOf(ByteSet set) =>
        Preferred.Where(character => set.Contains(character)).Select(static character => (char?)character).FirstOrDefault()
        ?? (char)Enumerable.Range('!', '~' - '!').Concat(Enumerable.Range(0, 256)).FirstOrDefault(value => set.Contains(value), 'x');
}
