using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using AlbEmulator.Requests;

namespace AlbEmulator.Forwarding.Lambda;

/// <summary>
/// Reads what a function returned. All but <c>statusCode</c> may be left out, whatever the guide says; but a <c>null</c>, a
/// status that is text or a header that is none makes a 502. So it was seen at real load balancers. A guess is that a
/// status is whole and what it may be, that <c>isBase64Encoded</c> may not be <c>null</c> either, and that of headers in the
/// form that is not read only the type is looked at.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html#respond-to-load-balancer"/>
/// </summary>
internal static class LambdaResponseReader
{
    /// <summary>What the client is told where the function does not say.</summary>
    private const string DefaultContentType = "application/octet-stream";

    private const int LeastStatus = 200;
    private const int MostStatus = 599;

    /// <summary>Characters that are shown of what stands in the place of something else.</summary>
    private const int MostShown = 100;

    private const string SingleForm = "headers";
    private const string MultiForm = "multiValueHeaders";

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
            return LambdaFailure.InvalidResponse("the answer is not UTF-8");
        }

        try
        {
            using var document = JsonDocument.Parse(payload);
            return Read(document.RootElement, hasMultiValueHeaders);
        }
        catch (JsonException)
        {
            return LambdaFailure.InvalidResponse($"the answer is not JSON: {Shown(Encoding.UTF8.GetString(payload.Span))}");
        }
        catch (InvalidOperationException)
        {
            return LambdaFailure.InvalidResponse("a text of the answer has half of a character (a lone surrogate)");
        }
    }

    /// <summary>Half a surrogate pair is no syntax error, and cannot be said all the same.</summary>
    private static bool IsMalformed(Exception exception) => exception is JsonException or InvalidOperationException;

    private static LambdaOutcome Read(JsonElement root, bool hasMultiValueHeaders)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return Wrong("the answer", root, "an object");
        }

        if (!root.TryGetProperty("statusCode", out var status))
        {
            return LambdaFailure.InvalidResponse("statusCode is not there");
        }

        if (status.ValueKind != JsonValueKind.Number
            || !status.TryGetInt32(out var statusCode)
            || statusCode is < LeastStatus or > MostStatus)
        {
            return Wrong("statusCode", status, $"a whole number from {LeastStatus} to {MostStatus}");
        }

        var (own, other) = hasMultiValueHeaders ? (MultiForm, SingleForm) : (SingleForm, MultiForm);
        var headers = new LambdaResponseHeaders();
        byte[] body = [];
        return WrongType(root, "statusDescription", JsonValueKind.String, "a text")
            ?? WrongType(root, "isBase64Encoded", JsonValueKind.True, "true or false")
            ?? WrongType(root, "body", JsonValueKind.String, "a text")
            ?? WrongType(root, own, JsonValueKind.Object, "an object")
            ?? WrongType(root, other, JsonValueKind.Object, "an object")
            ?? ReadHeaders(root, own, hasMultiValueHeaders, headers)
            ?? ReadBody(root, out body)
            ?? (LambdaOutcome)new LambdaResponse(statusCode, headers.ContentType ?? DefaultContentType, headers.Others, body)
            {
                UnreadHeaders = root.TryGetProperty(other, out var unread) && unread.GetPropertyCount() > 0 ? other : null,
            };
    }

    /// <summary>What is not there is not wrong.</summary>
    private static LambdaFailure? WrongType(JsonElement root, string key, JsonValueKind kind, string wanted)
    {
        if (!root.TryGetProperty(key, out var value))
        {
            return null;
        }

        var found = value.ValueKind == JsonValueKind.False ? JsonValueKind.True : value.ValueKind;
        return found == kind ? null : Wrong(key, value, wanted);
    }

    private static LambdaFailure? ReadBody(JsonElement root, out byte[] body)
    {
        body = [];
        if (!root.TryGetProperty("body", out var text))
        {
            return null;
        }

        if (!root.TryGetProperty("isBase64Encoded", out var isBase64) || !isBase64.GetBoolean())
        {
            body = Encoding.UTF8.GetBytes(text.GetString()!);
            return null;
        }

        return text.TryGetBytesFromBase64(out body!) ? null : Wrong("body", text, "the base64 that isBase64Encoded promises");
    }

    /// <summary>Only those of the group's own form.</summary>
    private static LambdaFailure? ReadHeaders(
        JsonElement root, string form, bool hasMultiValueHeaders, LambdaResponseHeaders headers)
    {
        if (!root.TryGetProperty(form, out var given))
        {
            return null;
        }

        foreach (var (name, value) in Members(given))
        {
            var wrong = hasMultiValueHeaders
                ? Add($"{form}.{Shown(name)}", name, value, headers)
                : AddOne($"{form}.{Shown(name)}", name, value, headers);
            if (wrong is not null)
            {
                return wrong;
            }
        }

        return headers.IsWithinLimit
            ? null
            : LambdaFailure.InvalidResponse($"{form} take more than {HeaderLimits.EntireResponseHeaderKilobytes} KB");
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

    private static LambdaFailure? Add(string key, string name, JsonElement values, LambdaResponseHeaders headers)
    {
        if (values.ValueKind != JsonValueKind.Array)
        {
            return Wrong(key, values, "a list of texts");
        }

        foreach (var (index, value) in values.EnumerateArray().Index())
        {
            if (AddOne($"{key}[{index}]", name, value, headers) is { } wrong)
            {
                return wrong;
            }
        }

        return null;
    }

    private static LambdaFailure? AddOne(string key, string name, JsonElement value, LambdaResponseHeaders headers)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return Wrong(key, value, "a text");
        }

        return headers.TryAdd(name, value.GetString()!)
            ? null
            : Wrong(key, value, "a name and a value that a header can have");
    }

    private static LambdaFailure Wrong(string key, JsonElement found, string wanted) =>
        LambdaFailure.InvalidResponse($"{key} is {Shown(found.GetRawText())} and not {wanted}");

    /// <summary>On one line, and not much of it.</summary>
    private static string Shown(string text)
    {
        var line = string.Create(Math.Min(text.Length, MostShown), text, static (shown, text) =>
        {
            for (var index = 0; index < shown.Length; index++)
            {
                shown[index] = char.IsControl(text[index]) ? ' ' : text[index];
            }
        });
        return text.Length > MostShown ? $"{line} …" : line;
    }
}
