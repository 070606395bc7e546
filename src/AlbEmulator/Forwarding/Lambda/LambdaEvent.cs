using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using AlbEmulator.Requests;
using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Forwarding.Lambda;

/// <summary>
/// A request as a function gets it.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html#receive-event-from-load-balancer"/>
/// </summary>
internal static class LambdaEvent
{
    /// <summary>Only what JSON demands is escaped: AWS does not say, and a reader cannot tell.</summary>
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The event, in UTF-8; null where the request holds text that is not UTF-8.</summary>
    public static ReadOnlyMemory<byte>? Write(LambdaRequest request)
    {
        var isBase64 = IsBase64(request.Headers);
        if (!request.IsUtf8 || !(isBase64 || Utf8.IsValid(request.Body.Span)))
        {
            return null;
        }

        return Write(request, isBase64);
    }

    /// <summary>The event of a request all text of which is UTF-8.</summary>
    public static ReadOnlyMemory<byte> Write(LambdaRequest request, bool isBase64)
    {
        const int MostHeads = 4096;
        var written = new ArrayBufferWriter<byte>((request.Body.Length * 4 / 3) + MostHeads);
        using var json = new Utf8JsonWriter(written, Plain);
        json.WriteStartObject();
        json.WriteStartObject("requestContext");
        json.WriteStartObject("elb");
        json.WriteString("targetGroupArn", request.TargetGroupArn);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("httpMethod", request.Method);
        WriteUri(json, request);
        WriteHeaders(json, request);
        if (isBase64)
        {
            json.WriteBase64String("body", request.Body.Span);
        }
        else
        {
            json.WriteString("body", request.Body.Span);
        }

        json.WriteBoolean("isBase64Encoded", isBase64);
        json.WriteEndObject();
        json.Flush();
        return written.WrittenMemory;
    }

    /// <summary>
    /// All but a few types are, and whatever is encoded for transfer. A body of no type is, even if it is empty.
    /// </summary>
    private static bool IsBase64(IReadOnlyList<KeyValuePair<string, StringValues>> headers)
    {
        var contentType = "";
        foreach (var (name, values) in headers)
        {
            switch (name)
            {
                case "content-encoding":
                    return true;
                case "content-type":
                    contentType = Last(values);
                    break;
            }
        }

        var type = contentType.AsSpan();
        var parameters = type.IndexOf(';');
        type = (parameters < 0 ? type : type[..parameters]).Trim();
        return !(type.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
            || type.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || type.Equals("application/javascript", StringComparison.OrdinalIgnoreCase)
            || type.Equals("application/xml", StringComparison.OrdinalIgnoreCase));
    }

    private static void WriteUri(Utf8JsonWriter json, LambdaRequest request)
    {
        json.WriteString("path", ByteText.FromBytes(request.Uri.Path.ToString()));
        json.WriteStartObject(
            request.HasMultiValueHeaders ? "multiValueQueryStringParameters" : "queryStringParameters");
        foreach (var (key, values) in Parameters(request.Uri.Query))
        {
            WriteValues(json, ByteText.FromBytes(key), values, request.HasMultiValueHeaders);
        }

        json.WriteEndObject();
    }

    /// <summary>Keys in the order in which they first come, each once: nothing is decoded.</summary>
    private static OrderedDictionary<string, List<string?>> Parameters(ReadOnlySpan<char> query)
    {
        var found = new OrderedDictionary<string, List<string?>>(StringComparer.Ordinal);
        var parameters = new QueryParameters();
        parameters.Read(query);
        for (var index = 0; index < parameters.Count; index++)
        {
            var key = parameters[index].Key(query).ToString();
            if (!found.TryGetValue(key, out var values))
            {
                found.Add(key, values = []);
            }

            values.Add(parameters[index].Value(query).ToString());
        }

        return found;
    }

    private static void WriteHeaders(Utf8JsonWriter json, LambdaRequest request)
    {
        json.WriteStartObject(request.HasMultiValueHeaders ? "multiValueHeaders" : "headers");
        foreach (var (name, values) in request.Headers)
        {
            WriteValues(json, name, values, request.HasMultiValueHeaders);
        }

        json.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter json, string key, IReadOnlyList<string?> values, bool all)
    {
        if (!all)
        {
            json.WriteString(key, ByteText.FromBytes(Last(values)));
            return;
        }

        json.WriteStartArray(key);
        foreach (var value in values)
        {
            json.WriteStringValue(ByteText.FromBytes(value ?? ""));
        }

        json.WriteEndArray();
    }

    private static string Last(IReadOnlyList<string?> values) => values is [.., { } last] ? last : "";
}
