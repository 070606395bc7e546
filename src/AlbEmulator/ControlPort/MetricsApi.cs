using AlbEmulator.Metrics;

namespace AlbEmulator.ControlPort;

/// <summary><c>GET /metrics</c>: what Prometheus reads, on its way while it is written.</summary>
internal sealed class MetricsApi : IResult
{
    public static MetricsApi Answer { get; } = new();

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = PrometheusText.ContentType;
        return new PrometheusText(httpContext.Response.BodyWriter)
            .WriteAsync(httpContext.Of<MetricTable>(), httpContext.RequestAborted);
    }
}
