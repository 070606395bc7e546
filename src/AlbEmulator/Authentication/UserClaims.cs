using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AlbEmulator.Authentication;

/// <summary>What a provider's user info endpoint tells of a user: a JSON object, in the provider's order.</summary>
internal sealed class UserClaims
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private UserClaims(string subject, byte[] json, byte[] begun) => (Subject, Json, Begun) = (subject, json, begun);

    /// <summary>The user with the provider: <c>sub</c>.</summary>
    public string Subject { get; }

    /// <summary>As UTF-8 without blanks.</summary>
    public byte[] Json { get; }

    /// <summary>The object without its end, <c>exp</c> and <c>iss</c>, which are the load balancer's own.</summary>
    public ReadOnlyMemory<byte> Begun { get; }

    /// <summary>Null for what is no JSON object with a text <c>sub</c>.</summary>
    public static UserClaims? Parse(ReadOnlyMemory<byte> answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("sub", out var subject)
                && subject.ValueKind == JsonValueKind.String
                && subject.GetString() is { Length: > 0 } text
                && !text.AsSpan().ContainsAnyInRange('\0', '\x1f')
                    ? new UserClaims(text, Write(root, isWhole: true), Write(root, isWhole: false))
                    : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Text that is no Unicode is told as the latter.
            return null;
        }
    }

    private static byte[] Write(JsonElement root, bool isWhole)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Plain))
        {
            json.WriteStartObject();
            foreach (var claim in root.EnumerateObject())
            {
                if (isWhole || claim.Name is not ("exp" or "iss"))
                {
                    claim.WriteTo(json);
                }
            }

            json.WriteEndObject();
        }

        return (isWhole ? bytes.WrittenSpan : bytes.WrittenSpan[..^1]).ToArray();
    }
}
