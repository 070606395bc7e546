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
        return (Node.Mapping)Node(document.RootElement);
    }

    public override void Write(Utf8JsonWriter writer, Node.Mapping value, JsonSerializerOptions options) =>
        JsonText.Write(writer, value, static (json, scalar) => json.WriteStringValue(scalar.Text));

    private static Node Node(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new Node.Mapping(
            Origin.None,
            [.. element.EnumerateObject().Select(item => new Entry(item.Name, Origin.None, Node(item.Value)))]),
        JsonValueKind.Array => new Node.Sequence(Origin.None, [.. element.EnumerateArray().Select(Node)]),
        _ => new Node.Scalar(Origin.None, ScalarKind.Quoted, element.ToString()),
    };
}
