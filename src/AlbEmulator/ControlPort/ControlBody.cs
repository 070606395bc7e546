using System.Text.Json;
using AlbEmulator.Model;
using AlbEmulator.Requests;

namespace AlbEmulator.ControlPort;

/// <summary>What is posted to the control port: small JSON objects.</summary>
internal static class ControlBody
{
    /// <summary>A body that was read whole; or the answer to one that is too long.</summary>
    /// <param name="http">The request.</param>
    /// <param name="most">Bytes that it may have.</param>
    /// <param name="what">It is: <c>the question</c>.</param>
    public static async Task<(ReadOnlyMemory<byte> Body, IResult? Refusal)> ReadAsync(HttpRequest http, int most, string what = "the body") =>
        await BoundedBody.ReadAsync(http, most) is { } body
            ? (body, null)
            : (default, ControlRefusal.Of(StatusCodes.Status413PayloadTooLarge, $"{what} must have at most {most} bytes"));

    /// <summary>The answer to a call that takes nothing, and was given something; null where it was not.</summary>
    public static IResult? RefuseAny(HttpRequest http, string does) => http.ContentLength > 0 || http.QueryString.HasValue
        ? ControlRefusal.Of(StatusCodes.Status400BadRequest, $"{http.Method} {http.Path} takes nothing: it {does}")
        : null;

    /// <summary>What is made of the object in a body, or what is wrong with it.</summary>
    /// <param name="body">JSON.</param>
    /// <param name="example">An object that is right.</param>
    /// <param name="read">Makes something of the object, or tells what is wrong.</param>
    public static (T? Read, string? Problem) Parse<T>(
        ReadOnlyMemory<byte> body, string example, Func<JsonElement, (T?, string?)> read)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? read(document.RootElement)
                : (null, $"the body must be an object such as {example}");
        }
        catch (InvalidOperationException)
        {
            // How the parser tells a \u escape that is half a character.
            return (null, "the body holds text that is not Unicode: write both halves of a \\u escape");
        }
        catch (JsonException exception)
        {
            return (null, $"the body is not JSON: {Quoted.Sentence(exception.Message)} Write an object such as {example}");
        }
    }
}
