using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace AlbEmulator.Forwarding.Lambda;

/// <summary>
/// Reads what a function returned. The guide wants <c>statusCode</c>, <c>isBase64Encoded</c> and headers, and lets the
/// body be left out. That a <c>null</c> or a header that is no string makes a 502 was seen at real load balancers; that
/// <c>statusCode</c> must be a whole number, and what a status may be, is a guess.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html#respond-to-load-balancer"/>
/// </summary>
internal static class LambdaResponseReader
{
    /// <summary>What the client is told where the function does not say.</summary>
    private const string DefaultContentType = "application/octet-stream";

    private const int LeastStatus = 200;
    private const int MostStatus = 599;

    /// <summary>Whether the Runtime Interface Emulator says in this way that the function failed: it knows no header.</summary>
    public static bool IsFunctionError(ReadOnlyMemory<byte> payload)
    {
        if (payload.Span.StartsWith("Task timed out after "u8))
        {
            return true;
        }

        try
        {
            using var document = JsonDocument.Parse(payload);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root
                && !root.TryGetProperty("statusCode", out _)
                && root.TryGetProperty("errorMessage", out var message)
                && message.ValueKind == JsonValueKind.String;
        }
        catch (Exception exception) when (IsMalformed(exception))
        {
            return false;
        }
    }

    /// <param name="payload">What the function returned, as JSON.</param>
    /// <param name="hasMultiValueHeaders"><c>lambda.multi_value_headers.enabled</c>.</param>
    public static LambdaOutcome Read(ReadOnlyMemory<byte> payload, bool hasMultiValueHeaders)
    {
        if (!Utf8.IsValid(payload.Span))
        {
            return LambdaFailure.InvalidResponse;
        }

        try
        {
            using var document = JsonDocument.Parse(payload);
            return Read(document.RootElement, hasMultiValueHeaders) ?? (LambdaOutcome)LambdaFailure.InvalidResponse;
        }
        catch (Exception exception) when (IsMalformed(exception))
        {
            return LambdaFailure.InvalidResponse;
        }
    }

    /// <summary>Half a surrogate pair is no syntax error, and cannot be said all the same.</summary>
    private static bool IsMalformed(Exception exception) => exception is JsonException or InvalidOperationException;

    private static LambdaResponse? Read(JsonElement root, bool hasMultiValueHeaders)
    {
        if (root.ValueKind != JsonValueKind.Object
            || !root.TryGetProperty("statusCode", out var status)
            || status.ValueKind != JsonValueKind.Number
            || !status.TryGetInt32(out var statusCode)
            || statusCode is < LeastStatus or > MostStatus
            || (root.TryGetProperty("statusDescription", out var description) && description.ValueKind != JsonValueKind.String)
            || !root.TryGetProperty("isBase64Encoded", out var base64)
            || base64.ValueKind is not (JsonValueKind.True or JsonValueKind.False)
            || Body(root, base64.GetBoolean()) is not { } body)
        {
            return null;
        }

        var headers = new LambdaResponseHeaders();
        return AreRead(root, hasMultiValueHeaders, headers)
            ? new LambdaResponse(statusCode, headers.ContentType ?? DefaultContentType, headers.Others, body)
            : null;
    }

    /// <summary>Null where it is wrong; empty where it was left out.</summary>
    private static byte[]? Body(JsonElement root, bool isBase64)
    {
        if (!root.TryGetProperty("body", out var body))
        {
            return [];
        }

        if (body.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        if (isBase64)
        {
            return body.TryGetBytesFromBase64(out var bytes) ? bytes : null;
        }

        return Encoding.UTF8.GetBytes(body.GetString()!);
    }

    /// <summary>
    /// Only the headers of the group's own form are read. With those of the other form alone, as a function writes them
    /// that was not told, there are none.
    /// </summary>
    private static bool AreRead(JsonElement root, bool hasMultiValueHeaders, LambdaResponseHeaders headers)
    {
        var (own, other) = hasMultiValueHeaders ? ("multiValueHeaders", "headers") : ("headers", "multiValueHeaders");
        if (!root.TryGetProperty(own, out var given))
        {
            return root.TryGetProperty(other, out _);
        }

        if (given.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        foreach (var (name, value) in Members(given))
        {
            if (!(hasMultiValueHeaders ? AreAdded(name, value, headers) : IsAdded(name, value, headers)))
            {
                return false;
            }
        }

        return headers.IsWithinLimit;
    }

    /// <summary>Of a name that stands there twice, the last counts, as everywhere in JSON.</summary>
    private static OrderedDictionary<string, JsonElement> Members(JsonElement given)
    {
        var members = new OrderedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in given.EnumerateObject())
        {
            members[member.Name] = member.Value;
        }

        return members;
    }

    private static bool AreAdded(string name, JsonElement values, LambdaResponseHeaders headers)
    {
        if (values.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        foreach (var value in values.EnumerateArray())
        {
            if (!IsAdded(name, value, headers))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsAdded(string name, JsonElement value, LambdaResponseHeaders headers) =>
        value.ValueKind == JsonValueKind.String && headers.TryAdd(name, value.GetString()!);
}
