using System.Diagnostics;
using AlbEmulator.Journal;
using AlbEmulator.Listeners;
using AlbEmulator.Metrics;
using AlbEmulator.Requests;
using Microsoft.AspNetCore.Http.Features;

namespace AlbEmulator.AccessLogs;

/// <summary>
/// Requests that Kestrel's parser refuses before any step sees them: Kestrel says so in a diagnostic event, at which
/// the load balancer's answer is put in the place of Kestrel's and the log line is written.
/// </summary>
internal sealed class RejectedRequests : IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private const string EventName = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    private readonly EndedRequests _ended;
    private readonly IDisposable _subscription;

    public RejectedRequests(DiagnosticListener listener, EndedRequests ended)
    {
        _ended = ended;
        _subscription = listener.Subscribe(this, name => name == EventName);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value is { Key: EventName, Value: IFeatureCollection features }
            && ClientConnection.Of(features) is Http1Connection { Phase: not ConnectionPhase.Request } connection
            && !connection.IsAnswered(features.Get<IHttpRequestIdentifierFeature>()?.TraceIdentifier))
        {
            Reject(connection, features);
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => _subscription.Dispose();

    private void Reject(Http1Connection connection, IFeatureCollection features)
    {
        var request = features.Get<IHttpRequestFeature>();
        var error = features.Get<IBadRequestExceptionFeature>()?.Error as BadHttpRequestException;
        var (statusCode, failure) = Rejection.Of(connection, error);
        var userAgent = request?.Headers.UserAgent is [{ } agent, ..] ? agent : null;
        var isParsed = !string.IsNullOrEmpty(request?.Method) && !string.IsNullOrEmpty(request.RawTarget);
        var answer = Answers.Reject(connection, statusCode, failure, userAgent, isParsed && HttpMethods.IsHead(request!.Method));
        var hosts = connection.Listener.Hosts;
        var host = connection.WireLine?.Authority is { } authority ? hosts.Of(authority)
            : request?.Headers.Host is [{ Length: > 0 } named, ..] ? hosts.Of(named)
            : hosts.Unsent;
        var received = isParsed ? connection.Reader.BytesConsumed - connection.Before.Received : 0;
        RequestMetrics.CountRejected(connection, statusCode, received + answer.Length);
        var entry = new AccessLogEntry
        {
            Type = connection.Scheme,
            Time = connection.Time.GetUtcNow().UtcDateTime,
            LoadBalancer = connection.Listener.LoadBalancerId,
            Client = connection.ClientAddress,
            ElbStatusCode = statusCode,
            ReceivedBytes = received,
            SentBytes = answer.Length,
            Method = isParsed ? request!.Method : null,
            Scheme = connection.Scheme,
            Host = host.Name,
            Port = connection.Listener.Port,
            Uri = isParsed ? connection.WireLine?.Uri ?? request!.RawTarget : null,
            Version = isParsed ? connection.WireLine?.Version ?? request!.Protocol : null,
            UserAgent = userAgent,
            RequestCreationTime = connection.HeadTimestamp == 0
                ? connection.Time.GetUtcNow().UtcDateTime
                : connection.HeadTime,
            Classification = connection.Classification.TierName,
            ClassificationReason = connection.Classification.ReasonName,
            ConnectionTraceId = connection.TraceId,
            NodeAddress = connection.NodeAddress,
            Failure = failure,
        };
        _ended.Tell(entry, _ended.AreJournaled ? JournalNote.OfRejected(request?.Headers, answer.Span) : null);
    }
}
