using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace AlbEmulator.TargetGroups.Echo;

/// <summary>Tells a request as JSON.</summary>
internal static class EchoJson
{
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = Encoder,
        Indented = true,
        NewLine = "\n",
    };

    public static void Write(IBufferWriter<byte> output, EchoRequest request, string name, string remote)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("method", request.Method);
        json.WriteString("target", request.Target);
        WriteFields(json, "headers", request.Headers);
        WriteBody(json, request);
        if (request.Trailers.Count > 0)
        {
            WriteFields(json, "trailers", request.Trailers);
        }

        json.WriteString("remote", remote);
        json.WriteEndObject();
    }

    /// <summary>A line to each field, which the writer alone would spread over four.</summary>
    private static void WriteFields(Utf8JsonWriter json, string name, List<KeyValuePair<string, string>> fields)
    {
        json.WriteStartArray(name);
        foreach (var (key, value) in fields)
        {
            var pair = $"\n    [\"{Encoder.Encode(key)}\", \"{Encoder.Encode(value)}\"]";
            json.WriteRawValue(pair, skipInputValidation: true);
        }

        json.WriteEndArray();
    }

    /// <summary>Text where it is UTF-8, base64 otherwise, which <c>bodyBase64</c> then says.</summary>
    private static void WriteBody(Utf8JsonWriter json, EchoRequest request)
    {
        var isCut = request.Body.Length < request.BodyLength;
        var text = isCut ? WithoutPartOfCharacter(request.Body.Span) : request.Body.Span;
        if (Utf8.IsValid(text))
        {
            json.WriteString("body", text);
        }
        else
        {
            json.WriteBase64String("body", request.Body.Span);
            json.WriteBoolean("bodyBase64", true);
        }

        json.WriteNumber("bodyLength", request.BodyLength);
        if (isCut)
        {
            json.WriteBoolean("bodyCut", true);
        }
    }

    /// <summary>Without the bytes at the end that only begin a character.</summary>
    private static ReadOnlySpan<byte> WithoutPartOfCharacter(ReadOnlySpan<byte> text)
    {
        for (var back = 1; back <= 3 && back <= text.Length; back++)
        {
            if (Rune.DecodeFromUtf8(text[^back..], out _, out _) == OperationStatus.NeedMoreData)
            {
                return text[..^back];
            }
        }

        return text;
    }
}
