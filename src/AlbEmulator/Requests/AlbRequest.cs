using AlbEmulator.Listeners;
using AlbEmulator.Rules;
using AlbEmulator.Snapshots;
using AlbEmulator.Stickiness;
using AlbEmulator.TargetGroups;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Requests;

/// <summary>
/// The note pad of one request: every step reads what the steps before it found and writes what it decided, and the
/// access log writes down what stands here in the end.
/// </summary>
internal sealed class AlbRequest(ClientConnection connection)
{
    /// <summary>Kestrel's name for a Content-Length that stood beside a Transfer-Encoding.</summary>
    public const string OverruledContentLength = "X-Content-Length";

    private long _receivedBefore;
    private long _sentBefore;
    private bool _isChunked;

    public ClientConnection Connection => connection;

    public HttpContext Context { get; private set; } = null!;

    /// <summary>The listener as the request's one snapshot has it.</summary>
    public ListenerSnapshot Listener { get; set; } = null!;

    /// <summary>When the first byte of the request was read. UTC.</summary>
    public DateTime CreationTime { get; private set; }

    /// <summary>Timestamps of the four moments between which the log's three times lie; 0 before they come.</summary>
    public long CreatedAt { get; private set; }

    /// <inheritdoc cref="CreatedAt"/>
    public long SentToTargetAt { get; set; }

    /// <inheritdoc cref="CreatedAt"/>
    public long TargetAnsweredAt { get; set; }

    /// <summary>Bytes of the request line and headers.</summary>
    public long HeadBytes { get; private set; }

    /// <summary>What the rules look at.</summary>
    public RuleSubject Subject { get; } = new() { SourceIp = connection.ClientIpAddress };

    /// <summary>The client's Host, or the load balancer's DNS name where it sent none.</summary>
    public RequestHost Host { get; set; }

    /// <summary>X-Amzn-Trace-Id as it is sent on; null where none was decided.</summary>
    public string? TraceId { get; set; }

    /// <summary>The rule that took the request.</summary>
    public CompiledRule? Rule { get; set; }

    public TargetGroupSnapshot? TargetGroup { get; set; }

    /// <summary>The target that was chosen.</summary>
    public RegisteredTarget? Target { get; set; }

    public int? TargetStatusCode { get; set; }

    /// <summary>
    /// The status of the load balancer's own answer, or of a client that did not wait for any; null where the target's is
    /// passed on.
    /// </summary>
    public int? StatusCode { get; set; }

    /// <summary>Comma list for the log.</summary>
    public string? ActionsExecuted { get; set; }

    /// <summary>Set-Cookie lines that the load balancer adds to the target's response.</summary>
    public StringValues AddedCookies { get; set; }

    /// <summary>What the client's cookies say of its application's sessions.</summary>
    public ApplicationSessions Sessions { get; set; }

    /// <summary>Location of a redirect action, for the log.</summary>
    public string? RedirectUrl { get; set; }

    /// <summary>A code of AWS's list, for the log.</summary>
    public string? ErrorReason { get; set; }

    /// <summary>Path and query as a transform made them; null where none did.</summary>
    public string? TransformedUri { get; set; }

    /// <summary>Host as a transform made it; null where none did.</summary>
    public string? TransformedHost { get; set; }

    /// <summary>What became of the transforms, for the log; null where none matched.</summary>
    public string? TransformStatus { get; set; }

    /// <summary>Whether the connection became a WebSocket.</summary>
    public bool IsUpgraded { get; set; }

    public long ReceivedBytes => connection.Reader.BytesConsumed - _receivedBefore;

    public long SentBytes => connection.Writer.BytesWritten - _sentBefore;

    /// <summary>Whether all of the client's body has come.</summary>
    public bool IsBodyRead => _isChunked
        ? IsChunkedBodyRead
        : ReceivedBytes - HeadBytes >= (Context.Request.ContentLength ?? 0);

    /// <summary>Whether the end of a body of unknown length was read.</summary>
    public bool IsChunkedBodyRead { get; set; }

    /// <summary>Bytes of the request line with its end.</summary>
    public int RequestLineBytes =>
        Context.Request.Method.Length + 1 + Subject.Uri.Length + 1 + Context.Request.Protocol.Length + 2;

    /// <summary>Whether the client may send another request on its connection.</summary>
    public bool IsKeptAlive { get; private set; }

    public static AlbRequest Of(HttpContext context) => context.Features.GetRequiredFeature<AlbRequest>();

    /// <summary>Takes up a new request on the connection.</summary>
    public void Begin(HttpContext context)
    {
        Context = context;
        CreatedAt = connection.HeadTimestamp;
        CreationTime = connection.HeadTime;
        SentToTargetAt = TargetAnsweredAt = 0;
        HeadBytes = ReceivedBytes;
        TraceId = ActionsExecuted = RedirectUrl = ErrorReason = null;
        TransformedUri = TransformedHost = TransformStatus = null;
        AddedCookies = default;
        Sessions = default;
        Rule = null;
        TargetGroup = null;
        Target = null;
        TargetStatusCode = StatusCode = null;
        IsUpgraded = false;
        _isChunked = context.Request.Headers.TransferEncoding.Count > 0;
        IsKeptAlive = KeepAlive(context.Request)
            && !(_isChunked && context.Request.Headers.ContainsKey(OverruledContentLength));
        IsChunkedBodyRead = false;
        if (_isChunked)
        {
            context.Request.Body = new ChunkedBody(context.Request.Body, this);
        }

        connection.Phase = ConnectionPhase.Request;
        connection.TimedOut = false;
        connection.HeadTimestamp = 0;
    }

    /// <summary>The answer is complete: what comes next on the connection is another request.</summary>
    public void End()
    {
        var isBodyRead = IsBodyRead;
        if (!isBodyRead)
        {
            connection.DrainedRequest = Context.TraceIdentifier;
            connection.DrainEnd = _isChunked ? 0 : _receivedBefore + HeadBytes + Context.Request.ContentLength ?? 0;
        }

        connection.Writer.EndResponse();
        connection.EscapedFrom = null;
        connection.LastActivity = connection.Time.GetTimestamp();
        _receivedBefore = connection.Reader.BytesConsumed;
        _sentBefore = connection.Writer.BytesWritten;
        // Last: from here on the sweep looks at the connection, and must not see when the request came for its end.
        connection.Phase = isBodyRead ? ConnectionPhase.Head : ConnectionPhase.Drain;
    }

    /// <summary>The rest of the body before has been read over: the next request begins here.</summary>
    public void BeginsAt(long position) => _receivedBefore = position;

    private static bool KeepAlive(HttpRequest request)
    {
        var connection = request.Headers.Connection;
        return HttpProtocol.IsHttp10(request.Protocol)
            ? ConnectionHeader.Has(connection, "keep-alive")
            : connection.Count == 0 || !ConnectionHeader.Has(connection, "close");
    }
}
