using System.Text.Json.Serialization;
using AlbEmulator.AccessLogs;
using AlbEmulator.Descriptors;
using AlbEmulator.Journal;
using AlbEmulator.LogDelivery;
using AlbEmulator.Snapshots;

namespace AlbEmulator.ControlPort;

/// <summary><c>GET /health</c>: that the emulator runs, what it listens on, and how it stands with what it writes down.</summary>
internal static class HealthApi
{
    public const string Path = "/health";

    /// <summary>The control port is bound before the listeners are.</summary>
    public static IResult NotYet(string version) =>
        Results.Json(new Starting("starting", version), ControlJson.Default.Starting, statusCode: StatusCodes.Status503ServiceUnavailable);

    public static IResult Answer(
        string version,
        Snapshot snapshot,
        AccessLogFile log,
        LogDeliveries deliveries,
        RequestJournal journal,
        ProcessDescriptors descriptors,
        ToldStore? store)
    {
        var places = BoundPlaces.Of(snapshot);
        return Results.Json(new EmulatorHealth(
            "healthy",
            version,
            snapshot.LoadedAt,
            places.Listeners,
            places.EchoTargets,
            places.EchoProviders,
            new HealthAccessLog(log.LinesWritten, log.LinesWaiting, log.LinesLost),
            deliveries.State,
            new HealthJournal(journal.Size, journal.Kept),
            new HealthDescriptors(
                descriptors.Limit == int.MaxValue ? null : descriptors.Limit,
                descriptors.AreClientsRefused,
                descriptors.Clients.Refused,
                descriptors.Targets.Refused,
                descriptors.Control.Refused))
        {
            Store = store,
        }, ControlJson.Default.EmulatorHealth);
    }

    internal sealed record Starting(string Status, string Version);

    internal sealed record EmulatorHealth(
        string Status,
        string Version,
        DateTimeOffset LoadedAt,
        IReadOnlyList<BoundPlaces.OfListener> Listeners,
        IReadOnlyList<BoundPlaces.OfEchoTarget> EchoTargets,
        IReadOnlyList<string> EchoProviders,
        HealthAccessLog AccessLog,
        DeliveryState LogDelivery,
        HealthJournal Journal,
        HealthDescriptors Descriptors)
    {
        /// <summary>Of one that several nodes have.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public ToldStore? Store { get; init; }
    }

    internal sealed record HealthAccessLog(long LinesWritten, long LinesWaiting, long LinesLost);

    internal sealed record HealthJournal(int Size, long Requests);

    internal sealed record HealthDescriptors(
        int? Limit, bool ClientsAreRefused, long RefusedClients, long RefusedToTargets, long RefusedToControlPort);
}
