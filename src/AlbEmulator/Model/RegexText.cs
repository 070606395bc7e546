using System.Diagnostics;
using System.Text;

namespace AlbEmulator.Model;

/// <summary>A regular expression in .NET's words.</summary>
internal static class RegexText
{
    public static string Of(RegexNode node)
    {
        var text = new StringBuilder();
        Append(text, node);
        return text.ToString();
    }

    private static void Append(StringBuilder text, RegexNode node)
    {
        switch (node)
        {
            case RegexNode.Byte one:
                one.Set.AppendTo(text);
                break;
            case RegexNode.Edge edge:
                text.Append(edge.Kind switch
                {
                    RegexEdge.Start => @"\A",
                    RegexEdge.End => @"\z",
                    RegexEdge.WordBoundary => @"\b",
                    RegexEdge.NoWordBoundary => @"\B",
                    _ => throw new UnreachableException(),
                });
                break;
            case RegexNode.Sequence sequence:
                foreach (var part in sequence.Parts)
                {
                    Append(text, part);
                }

                break;
            case RegexNode.Alternatives alternatives:
                AppendInside(text, "(?:", alternatives.Choices);
                break;
            case RegexNode.Capture capture:
                AppendInside(text, "(", [capture.Part]);
                break;
            case RegexNode.Repetition repetition:
                AppendInside(text, "(?:", [repetition.Part]);
                text.Append('{').Append(repetition.Least);
                text.Append(repetition.Most == repetition.Least ? "" : $",{repetition.Most}");
                text.Append(repetition.IsLazy ? "}?" : "}");
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void AppendInside(StringBuilder text, string open, IReadOnlyList<RegexNode> choices)
    {
        text.Append(open);
        for (var index = 0; index < choices.Count; index++)
        {
            text.Append(index > 0 ? "|" : "");
            Append(text, choices[index]);
        }

        text.Append(')');
    }
}
