using System.Text.Json;

namespace AlbEmulator.Authentication;

/// <summary>Texts in JSON of others, which may hold anything.</summary>
internal static class JsonText
{
    /// <summary>A text of an object; null where it has none of that name, or where it is no Unicode.</summary>
    public static string? Find(JsonElement json, string name)
    {
        try
        {
            return Member(json, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A member of an object; null where it has none of that name.</summary>
    public static JsonElement? Member(JsonElement json, string name)
    {
        try
        {
            return json.TryGetProperty(name, out var value) ? value : null;
        }
        catch (InvalidOperationException)
        {
            // Another name is no Unicode.
            return null;
        }
    }

    /// <summary>Whether every text and every name in it is Unicode: what is not, escaped or not, is found only when it is read.</summary>
    public static bool IsUnicode(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                {
                    _ = reader.GetString();
                }
            }

            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
