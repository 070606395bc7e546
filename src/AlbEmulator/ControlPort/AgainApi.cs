using System.Text.Json;
using AlbEmulator.Journal;
using AlbEmulator.Model;
using AlbEmulator.Outside;
using AlbEmulator.Snapshots;

namespace AlbEmulator.ControlPort;

/// <summary>
/// <c>POST /requests/again</c>: sends a request of the journal once more to the listener that took it, and tells the status that
/// came back. The new request is in the journal as any other.
/// </summary>
internal static class AgainApi
{
    public const string Path = "/requests/again";

    private const string Name = "number";
    private const string TraceId = "traceId";
    private const string Example = """{"number":1}""";

    /// <summary>Bytes of a body at most: a trace id may be as long as the headers of a request.</summary>
    private const int LongestBody = 128 * 1024;

    /// <summary>Until the whole answer is there.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<IResult> AnswerAsync(HttpContext http)
    {
        var (body, tooLong) = await ControlBody.ReadAsync(http.Request, LongestBody);
        if (tooLong is not null)
        {
            return tooLong;
        }

        var (asked, problem) = ControlBody.Parse(body, Example, Read);
        if (asked is null)
        {
            return ControlRefusal.Of(StatusCodes.Status400BadRequest, problem!);
        }

        var journal = http.Of<RequestJournal>();
        if (journal.Entries().FirstOrDefault(asked.IsOf) is not { } entry)
        {
            return ControlRefusal.Of(
                StatusCodes.Status404NotFound, $"there is no request {asked.Number}{(asked.TraceId is null ? "" : " of that trace id")} among the {journal.Kept} that are kept");
        }

        var listener = http.Of<CurrentSnapshot>().Value.Listeners
            .FirstOrDefault(one => one.LoadBalancerId == entry.Line.LoadBalancer && one.Port == entry.Line.Port);
        var (request, obstacle) = listener is null ? (null, "its listener is not there any more")
            : listener.Listener.MutualAuthentication.Mode == MutualAuthenticationMode.Verify ? (null, "its listener asks clients for a certificate: send it with curl")
            : RepeatedRequest.Of(entry);
        if (request is null)
        {
            return ControlRefusal.Of(StatusCodes.Status409Conflict, $"request {entry.Number} cannot be sent again: {obstacle}");
        }

        using (request)
        {
            return await SendAsync(http, listener!, request);
        }
    }

    private static async Task<IResult> SendAsync(HttpContext http, ListenerSnapshot listener, RepeatedRequest request)
    {
        try
        {
            return Results.Json(new Answered(await Deadline.WithinAsync(
                ended => request.SendAsync(listener.EndPoints.First(), ended), Patience, http.Of<TimeProvider>(), http.RequestAborted)), ControlJson.Default.Answered);
        }
        catch (TimeoutException exception)
        {
            return ControlRefusal.Of(StatusCodes.Status504GatewayTimeout, $"it was sent, and {exception.Message}");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return ControlRefusal.Of(StatusCodes.Status502BadGateway, $"it was sent, and no whole answer came: {Innermost(exception)}");
        }
    }

    private static string Innermost(Exception exception) => exception.GetBaseException().Message;

    private static (Asked?, string?) Read(JsonElement written)
    {
        List<string> problems = [];
        var properties = new WrittenProperties(problems, "");
        properties.Read(written, "the body", [Name, TraceId]);
        var traceId = properties.Text(TraceId, static _ => null);
        var number = properties.Number(
            Name, static number => number is >= 1 and <= long.MaxValue && decimal.IsInteger(number), "takes the number of a request");
        if (number is null && problems.Count == 0)
        {
            properties.Tell($"{Name} must be given, in an object such as {Example}");
        }

        return problems.Count == 0 ? (new Asked((long)number!, traceId), null) : (null, string.Join("; ", problems));
    }

    /// <param name="Number">Of the request in this run.</param>
    /// <param name="TraceId">That it must have: numbers begin anew with each run. Null for any.</param>
    private sealed record Asked(long Number, string? TraceId)
    {
        public bool IsOf(JournalEntry entry) => entry.Number == Number && (TraceId is null || TraceId == entry.Line.TraceId);
    }

    /// <param name="Status">What the listener answered.</param>
    internal sealed record Answered(int Status);
}
