using AlbEmulator.Listeners;
using AlbEmulator.Requests;
using Microsoft.AspNetCore.Http.Features;

namespace AlbEmulator.AccessLogs;

/// <summary>
/// Takes up the note pad of a request and writes it down when the last byte of the answer is on its way: one line for
/// every request that came to a listener.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html"/>
/// </summary>
internal sealed class AccessLogging(RequestDelegate next, AccessLogFile log)
{
    private readonly Func<object, Task> _complete = state =>
    {
        var request = (AlbRequest)state;
        if (log.IsEnabled)
        {
            log.Append(Entry(request));
        }

        request.End();
        return Task.CompletedTask;
    };

    public Task InvokeAsync(HttpContext context)
    {
        var connection = context.Features.GetRequiredFeature<ClientConnection>();
        connection.Request.Begin(context);
        context.Features.Set(connection.Request);
        context.Response.OnCompleted(_complete, connection.Request);
        return next(context);
    }

    private static AccessLogEntry Entry(AlbRequest request)
    {
        var connection = request.Connection;
        var time = connection.Time;
        var isForwarded = request.SentToTargetAt != 0;
        var isAnswered = isForwarded && request.TargetAnsweredAt != 0;
        return new AccessLogEntry
        {
            Type = request.IsUpgraded ? "ws" : "http",
            Time = time.GetUtcNow().UtcDateTime,
            LoadBalancer = request.Listener.LoadBalancerId,
            Client = connection.ClientAddress,
            Target = request.Target is { Address.EndPoint: not null } target ? target.Name : null,
            RequestProcessingTime = isForwarded ? time.GetElapsedTime(request.CreatedAt, request.SentToTargetAt) : null,
            TargetProcessingTime = isAnswered ? time.GetElapsedTime(request.SentToTargetAt, request.TargetAnsweredAt) : null,
            ResponseProcessingTime = isAnswered && HasResponse(request) && connection.Writer.ResponseTimestamp != 0
                ? time.GetElapsedTime(request.TargetAnsweredAt, connection.Writer.ResponseTimestamp)
                : null,
            ElbStatusCode = request.StatusCode ?? request.Context.Response.StatusCode,
            TargetStatusCode = request.TargetStatusCode,
            ReceivedBytes = request.ReceivedBytes,
            SentBytes = request.SentBytes,
            Method = request.Context.Request.Method,
            Scheme = "http",
            Host = request.Host.Name,
            Port = request.Listener.Port,
            Uri = request.Subject.Uri,
            Version = request.Context.Request.Protocol,
            UserAgent = request.Context.Request.Headers.UserAgent is [{ } agent, ..] ? agent : null,
            TargetGroupArn = request.TargetGroup?.TargetGroup.Arn,
            TraceId = request.TraceId,
            MatchedRulePriority = request.Rule?.Priority,
            RequestCreationTime = request.CreationTime,
            ActionsExecuted = request.ActionsExecuted,
            RedirectUrl = request.RedirectUrl,
            ErrorReason = request.ErrorReason,
            TransformedHost = request.TransformedHost,
            TransformedUri = request.TransformedUri,
            RequestTransformStatus = request.TransformStatus,
            ConnectionTraceId = connection.TraceId,
            NodeAddress = connection.NodeAddress,
        };
    }

    /// <summary>Of a function that failed all three times are measured; of any other target only those before.</summary>
    private static bool HasResponse(AlbRequest request) =>
        request.TargetStatusCode is not null || request.Target is { Address.EndPoint: null };
}
