using System.Text.Json;

namespace AlbEmulator.Documents;

/// <summary>Nodes as JSON.</summary>
internal static class JsonText
{
    /// <param name="writer">Takes the JSON.</param>
    /// <param name="node">What is written.</param>
    /// <param name="scalar">Writes a value that is neither an object nor a list.</param>
    public static void Write(Utf8JsonWriter writer, Node node, Action<Utf8JsonWriter, Node.Scalar> scalar)
    {
        switch (node)
        {
            case Node.Mapping mapping:
                writer.WriteStartObject();
                foreach (var entry in mapping.Entries)
                {
                    writer.WritePropertyName(entry.Name);
                    Write(writer, entry.Value, scalar);
                }

                writer.WriteEndObject();
                break;
            case Node.Sequence sequence:
                writer.WriteStartArray();
                foreach (var item in sequence.Items)
                {
                    Write(writer, item, scalar);
                }

                writer.WriteEndArray();
                break;
            case Node.Scalar value:
                scalar(writer, value);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
