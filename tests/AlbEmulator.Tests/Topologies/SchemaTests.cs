using System.Text.Json;
using AlbEmulator.Expectations;
using AlbEmulator.Shapes;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Topologies;

public sealed class SchemaTests
{
    private const string Update = "ALB_UPDATE_SCHEMA";

    public static TheoryData<string, string> Schemas => new()
    {
        { "alb.schema.json", SchemaGenerator.Generate() },
        { "alb-tests.schema.json", TestFileShape.Schema },
    };

    [Theory]
    [MemberData(nameof(Schemas))]
    public void The_schema_file_is_what_the_shapes_say(string name, string generated)
    {
        var path = Path.Combine(Repository.Root, "config", name);
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(path, generated);
        }

        Assert.True(
            File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == generated,
            $"config/{name} is out of step: run this test once with {Update}=1");
    }

    [Fact]
    public void The_schema_tells_editors_what_properties_mean_and_hold()
    {
        using var schema = JsonDocument.Parse(SchemaGenerator.Generate());
        var listener = schema.RootElement.GetProperty("definitions").GetProperty("listener");
        var properties = listener.GetProperty("properties");
        Assert.Equal("Port on which clients connect; beyond AWS 0 for one that is free.",
            properties.GetProperty("Port").GetProperty("description").GetString());
        Assert.Equal(0, properties.GetProperty("Port").GetProperty("minimum").GetInt32());
        Assert.Equal(65535, properties.GetProperty("Port").GetProperty("maximum").GetInt32());
        Assert.Equal("HTTP", properties.GetProperty("Protocol").GetProperty("enum")[0].GetString());
        Assert.Equal("HTTP", properties.GetProperty("Protocol").GetProperty("default").GetString());
        Assert.False(listener.GetProperty("additionalProperties").GetBoolean());
        Assert.False(properties.TryGetProperty("AlpnPolicy", out _));

        var interval = schema.RootElement.GetProperty("definitions").GetProperty("target-group")
            .GetProperty("properties").GetProperty("HealthCheckIntervalSeconds");
        Assert.Equal((0.1m, 300m),
            (interval.GetProperty("minimum").GetDecimal(), interval.GetProperty("maximum").GetDecimal()));
    }

    [Theory]
    [MemberData(nameof(Schemas))]
    public void Every_property_has_a_sentence_and_every_reference_leads_somewhere(string name, string generated)
    {
        using var schema = JsonDocument.Parse(generated);
        var definitions = schema.RootElement.GetProperty("definitions");
        var references = 0;
        foreach (var property in Objects(schema.RootElement).SelectMany(item => item.EnumerateObject()))
        {
            if (property.Name == "$ref")
            {
                references++;
                Assert.True(definitions.TryGetProperty(property.Value.GetString()!["#/definitions/".Length..], out _));
            }
        }

        Assert.True(references > 2, name);
        foreach (var definition in definitions.EnumerateObject())
        {
            foreach (var property in definition.Value.GetProperty("properties").EnumerateObject())
            {
                Assert.EndsWith(".", property.Value.GetProperty("description").GetString());
            }
        }
    }

    private static IEnumerable<JsonElement> Objects(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(item => Objects(item.Value)).Prepend(element),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Objects),
        _ => [],
    };
}
