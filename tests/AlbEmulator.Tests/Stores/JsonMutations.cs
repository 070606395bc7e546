using System.Globalization;
using System.Text.Json.Nodes;

namespace AlbEmulator.Tests.Stores;

/// <summary>JSON as no program wrote it: every property gone, under another name, twice, and with values of every other kind.</summary>
internal static class JsonMutations
{
    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1e99", "99999999999999999999", "\"\"", "\"x\"", "\"\\ud800\"", "\"a\\u0000b\"", "\"../../etc/passwd\"",
        "\"/dev/zero\"", "[]", "[null]", "[1]", "[\"x\"]", "[{}]", "[[]]", "{}", "{ \"x\": null }", "{ \"x\": 1 }", $"\"{new string('x', 10_000)}\"",
    ];

    /// <summary>Each, and what it is, for messages.</summary>
    public static IEnumerable<(string Json, string What)> Of(string json)
    {
        foreach (var path in Properties(JsonNode.Parse(json)!, ""))
        {
            yield return (Changed(json, path, (parent, name) => parent.Remove(name)), path);
            yield return (Changed(json, path, (parent, name) => Rename(parent, name, name + "x")), path);
            yield return (Changed(json, path, (parent, name) => parent["REPLACED"] = parent[name]!.DeepClone())
                .Replace("\"REPLACED\"", $"\"{path.Split('\t')[^1]}\"", StringComparison.Ordinal), $"{path} twice");
            foreach (var value in Values)
            {
                yield return (Changed(json, path, (parent, name) => parent[name] = "REPLACED").Replace("\"REPLACED\"", value, StringComparison.Ordinal),
                    $"{path} = {value[..Math.Min(20, value.Length)]}");
            }
        }
    }

    private static void Rename(JsonObject parent, string name, string to)
    {
        var value = parent[name]!.DeepClone();
        parent.Remove(name);
        parent[to] = value;
    }

    private static string Changed(string json, string path, Action<JsonObject, string> change)
    {
        var root = JsonNode.Parse(json)!;
        var parts = path.Split('\t');
        var parent = parts[..^1].Aggregate(
            root, (node, part) => node is JsonArray list ? list[int.Parse(part, CultureInfo.InvariantCulture)]! : node[part]!);
        change((JsonObject)parent, parts[^1]);
        return root.ToJsonString();
    }

    /// <summary>Names from the top on, with tabs between: ARNs have slashes.</summary>
    private static IEnumerable<string> Properties(JsonNode node, string path)
    {
        if (node is JsonObject mapping)
        {
            foreach (var (name, value) in mapping)
            {
                yield return $"{path}{name}";
                foreach (var below in Properties(value!, $"{path}{name}\t"))
                {
                    yield return below;
                }
            }
        }
        else if (node is JsonArray list)
        {
            foreach (var below in list.SelectMany((item, index) => Properties(item!, $"{path}{index}\t")))
            {
                yield return below;
            }
        }
    }
}
