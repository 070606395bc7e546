using AlbEmulator.AccessLogs;
using AlbEmulator.Descriptors;
using AlbEmulator.Journal;
using AlbEmulator.LogDelivery;
using AlbEmulator.Model;
using AlbEmulator.Snapshots;

namespace AlbEmulator.ControlPort;

/// <summary><c>GET /health</c>: that the emulator runs, what it listens on, and how it stands with what it writes down.</summary>
internal static class HealthApi
{
    public const string Path = "/health";

    /// <summary>The control port is bound before the listeners are.</summary>
    public static IResult NotYet(string version) =>
        Results.Json(new { Status = "starting", Version = version }, statusCode: StatusCodes.Status503ServiceUnavailable);

    public static IResult Answer(
        string version,
        Snapshot snapshot,
        AccessLogFile log,
        LogDeliveries deliveries,
        RequestJournal journal,
        ProcessDescriptors descriptors) =>
        Results.Json(new Health(
            "healthy",
            version,
            snapshot.LoadedAt,
            [.. from listener in snapshot.Listeners
                orderby listener.Listener.BindPort
                from endPoint in listener.EndPoints
                select new HealthListener(
                    listener.LoadBalancer.Name,
                    $"{listener.Listener.Protocol.Scheme()}://{endPoint}/",
                    listener.Listener.Arn)],
            new HealthAccessLog(log.LinesWritten, log.LinesWaiting, log.LinesLost),
            deliveries.State,
            new HealthJournal(journal.Size, journal.Kept),
            new HealthDescriptors(
                descriptors.Limit == int.MaxValue ? null : descriptors.Limit,
                descriptors.AreClientsRefused,
                descriptors.Clients.Refused,
                descriptors.Targets.Refused,
                descriptors.Control.Refused)));

    private sealed record Health(
        string Status,
        string Version,
        DateTimeOffset LoadedAt,
        IReadOnlyList<HealthListener> Listeners,
        HealthAccessLog AccessLog,
        DeliveryState LogDelivery,
        HealthJournal Journal,
        HealthDescriptors Descriptors);

    private sealed record HealthListener(string LoadBalancer, string Url, string Arn);

    private sealed record HealthAccessLog(long LinesWritten, long LinesWaiting, long LinesLost);

    private sealed record HealthJournal(int Size, long Requests);

    private sealed record HealthDescriptors(
        int? Limit, bool ClientsAreRefused, long RefusedClients, long RefusedToTargets, long RefusedToControlPort);
}
