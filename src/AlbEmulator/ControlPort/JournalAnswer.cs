using System.Text.Encodings.Web;
using System.Text.Json;
using AlbEmulator.Journal;

namespace AlbEmulator.ControlPort;

/// <summary>Requests of the journal, written piece by piece: many thousands of them are no reason to hold all of it.</summary>
/// <param name="statusCode">Of the answer.</param>
/// <param name="requests">In the order in which they are told.</param>
/// <param name="error">Why they are not what was wanted; null where they are.</param>
internal sealed class JournalAnswer(int statusCode, IEnumerable<JournalEntry> requests, string? error = null) : IResult
{
    private const int Piece = 32 * 1024;

    private static readonly JsonWriterOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
    };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = statusCode;
        response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(response.BodyWriter, Readable);
        json.WriteStartObject();
        if (error is not null)
        {
            json.WriteString("error", error);
        }

        json.WriteStartArray("requests");
        var flushed = 0L;
        foreach (var entry in requests)
        {
            JournalJson.Write(json, entry);
            if (json.BytesCommitted + json.BytesPending - flushed > Piece)
            {
                await FlushAsync();
                flushed = json.BytesCommitted;
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await FlushAsync();

        async Task FlushAsync()
        {
            await json.FlushAsync(httpContext.RequestAborted);
            await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
        }
    }
}
