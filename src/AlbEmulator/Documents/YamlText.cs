using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AlbEmulator.Documents;

/// <summary>Nodes as YAML.</summary>
internal static partial class YamlText
{
    private static readonly HashSet<string> Words =
        new(["true", "false", "null", "yes", "no", "on", "off", "y", "n"], StringComparer.OrdinalIgnoreCase);

    public static string Of(Node node)
    {
        var text = new StringBuilder();
        Append(text, node, depth: 0, isItem: false);
        return text.ToString();
    }

    /// <summary>A text without quotation marks where YAML takes it for one.</summary>
    public static string Scalar(string text)
    {
        if (Plain().IsMatch(text) && !Words.Contains(text))
        {
            return text;
        }

        if (text.Contains('"', StringComparison.Ordinal) && !text.Contains('\'', StringComparison.Ordinal) && text.All(IsShown))
        {
            return $"'{text}'";
        }

        var quoted = new StringBuilder("\"");
        foreach (var character in text)
        {
            _ = character switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append(@"\\"),
                '\n' => quoted.Append("\\n"),
                _ when !IsShown(character) =>
                    quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => quoted.Append(character),
            };
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>A value of a topology file, which would take <c>${</c> from the environment.</summary>
    public static string Value(string text) => Scalar(text.Replace("${", "$${", StringComparison.Ordinal));

    private static bool IsShown(char character) =>
        !char.IsControl(character) && character is not ('\u2028' or '\u2029' or '\u0085' or '\uFEFF');

    private static void Append(StringBuilder text, Node node, int depth, bool isItem)
    {
        switch (node)
        {
            case Node.Mapping { Entries.Count: > 0 } mapping:
                foreach (var (index, entry) in mapping.Entries.Index())
                {
                    // The first property of an item stands beside its dash.
                    text.Append(' ', index == 0 && isItem ? 0 : depth * 2).Append(Scalar(entry.Name)).Append(':');
                    AppendValue(text, entry.Value, depth);
                }

                break;
            case Node.Sequence { Items.Count: > 0 } sequence:
                foreach (var item in sequence.Items)
                {
                    text.Append(' ', depth * 2).Append("- ");
                    AppendItem(text, item, depth);
                }

                break;
            default:
                text.Append(Brief(node)).Append('\n');
                break;
        }
    }

    private static void AppendValue(StringBuilder text, Node value, int depth)
    {
        var isNested = value is Node.Mapping { Entries.Count: > 0 } or Node.Sequence { Items.Count: > 0 };
        text.Append(isNested ? "\n" : " ");
        Append(text, value, isNested ? depth + 1 : 0, isItem: false);
    }

    private static void AppendItem(StringBuilder text, Node item, int depth)
    {
        if (item is Node.Sequence { Items.Count: > 0 })
        {
            text.Append('\n');
        }

        Append(text, item, depth + 1, isItem: item is Node.Mapping);
    }

    private static string Brief(Node node) => node switch
    {
        Node.Mapping => "{}",
        Node.Sequence => "[]",
        Node.Scalar { Kind: ScalarKind.Number or ScalarKind.Boolean } scalar => scalar.Text,
        Node.Scalar { Kind: ScalarKind.Plain } scalar when PlainValue().IsMatch(scalar.Text) => scalar.Text,
        Node.Scalar { Kind: ScalarKind.Null } => "null",
        Node.Scalar { Kind: ScalarKind.Variable } scalar => $"${{{scalar.Text}}}",
        Node.Scalar scalar => Value(scalar.Text),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    [GeneratedRegex(@"^[A-Za-z0-9_/.][A-Za-z0-9_./-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlainValue();

    [GeneratedRegex(@"^[A-Za-z_/][A-Za-z0-9_./-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
