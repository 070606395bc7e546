using System.Text.Json.Serialization;
using AlbEmulator.AccessLogs;
using AlbEmulator.Descriptors;
using AlbEmulator.Journal;
using AlbEmulator.LogDelivery;
using AlbEmulator.Snapshots;
using AlbEmulator.Stores;

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
        SharedStore? store,
        long inEffect)
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
            Store = store is null ? null : new HealthStore(store.Name, store.IsConnected, store.Problem, store.Revision, inEffect, store.Nodes),
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
        public HealthStore? Store { get; init; }
    }

    /// <summary>How a node stands with the store that it shares.</summary>
    internal sealed record HealthStore(
        string Address, bool IsConnected, string? Problem, long Revision, long RevisionInEffect, IReadOnlyList<StoreNode> Nodes);

    internal sealed record HealthAccessLog(long LinesWritten, long LinesWaiting, long LinesLost);

    internal sealed record HealthJournal(int Size, long Requests);

    internal sealed record HealthDescriptors(
        int? Limit, bool ClientsAreRefused, long RefusedClients, long RefusedToTargets, long RefusedToControlPort);
}
