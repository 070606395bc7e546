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
    /// <summary>
    /// How things of a type are written and read. What is not there is handed to <c>init</c> as null or 0, whatever a property
    /// begins with: it puts that in its place.
    /// </summary>
    /// <param name="types">Knows the type and what it holds.</param>
    /// <param name="converters">Of types that have a form of their own.</param>
    public static JsonTypeInfo<T> Of<T>(IJsonTypeInfoResolver types, params JsonConverter[] converters)
        where T : class
    {
        var options = new JsonSerializerOptions
        {
            AllowDuplicateProperties = false,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            IgnoreReadOnlyProperties = true,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            TypeInfoResolver = types.WithAddedModifier(NullsNeedNotBeThere),
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        };
        Array.ForEach(converters, options.Converters.Add);
        return (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
    }

    /// <summary>What a file, or a line of one, holds, or the first thing that is wrong with it.</summary>
    public static (T? Value, JsonFault? Fault) Read<T>(ReadOnlySpan<byte> content, JsonTypeInfo<T> type)
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

            return (JsonSerializer.Deserialize(content, type), null);
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

    /// <summary>Where which texts stand that properties of a name have; of what was read before, and may have changed since.</summary>
    public static IReadOnlyList<(string Text, int At)> TextsOf(ReadOnlySpan<byte> content, string property)
    {
        var found = new List<(string, int)>();
        try
        {
            var reader = new Utf8JsonReader(content);
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(property)
                    && reader.Read() && reader.TokenType == JsonTokenType.String)
                {
                    found.Add((reader.GetString()!, (int)reader.TokenStartIndex));
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // What comes after is not to be found.
        }

        return found;
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
