using System.Text.Json;
using System.Text.Json.Serialization;
using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.AwsApis.ElbV2.Resources;

/// <summary>Nodes as the JSON that they stand for.</summary>
internal sealed class NodeJson : JsonConverter<Node.Mapping>
{
    public override Node.Mapping Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return Node(document.RootElement) as Node.Mapping ?? throw new JsonException("The value could not be converted to an object.");
    }

    public override void Write(Utf8JsonWriter writer, Node.Mapping value, JsonSerializerOptions options) =>
        JsonText.Write(writer, value, static (json, scalar) => json.WriteStringValue(scalar.Text));

    private static Node Node(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new Node.Mapping(Origin.None, Entries(element)),
        JsonValueKind.Array => new Node.Sequence(Origin.None, [.. element.EnumerateArray().Select(Node)]),
        _ => new Node.Scalar(Origin.None, ScalarKind.Quoted, element.ToString()),
    };

    private static List<Entry> Entries(JsonElement element)
    {
        var entries = new List<Entry>();
        foreach (var item in element.EnumerateObject())
        {
            if (entries.Exists(entry => entry.Name == item.Name))
            {
                throw new JsonException($"Duplicate property '{item.Name}' encountered.");
            }

            entries.Add(new Entry(item.Name, Origin.None, Node(item.Value)));
        }

        return entries;
    }
}
