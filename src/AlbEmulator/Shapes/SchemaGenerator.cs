using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AlbEmulator.Model;

namespace AlbEmulator.Shapes;

/// <summary>
/// Makes <c>config/alb.schema.json</c>, with which editors complete and explain topology files, and schemas of other files.
/// <see href="https://json-schema.org/draft-07"/>
/// </summary>
internal static class SchemaGenerator
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>That of topology files.</summary>
    public static string Generate() => Generate(
        TopologyShape.Object, "AlbEmulator topology", "Load balancers and target groups, with the property names of the ELBv2 API.");

    /// <param name="root">What a file may hold.</param>
    /// <param name="title">What such a file is.</param>
    /// <param name="description">The same in a sentence.</param>
    public static string Generate(Shape.Object root, string title, string description)
    {
        var definitions = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        var schema = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = title,
            ["description"] = description,
        };
        foreach (var (name, value) in ObjectOf(root, definitions))
        {
            schema[name] = value?.DeepClone();
        }

        schema["definitions"] = new JsonObject(
            definitions.Select(item => KeyValuePair.Create<string, JsonNode?>(item.Key, item.Value)));
        return schema.ToJsonString(Format) + "\n";
    }

    private static JsonObject Of(Shape shape, SortedDictionary<string, JsonObject> definitions) => shape switch
    {
        Shape.Object @object => Reference(@object, definitions),
        Shape.List list => ListOf(list, definitions),
        Shape.Map map => MapOf(map, definitions),
        Shape.Attributes attributes => AttributesOf(attributes.Table),
        Shape.Text { TakesNumbers: true } text => new JsonObject
        {
            ["type"] = Array(["string", "integer"]),
            ["maxLength"] = text.Longest,
        },
        Shape.Text text => new JsonObject { ["type"] = "string", ["maxLength"] = text.Longest },
        Shape.Choice choice => new JsonObject { ["enum"] = Array(choice.Allowed) },
        Shape.Integer integer => new JsonObject
        {
            // A string for ${NAME}.
            ["type"] = Array(["integer", "string"]),
            ["minimum"] = integer.Zero is null ? integer.Least : 0,
            ["maximum"] = integer.Most,
        },
        Shape.Number number => new JsonObject
        {
            ["type"] = Array(["number", "string"]),
            ["minimum"] = number.Least,
            ["maximum"] = number.Most,
        },
        Shape.Anything => [],
        Shape.Flag => new JsonObject { ["enum"] = new JsonArray(true, false, "true", "false") },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static JsonObject Reference(Shape.Object shape, SortedDictionary<string, JsonObject> definitions)
    {
        var name = shape.Name.Replace(' ', '-');
        if (definitions.TryAdd(name, []))
        {
            definitions[name] = ObjectOf(shape, definitions);
        }

        return new JsonObject { ["$ref"] = $"#/definitions/{name}" };
    }

    private static JsonObject ObjectOf(Shape.Object shape, SortedDictionary<string, JsonObject> definitions)
    {
        var properties = new JsonObject();
        foreach (var property in shape.Properties)
        {
            var value = Of(property.Shape, definitions);

            // Beside a reference, draft 07 ignores everything else.
            value = value.ContainsKey("$ref") ? new JsonObject { ["allOf"] = new JsonArray(value) } : value;
            value["description"] = property.Doc;
            if (property.Default is { } @default)
            {
                value["default"] = @default;
            }

            properties[property.Name] = value;
        }

        var schema = new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = properties,
        };
        var required = shape.Properties.Where(item => item.IsRequired).Select(item => item.Name).ToList();
        if (required.Count > 0)
        {
            schema["required"] = Array(required);
        }

        return schema;
    }

    private static JsonObject ListOf(Shape.List list, SortedDictionary<string, JsonObject> definitions)
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = Of(list.Item, definitions) };
        if (list.Fewest > 0)
        {
            schema["minItems"] = list.Fewest;
        }

        if (list.Most < int.MaxValue)
        {
            schema["maxItems"] = list.Most;
        }

        return schema;
    }

    private static JsonObject MapOf(Shape.Map map, SortedDictionary<string, JsonObject> definitions)
    {
        var schema = new JsonObject { ["type"] = "object", ["additionalProperties"] = Of(map.Item, definitions) };
        if (map.Most < int.MaxValue)
        {
            schema["maxProperties"] = map.Most;
        }

        return schema;
    }

    private static JsonObject AttributesOf(AttributeTable table)
    {
        var taken = table.Definitions.Where(item => item.Effect != AttributeEffect.OtherKind).ToList();
        var properties = new JsonObject(
            taken.Select(item => KeyValuePair.Create<string, JsonNode?>(item.Key, AttributeOf(item))));
        var pair = new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject
            {
                ["Key"] = new JsonObject { ["enum"] = Array(taken.Select(item => item.Key)) },
                ["Value"] = new JsonObject { ["type"] = Array(["string", "number", "boolean"]) },
            },
            ["required"] = Array(["Key", "Value"]),
        };
        return new JsonObject
        {
            ["anyOf"] = new JsonArray(
                new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties },
                new JsonObject { ["type"] = "array", ["items"] = pair }),
        };
    }

    private static JsonObject AttributeOf(AttributeDefinition definition)
    {
        var schema = definition.Values switch
        {
            AttributeValues.OneOf one => new JsonObject { ["enum"] = Choices(Taken(definition, one)) },
            _ => new JsonObject { ["type"] = Array(["string", "number"]) },
        };
        schema["description"] = definition.Doc;
        schema["default"] = definition.Default;
        return schema;
    }

    private static IEnumerable<string> Taken(AttributeDefinition definition, AttributeValues.OneOf values) =>
        values.Allowed.Where(value => definition.ProblemWith(value) is null);

    private static JsonArray Choices(IEnumerable<string> values)
    {
        var choices = new JsonArray();
        foreach (var value in values)
        {
            choices.Add((JsonNode)value);
            if (bool.TryParse(value, out var flag))
            {
                choices.Add((JsonNode)flag);
            }
        }

        return choices;
    }

    private static JsonArray Array(IEnumerable<string> values) =>
        [.. values.Select(value => (JsonNode)JsonValue.Create(value))];
}
