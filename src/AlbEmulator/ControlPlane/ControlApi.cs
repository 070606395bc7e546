using System.Net;
using AlbEmulator.AccessLogs;
using AlbEmulator.Journal;
using AlbEmulator.Model;
using AlbEmulator.Snapshots;

namespace AlbEmulator.ControlPlane;

/// <summary>What the emulator itself answers on its control port.</summary>
internal static class ControlApi
{
    public static void MapControlApi(this IEndpointRouteBuilder routes, string version)
    {
        routes.MapGet("/health", (CurrentSnapshot snapshot, AccessLogFile log, RequestJournal journal) => Results.Json(new Health(
            "healthy",
            version,
            snapshot.Value.LoadedAt,
            [.. from listener in snapshot.Value.Listeners.Values
                orderby listener.Port
                select new HealthListener(
                    listener.LoadBalancer.Name,
                    $"{listener.Listener.Protocol.Scheme()}://{new IPEndPoint(listener.LoadBalancer.BindAddress, listener.Port)}/",
                    listener.Listener.Arn)],
            new HealthAccessLog(log.LinesWritten, log.LinesWaiting, log.LinesLost),
            new HealthJournal(journal.Size, journal.Kept))));
        routes.MapGet("/target-health", TargetHealthApi.Answer);
        routes.MapPost("/explain", ExplainApi.AnswerAsync);
        routes.MapRequestsApi();
    }

    private sealed record Health(
        string Status,
        string Version,
        DateTimeOffset LoadedAt,
        IReadOnlyList<HealthListener> Listeners,
        HealthAccessLog AccessLog,
        HealthJournal Journal);

    private sealed record HealthListener(string LoadBalancer, string Url, string Arn);

    private sealed record HealthAccessLog(long LinesWritten, long LinesWaiting, long LinesLost);

    private sealed record HealthJournal(int Size, long Requests);
}
