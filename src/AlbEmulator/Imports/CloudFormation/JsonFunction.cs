using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.CloudFormation;

/// <summary>
/// <c>Fn::ToJsonString</c> of <c>AWS::LanguageExtensions</c>: an object or a list as JSON in a string.
/// <see href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ToJsonString.html"/>
/// </summary>
internal static class JsonFunction
{
    public static Node? Of(Evaluator evaluator, Node argument, Origin origin)
    {
        if (evaluator.Evaluate(argument) is not { } value)
        {
            return evaluator.Wrong(origin, "Fn::ToJsonString takes an object or a list");
        }

        if (Unknown(value) is { } unknown)
        {
            return unknown;
        }

        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            JsonText.Write(writer, value, Write);
        }

        return evaluator.Made(origin, Encoding.UTF8.GetString(text.WrittenSpan));
    }

    private static Node? Unknown(Node node) => node switch
    {
        Node.Mapping mapping => mapping.Entries.Select(entry => Unknown(entry.Value)).FirstOrDefault(found => found is not null),
        Node.Sequence sequence => sequence.Items.Select(Unknown).FirstOrDefault(found => found is not null),
        _ => node.IsUnknown() ? node : null,
    };

    private static void Write(Utf8JsonWriter writer, Node.Scalar scalar)
    {
        switch (scalar.Kind)
        {
            case ScalarKind.Null:
                writer.WriteNullValue();
                break;
            case ScalarKind.Number or ScalarKind.Boolean or ScalarKind.Plain when IsJson(scalar.Text):
                writer.WriteRawValue(scalar.Text);
                break;
            default:
                writer.WriteStringValue(scalar.Text);
                break;
        }
    }

    /// <summary>Whether a text without quotation marks is a number or a boolean of JSON.</summary>
    private static bool IsJson(string text) => text is "true" or "false" ||
        (text.Length > 0 && (char.IsAsciiDigit(text[0]) || text[0] == '-') && text[^1] != '.'
            && text.TrimStart('-') is not ['0', >= '0' and <= '9', ..]
            && decimal.TryParse(
                text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _));
}
