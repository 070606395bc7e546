using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AlbEmulator.Tests.Deployment;

/// <summary>Documents of YAML as JSON, for whoever knows only that.</summary>
internal static class YamlObjects
{
    private const string MergeKey = "<<";

    /// <summary>Each document of a text, with what its merge keys bring.</summary>
    public static IReadOnlyList<JsonObject> Read(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return [.. stream.Documents.Select(document => (JsonObject)Json(document.RootNode)!)];
    }

    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode mapping => Merged(mapping),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Json)]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => Plain(scalar.Value!),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => throw new NotSupportedException($"{node.NodeType} at {node.Start}"),
    };

    /// <summary>With what its merge key brings, unless it says that itself. (MergingParser gives both, which is one too many.)</summary>
    private static JsonObject Merged(YamlMappingNode mapping)
    {
        var entries = mapping.Children.ToLookup(entry => ((YamlScalarNode)entry.Key).Value == MergeKey);
        var merged = entries[true].Select(entry => Merged((YamlMappingNode)entry.Value)).SingleOrDefault() ?? [];
        foreach (var (key, value) in entries[false])
        {
            merged[((YamlScalarNode)key).Value!] = Json(value);
        }

        return merged;
    }

    private static JsonNode? Plain(string text) => text switch
    {
        "" or "~" or "null" => null,
        "true" or "false" => JsonValue.Create(text == "true"),
        _ when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };
}
