using AlbEmulator.FrontEndConnections;
using AlbEmulator.Journal;
using AlbEmulator.Metrics;
using AlbEmulator.Requests;

namespace AlbEmulator.AccessLogs;

/// <summary>
/// Takes up the note pad of a request and writes it down when the last byte of the answer is on its way: one line for
/// every request that came to a listener.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html"/>
/// </summary>
internal sealed class AccessLogging(RequestDelegate next, EndedRequests ended)
{
    private readonly Func<object, Task> _complete = state =>
    {
        var request = (AlbRequest)state;
        RequestMetrics.Count(request);
        Write(ended, request);
        request.End();
        return Task.CompletedTask;
    };

    public Task InvokeAsync(HttpContext context)
    {
        var connection = ClientConnection.Of(context.Features)!;
        var request = connection.Begin(context);
        if (ended.AreJournaled)
        {
            request.HeaderNotes = request.Exchange is Http1Exchange http1
                ? HeaderNotes.Borrow(http1.HeadAsItCame)
                : HeaderNotes.Borrow(context.Request.Headers);
        }

        context.Response.OnCompleted(_complete, request);
        return next(context);
    }

    private static void Write(EndedRequests ended, AlbRequest request)
    {
        var note = JournalNote.Of(request);
        if (!request.Exchange.IsSent)
        {
            WriteWhenSent(ended, request, ended.AreWanted ? Entry(request) : null, note, request.ReceivedBytes);
            return;
        }

        RequestMetrics.CountBytes(request, request.ReceivedBytes, request.SentBytes);
        if (ended.AreWanted)
        {
            ended.Tell(Entry(request), note);
        }
    }

    /// <summary>Only what is counted on the way to the client is looked at again: the rest belongs to another request by then.</summary>
    private static void WriteWhenSent(
        EndedRequests ended, AlbRequest request, AccessLogEntry? entry, JournalNote? note, long received)
    {
        var exchange = request.Exchange;
        exchange.WhenSent(() =>
        {
            RequestMetrics.CountBytes(request, received, exchange.SentBytes);
            if (entry is { } told)
            {
                ended.Tell(
                    told with
                    {
                        SentBytes = exchange.SentBytes,
                        ResponseProcessingTime = ResponseProcessingTime(request),
                    },
                    note);
            }
        });
    }

    private static string Type(AlbRequest request) => request switch
    {
        { IsUpgraded: true, Connection.IsTls: true } => "wss",
        { IsUpgraded: true } => "ws",
        { IsGrpc: true } => "grpcs",
        { Exchange: Http2Exchange } => "h2",
        _ => request.Connection.Scheme,
    };

    /// <summary>An interim answer may have gone out before the target's.</summary>
    private static TimeSpan? ResponseProcessingTime(AlbRequest request)
    {
        var sent = request.Exchange.ResponseTimestamp;
        return request.SentToTargetAt != 0 && request.TargetAnsweredAt != 0 && HasResponse(request) && sent != 0
            ? request.Connection.Time.GetElapsedTime(request.TargetAnsweredAt, Math.Max(request.TargetAnsweredAt, sent))
            : null;
    }

    private static AccessLogEntry Entry(AlbRequest request)
    {
        var connection = request.Connection;
        var time = connection.Time;
        var isRead = request.Exchange.IsRead;
        // An ALB was seen to say nothing of TLS where it refuses a request before its rules.
        var tls = request.Exchange.Rejection is null ? connection.Tls : null;
        var isForwarded = request.SentToTargetAt != 0;
        var isAnswered = isForwarded && request.TargetAnsweredAt != 0;
        return new AccessLogEntry
        {
            Type = Type(request),
            Time = time.GetUtcNow().UtcDateTime,
            LoadBalancer = request.Listener.LoadBalancerId,
            Client = connection.ClientAddress,
            Target = request.Target is { Address.EndPoint: not null } target ? target.Name : null,
            RequestProcessingTime = isForwarded ? time.GetElapsedTime(request.CreatedAt, request.SentToTargetAt) : null,
            TargetProcessingTime = isAnswered ? time.GetElapsedTime(request.SentToTargetAt, request.TargetAnsweredAt) : null,
            ResponseProcessingTime = ResponseProcessingTime(request),
            ElbStatusCode = request.StatusCode ?? request.Context.Response.StatusCode,
            TargetStatusCode = request.TargetStatusCode,
            ReceivedBytes = request.ReceivedBytes,
            SentBytes = request.SentBytes,
            Method = isRead ? request.Context.Request.Method : null,
            Scheme = connection.Scheme,
            Host = request.Subject.Host.Name,
            Port = request.Listener.Port,
            Uri = isRead ? request.Subject.Uri : null,
            Version = !isRead ? null
                : request.Exchange is Http2Exchange ? "HTTP/2.0"
                : request.Exchange.WrittenVersion ?? request.Context.Request.Protocol,
            UserAgent = request.Context.Request.Headers.UserAgent is [{ } agent, ..] ? agent : null,
            SslCipher = tls?.Cipher,
            SslProtocol = tls?.Protocol,
            TargetGroupArn = request.TargetGroup?.TargetGroup.Arn ?? request.AskedGroupArn,
            TraceId = request.TraceId,
            DomainName = tls?.DomainName,
            ChosenCertificateArn = tls?.CertificateArn,
            MatchedRulePriority = request.RulePriority ?? request.Rule?.Priority,
            RequestCreationTime = request.CreationTime,
            ActionsExecuted = request.ActionsExecuted,
            RedirectUrl = request.RedirectUrl,
            ErrorReason = request.ErrorReason,
            Classification = request.Exchange.Classification.TierName,
            ClassificationReason = request.Exchange.Classification.ReasonName,
            TransformedHost = request.TransformedHost,
            TransformedUri = request.TransformedUri,
            RequestTransformStatus = request.TransformStatus,
            ConnectionTraceId = connection.TraceId,
            NodeAddress = connection.NodeAddress,
            Failure = request.Failure,
        };
    }

    /// <summary>Of a function that failed all three times are measured; of any other target only those before.</summary>
    private static bool HasResponse(AlbRequest request) =>
        request.TargetStatusCode is not null || request.Target is { Address.EndPoint: null };
}
