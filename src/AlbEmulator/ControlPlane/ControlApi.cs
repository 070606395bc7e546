using AlbEmulator.AccessLogs;
using AlbEmulator.ControlPlane.Query;
using AlbEmulator.Journal;
using AlbEmulator.LogDelivery;
using AlbEmulator.Metrics;
using AlbEmulator.Snapshots;

namespace AlbEmulator.ControlPlane;

/// <summary>What the emulator itself answers on its control port.</summary>
internal static class ControlApi
{
    public static void MapControlApi(this IEndpointRouteBuilder routes, string version)
    {
        routes.MapGet(
            "/health",
            (IHostApplicationLifetime life, CurrentSnapshot snapshot, AccessLogFile log, LogDeliveries deliveries, RequestJournal journal) =>
                life.ApplicationStarted.IsCancellationRequested
                    ? HealthApi.Answer(version, snapshot.Value, log, deliveries, journal)
                    : HealthApi.NotYet(version));
        routes.MapGet("/target-health", TargetHealthApi.Answer);
        routes.MapGet("/metrics", (MetricTable metrics) => Results.Bytes(PrometheusText.Of(metrics), PrometheusText.ContentType));
        routes.MapPost("/explain", ExplainApi.AnswerAsync);
        routes.MapRequestsApi();
        routes.MapPost("/", (QueryApi api, HttpContext http) => api.AnswerAsync(http));
        routes.MapGet("/", (QueryApi api, HttpContext http) => http.Request.QueryString.HasValue
            ? api.AnswerAsync(http)
            : Task.FromResult(Results.NotFound()));
    }
}
