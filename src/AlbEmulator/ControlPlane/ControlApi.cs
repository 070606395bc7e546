using AlbEmulator.AccessLogs;

namespace AlbEmulator.ControlPlane;

/// <summary>What the emulator itself answers on its control port.</summary>
internal static class ControlApi
{
    public static void MapControlApi(this IEndpointRouteBuilder routes, string version) => routes.MapGet(
        "/health",
        (TopologyStore store, AccessLogFile log) => Results.Json(new Health(
            "healthy",
            version,
            store.LoadedAt,
            [.. from loadBalancer in store.Current.LoadBalancers
                from listener in loadBalancer.Listeners
                select new HealthListener(loadBalancer.Name, $"http://{new System.Net.IPEndPoint(loadBalancer.BindAddress, listener.Port)}/", listener.Arn)],
            new HealthAccessLog(log.LinesWritten, log.LinesWaiting, log.LinesLost))));

    private sealed record Health(
        string Status, string Version, DateTimeOffset LoadedAt, IReadOnlyList<HealthListener> Listeners, HealthAccessLog AccessLog);

    private sealed record HealthListener(string LoadBalancer, string Url, string Arn);

    private sealed record HealthAccessLog(long LinesWritten, long LinesWaiting, long LinesLost);
}
