using AlbEmulator.Forwarding.Lambda;
using AlbEmulator.Journal;
using AlbEmulator.Model;
using AlbEmulator.Snapshots;

namespace AlbEmulator.ControlPlane;

/// <summary><c>/requests</c>: what happened to the last requests, to be looked at, followed, and waited for.</summary>
internal static class RequestsApi
{
    /// <summary>Bytes that are posted at most: a trace id may be as long as the headers of a request.</summary>
    private const int LongestBody = 128 * 1024;

    public static void MapRequestsApi(this IEndpointRouteBuilder routes)
    {
        var requests = routes.MapGroup("/requests").AddEndpointFilter((context, next) =>
            context.HttpContext.RequestServices.GetRequiredService<RequestJournal>().IsOn
                ? next(context)
                : ValueTask.FromResult<object?>(ControlRefusal.Of(
                    StatusCodes.Status404NotFound, "no requests are kept: the setting Alb:JournalSize is 0")));
        requests.MapGet("", Find);
        requests.MapGet("/{**traceId}", FindByTraceId);
        requests.MapDelete("", Empty);
        requests.MapGet("/stream", Follow);
        requests.MapPost("/wait", WaitAsync);
    }

    private static IResult Find(HttpRequest http, RequestJournal journal, CurrentSnapshot current)
    {
        var (question, problem) = new RequestsQuestionReader(current.Value, journal, isWait: false).Read(http.Query);
        return question is null
            ? ControlRefusal.Of(StatusCodes.Status400BadRequest, problem!)
            : new JournalAnswer(StatusCodes.Status200OK, question.Newest(journal.Entries()));
    }

    private static IResult FindByTraceId(string traceId, RequestJournal journal)
    {
        var question = new RequestsQuestion { Filter = new JournalFilter { TraceId = LambdaText.ToBytes(traceId) } };
        JournalEntry[] found = [.. question.Newest(journal.Entries())];
        return found.Length > 0
            ? new JournalAnswer(StatusCodes.Status200OK, found)
            : ControlRefusal.Of(
                StatusCodes.Status404NotFound,
                $"of the last {journal.Kept} requests none has the trace id {Quoted.Text(traceId)}");
    }

    private static IResult Empty(RequestJournal journal)
    {
        journal.Empty();
        return Results.NoContent();
    }

    private static IResult Follow(
        HttpRequest http,
        RequestJournal journal,
        CurrentSnapshot current,
        TimeProvider time,
        IHostApplicationLifetime lifetime)
    {
        var (question, problem) = new RequestsQuestionReader(current.Value, journal, isWait: false).Read(http.Query);
        return question is null
            ? ControlRefusal.Of(StatusCodes.Status400BadRequest, problem!)
            : new JournalStream(journal, question, time, lifetime.ApplicationStopping);
    }

    private static async Task<IResult> WaitAsync(
        HttpRequest http,
        RequestJournal journal,
        CurrentSnapshot current,
        TimeProvider time,
        IHostApplicationLifetime lifetime)
    {
        if (await ControlBody.ReadAsync(http, LongestBody) is not { } body)
        {
            return ControlRefusal.Of(
                StatusCodes.Status413PayloadTooLarge, $"the body must have at most {LongestBody} bytes");
        }

        var (question, problem) = new RequestsQuestionReader(current.Value, journal, isWait: true).Read(body);
        return question is null
            ? ControlRefusal.Of(StatusCodes.Status400BadRequest, problem!)
            : await new JournalWait(journal, question, time)
                .AnswerAsync(http.HttpContext.RequestAborted, lifetime.ApplicationStopping);
    }
}
