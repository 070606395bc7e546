using System.Text.Json;
using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>JSON within an annotation, as Go reads it: strictly, and names of fields in any case.</summary>
internal static class AnnotationJson
{
    /// <returns>Null where it is not JSON.</returns>
    public static Node? Read(string text, Origin origin)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = DocumentLimits.DeepestNesting });
            return Of(document.RootElement, origin);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Also of escapes that are no character.
            return null;
        }
    }

    /// <summary>A field, whatever the case of its name; the last counts. Null also for one that is <c>null</c>.</summary>
    public static Node? InAnyCase(this Node? node, string name) =>
        (node as Node.Mapping)?.Entries.LastOrDefault(entry => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value is { } value
            && value is not Node.Scalar { Kind: ScalarKind.Null }
                ? value
                : null;

    private static Node Of(JsonElement element, Origin origin) => element.ValueKind switch
    {
        JsonValueKind.Object => new Node.Mapping(
            origin,
            [
                .. element.EnumerateObject().Select(property =>
                {
                    var place = origin.Property(property.Name);
                    return new Entry(property.Name, place, Of(property.Value, place));
                }),
            ]),
        JsonValueKind.Array => new Node.Sequence(origin, [.. element.EnumerateArray().Select((item, index) => Of(item, origin.Item(index)))]),
        JsonValueKind.String => new Node.Scalar(origin, ScalarKind.Quoted, element.GetString()!),
        JsonValueKind.Number => new Node.Scalar(origin, ScalarKind.Number, element.GetRawText()),
        JsonValueKind.True or JsonValueKind.False => new Node.Scalar(origin, ScalarKind.Boolean, element.GetRawText()),
        _ => new Node.Scalar(origin, ScalarKind.Null, ""),
    };
}
