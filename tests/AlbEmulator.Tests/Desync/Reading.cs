using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AlbEmulator.Tests.Desync;

/// <summary>What a parser made of a request: it refused it with a status, or took it for all the rest. One byte in each character.</summary>
internal sealed record Reading(
    int Status, string Method, string Target, IReadOnlyList<(string Name, string Value)> Headers, string Body)
{
    private const string Header = "X-Read";

    public bool IsRefusal => Status != 200;

    public static Reading Refusal(int status) => new(status, "", "", [], "");

    public static Reading Of(StrictRequest request) => new(200, request.Method, request.Target, request.Headers, request.Body);

    /// <summary>Has a server of Kestrel's answer with what it read, in a header, which an answer to HEAD has too.</summary>
    public static async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var told = new Told(
            context.Request.Method,
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            [.. context.Request.Headers.SelectMany(header => header.Value.Select(value => (string[])[header.Key, value ?? ""]))],
            Encoding.Latin1.GetString(body.ToArray()));
        context.Response.Headers[Header] = Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(told));
    }

    /// <summary>What <see cref="AnswerAsync"/> answered, or that it was not asked.</summary>
    public static Reading OfKestrel(StrictAnswer? answer)
    {
        if (answer?.Header(Header) is not { } text)
        {
            return Refusal(answer?.Status ?? 0);
        }

        var told = JsonSerializer.Deserialize<Told>(Convert.FromBase64String(text))!;
        return new(200, told.Method, Bytes(told.Target), [.. told.Headers.Select(header => (header[0], Bytes(header[1])))], told.Body);
    }

    public override string ToString() => IsRefusal
        ? $"{Status}"
        : JsonSerializer.Serialize(new { Method, Target, Headers = Headers.Select(header => $"{header.Name}: {header.Value}"), Body });

    /// <summary>Kestrel takes what is in headers for UTF-8.</summary>
    private static string Bytes(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    private sealed record Told(string Method, string Target, string[][] Headers, string Body);
}
