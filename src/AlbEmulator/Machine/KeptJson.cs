using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace AlbEmulator.Machine;

/// <summary>
/// JSON that the emulator keeps for itself. What was not written by this version, but by hand, by a later one or by a disk that
/// failed, is told with its line: nothing of it is passed over.
/// </summary>
internal static class KeptJson
{
    public static JsonSerializerOptions Options(JsonConverter converter) => new()
    {
        AllowDuplicateProperties = false,
        Converters = { converter },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NullsNeedNotBeThere } },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
    };

    /// <summary>What a file holds, or the first thing that is wrong with it.</summary>
    public static (T? Value, JsonFault? Fault) Read<T>(byte[] content, JsonSerializerOptions options)
        where T : class
    {
        try
        {
            var reader = new Utf8JsonReader(content);
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.Null)
                {
                    return (null, new(JsonFault.LineAt(content, (int)reader.TokenStartIndex), "", "null stands in it, which is never written"));
                }
            }

            return (JsonSerializer.Deserialize<T>(content, options), null);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            return (null, JsonFault.Of(exception, content));
        }
    }

    /// <summary>A number at the top of a file; null where there is none, or the file is no JSON.</summary>
    public static int? NumberOf(byte[] content, string name)
    {
        try
        {
            var reader = new Utf8JsonReader(content);
            while (reader.Read())
            {
                if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(name))
                {
                    return reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number) ? number : null;
                }
            }
        }
        catch (JsonException)
        {
            // Which is told where it is read.
        }

        return null;
    }

    /// <summary>What is null is not written, whoever demands it.</summary>
    private static void NullsNeedNotBeThere(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(property => property.AssociatedParameter is { IsNullable: true }))
        {
            property.IsRequired = false;
        }
    }
}
