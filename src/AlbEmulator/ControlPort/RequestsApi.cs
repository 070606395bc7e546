using AlbEmulator.Journal;
using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.Snapshots;
using Microsoft.AspNetCore.Http.Features;

namespace AlbEmulator.ControlPort;

/// <summary><c>/requests</c>: what happened to the last requests, to be looked at, followed, and waited for.</summary>
internal static class RequestsApi
{
    /// <summary>Bytes that are posted at most: a trace id may be as long as the headers of a request.</summary>
    private const int LongestBody = 128 * 1024;

    public static void MapRequestsApi(this IEndpointRouteBuilder routes)
    {
        routes.Answer("GET", "/requests", IfKept(Find));
        routes.Answer("GET", "/requests/{**traceId}", IfKept(FindByTraceId));
        routes.Answer("DELETE", "/requests", IfKept(Empty));
        routes.Answer("GET", "/requests/stream", IfKept(Follow));
        routes.Answer("POST", "/requests/wait", IfKept(WaitAsync));
        routes.Answer("POST", AgainApi.Path, IfKept(AgainApi.AnswerAsync));
    }

    private static Func<HttpContext, Task<IResult>> IfKept(Func<HttpContext, Task<IResult>> answer) => http =>
        http.Of<RequestJournal>().IsOn
            ? answer(http)
            : Task.FromResult(ControlRefusal.Of(
                StatusCodes.Status404NotFound, "no requests are kept: the setting Alb:JournalSize is 0"));

    private static Func<HttpContext, Task<IResult>> IfKept(Func<HttpContext, IResult> answer) =>
        IfKept(http => Task.FromResult(answer(http)));

    private static IResult Find(HttpContext http)
    {
        var journal = http.Of<RequestJournal>();
        var (question, problem) = Reader(http, isWait: false).Read(http.Request.Query);
        return question is null
            ? ControlRefusal.Of(StatusCodes.Status400BadRequest, problem!)
            : new JournalAnswer(StatusCodes.Status200OK, question.Newest(journal.Entries()));
    }

    private static RequestsQuestionReader Reader(HttpContext http, bool isWait) =>
        new(http.Of<CurrentSnapshot>().Value, http.Of<RequestJournal>(), isWait);

    private static IResult FindByTraceId(HttpContext http)
    {
        var journal = http.Of<RequestJournal>();
        // As it was written: the route leaves its own separator escaped.
        var path = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0];
        var traceId = Uri.UnescapeDataString(path[(path.IndexOf("requests/", StringComparison.Ordinal) + "requests/".Length)..]);
        if (traceId is "wait" or "again")
        {
            return ControlPaths.ByPost(http);
        }

        var question = new RequestsQuestion { Filter = new JournalFilter { TraceId = ByteText.ToBytes(traceId) } };
        JournalEntry[] found = [.. question.Newest(journal.Entries())];
        return found.Length > 0
            ? new JournalAnswer(StatusCodes.Status200OK, found)
            : ControlRefusal.Of(
                StatusCodes.Status404NotFound,
                $"of the last {journal.Kept} requests none has the trace id {Quoted.Text(traceId)}");
    }

    private static IResult Empty(HttpContext http)
    {
        http.Of<RequestJournal>().Empty();
        return Results.NoContent();
    }

    private static IResult Follow(HttpContext http)
    {
        var (question, problem) = Reader(http, isWait: false).Read(http.Request.Query);
        return question is null
            ? ControlRefusal.Of(StatusCodes.Status400BadRequest, problem!)
            : new JournalStream(
                http.Of<RequestJournal>(),
                question,
                http.Of<Followers>(),
                http.Of<TimeProvider>(),
                http.Of<ILogger<JournalStream>>(),
                http.Of<IHostApplicationLifetime>().ApplicationStopping);
    }

    private static async Task<IResult> WaitAsync(HttpContext http)
    {
        var (body, tooLong) = await ControlBody.ReadAsync(http.Request, LongestBody);
        if (tooLong is not null)
        {
            return tooLong;
        }

        var (question, problem) = Reader(http, isWait: true).Read(body);
        return question is null
            ? ControlRefusal.Of(StatusCodes.Status400BadRequest, problem!)
            : await new JournalWait(http.Of<RequestJournal>(), question, http.Of<Followers>(), http.Of<TimeProvider>())
                .AnswerAsync(http.RequestAborted, http.Of<IHostApplicationLifetime>().ApplicationStopping);
    }
}
