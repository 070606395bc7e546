using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace AlbEmulator.Authentication.Jwt;

/// <summary>
/// A token as it stands in a request: three parts of base64url, of which two are JSON objects. What a library for tokens takes
/// beside that (blanks, padding, base64, members that come twice, text behind the JSON) is refused.
/// <see href="https://datatracker.ietf.org/doc/html/rfc7515#section-5.2"/>
/// </summary>
/// <param name="Algorithm">By which it says that it is signed.</param>
/// <param name="Kid">Names the key; null where it names none.</param>
/// <param name="Claims">An object.</param>
/// <param name="Signed">The bytes that are signed.</param>
/// <param name="Signature">What should be their signature.</param>
internal sealed record SignedToken(string Algorithm, string? Kid, JsonElement Claims, byte[] Signed, byte[] Signature)
{
    private static readonly SearchValues<char> Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The token that a text is, or what is wrong with it.</summary>
    public static SignedToken? Read(string text, out string problem)
    {
        problem = "the token has not three parts, each with something in it, with dots between them";
        if (text.Split('.', 4) is not [{ Length: > 0 } header, { Length: > 0 } payload, { Length: > 0 } signature])
        {
            return null;
        }

        problem = "a part of the token is not base64url without padding";
        if (Decode(header) is not { } headerBytes || Decode(payload) is not { } payloadBytes || Decode(signature) is not { } signatureBytes)
        {
            return null;
        }

        problem = "header or payload of the token is no JSON object in which each member stands once";
        if (Object(headerBytes) is not { } head || Object(payloadBytes) is not { } claims)
        {
            return null;
        }

        problem = "the header of the token has no alg, or a kid that is no text";
        if (JsonText.Find(head, "alg") is not { } algorithm
            || (head.TryGetProperty("kid", out var kid) && kid.ValueKind != JsonValueKind.String))
        {
            return null;
        }

        problem = "the header of the token has crit, of which the load balancer understands nothing";
        return head.TryGetProperty("crit", out _)
            ? null
            : new SignedToken(
                algorithm, JsonText.Find(head, "kid"), claims, Encoding.ASCII.GetBytes($"{header}.{payload}"), signatureBytes);
    }

    private static byte[]? Decode(string part)
    {
        if (part.AsSpan().ContainsAnyExcept(Characters))
        {
            return null;
        }

        var bytes = new byte[Base64Url.GetMaxDecodedLength(part.Length)];
        return Base64Url.DecodeFromChars(part, bytes, out _, out var written) == OperationStatus.Done ? bytes[..written] : null;
    }

    private static JsonElement? Object(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object && JsonText.IsUnicode(bytes)
                ? document.RootElement.Clone()
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // A name that is no Unicode is told as the latter.
            return null;
        }
    }
}
