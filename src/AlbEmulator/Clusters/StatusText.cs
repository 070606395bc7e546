using System.Text.Json;
using AlbEmulator.Model;

namespace AlbEmulator.Clusters;

/// <summary>What a cluster says where it refuses: an object of the kind <c>Status</c>, or anything.</summary>
internal static class StatusText
{
    /// <summary>Its message; empty where it has none.</summary>
    public static string Message(ReadOnlySpan<byte> json) => Read(json).Message;

    /// <summary>Its message and its code.</summary>
    public static (string Message, int Code) Read(ReadOnlySpan<byte> json)
    {
        var (message, code) = ("", 0);
        var reader = new Utf8JsonReader(json);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return (message, code);
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var (isMessage, isCode) = (reader.ValueTextEquals("message"u8), reader.ValueTextEquals("code"u8));
                reader.Read();
                if (isMessage && reader.TokenType == JsonTokenType.String)
                {
                    message = Quoted.Sentence(reader.GetString()!);
                }
                else if (isCode && reader.TokenType == JsonTokenType.Number)
                {
                    _ = reader.TryGetInt32(out code);
                }

                reader.Skip();
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No JSON, or no text: it says nothing that can be told.
        }

        return (message, code);
    }
}
