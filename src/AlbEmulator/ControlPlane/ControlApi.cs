using System.Net;
using AlbEmulator.AccessLogs;
using AlbEmulator.LogDelivery;
using AlbEmulator.Metrics;
using AlbEmulator.Model;
using AlbEmulator.Snapshots;

namespace AlbEmulator.ControlPlane;

/// <summary>What the emulator itself answers on its control port.</summary>
internal static class ControlApi
{
    public static void MapControlApi(this IEndpointRouteBuilder routes, string version)
    {
        routes.MapGet("/health", (CurrentSnapshot snapshot, AccessLogFile log, LogDeliveries deliveries) => Results.Json(new Health(
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
            deliveries.State)));
        routes.MapGet("/target-health", TargetHealthApi.Answer);
        routes.MapGet("/metrics", (MetricTable metrics) => Results.Bytes(PrometheusText.Of(metrics), PrometheusText.ContentType));
        routes.MapPost("/explain", ExplainApi.AnswerAsync);
    }

    private sealed record Health(
        string Status,
        string Version,
        DateTimeOffset LoadedAt,
        IReadOnlyList<HealthListener> Listeners,
        HealthAccessLog AccessLog,
        DeliveryState LogDelivery);

    private sealed record HealthListener(string LoadBalancer, string Url, string Arn);

    private sealed record HealthAccessLog(long LinesWritten, long LinesWaiting, long LinesLost);
}
