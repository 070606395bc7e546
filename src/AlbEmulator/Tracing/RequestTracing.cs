using AlbEmulator.Requests;

namespace AlbEmulator.Tracing;

/// <summary>
/// Decides X-Amzn-Trace-Id once, before the rules: the header that is sent on and the field of the log are this one.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html"/>
/// </summary>
internal sealed class RequestTracing(RequestDelegate next, TraceIds ids)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = AlbRequest.Of(context);
        request.TraceId = TraceHeader.Decide(
            context.Request.Headers[TraceHeader.Name],
            request.HeadBytes - request.RequestLineBytes,
            EpochSeconds(request.CreationTime),
            ids);
        return next(context);
    }

    private static long EpochSeconds(DateTime time) => (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;
}
