using System.Text;
using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>What routes ask of headers.</summary>
internal static class HeaderConditions
{
    private const string Regex = "RegularExpression";

    /// <summary>A condition; null where it is none, which was told.</summary>
    /// <param name="route">The route.</param>
    /// <param name="header">Name, value and type.</param>
    /// <param name="takesRegex">Whether regular expressions count as such, which those of GRPCRoutes do not.</param>
    /// <param name="import">Where is told what is wrong.</param>
    public static Node? Of(Manifest route, Node header, bool takesRegex, Import import)
    {
        if (header.Value("name") is not { Text.Length: > 0 } name || header.Value("value") is not { Text.Length: > 0 } value)
        {
            import.Tell(header.Origin, $"{route.Words} has a header without a name or a value");
            return null;
        }

        var isRegex = header.Text("type") == Regex;
        if (isRegex && !takesRegex)
        {
            import.Note(
                header.Find("type")!.Origin,
                $"{route.Words} compares the header {Quoted.Text(name.Text)} by a regular expression: the controller compares it as a text in which * and ? stand for others");
        }

        var values = isRegex && takesRegex ? [value] : Alternatives(value.Text).Select(text => value with { Text = text });
        return ConditionNodes.Of(
            header.Origin,
            ConditionShape.HttpHeader,
            ConditionShape.HttpHeaderConfig,
            Nodes.Entry(ConditionShape.HttpHeaderName.Name, name),
            Nodes.Entry(
                isRegex && takesRegex ? ConditionShape.RegexValues.Name : ConditionShape.Values.Name,
                Nodes.Sequence(value.Origin, values)));
    }

    /// <summary>With commas between them; a backslash takes the next character as it is.</summary>
    private static List<string> Alternatives(string text)
    {
        var all = new List<string>();
        var one = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
            {
                one.Append(text[++at]);
            }
            else if (text[at] == ',')
            {
                all.Add(one.ToString());
                one.Clear();
            }
            else
            {
                one.Append(text[at]);
            }
        }

        all.Add(one.ToString());
        return all;
    }
}
