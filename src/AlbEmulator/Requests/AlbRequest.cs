using AlbEmulator.Listeners;
using AlbEmulator.Model;
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
internal sealed class AlbRequest(ClientConnection connection, Exchange exchange)
{
    private bool _isLast;

    public ClientConnection Connection => connection;

    /// <summary>The request and its answer on the wire.</summary>
    public Exchange Exchange => exchange;

    public HttpContext Context { get; private set; } = null!;

    /// <summary>The listener as the request's one snapshot has it.</summary>
    public ListenerSnapshot Listener { get; set; } = null!;

    /// <summary>When the first byte of the request was read. UTC.</summary>
    public DateTime CreationTime => exchange.CreationTime;

    /// <summary>Timestamps of the four moments between which the log's three times lie; 0 before they come.</summary>
    public long CreatedAt => exchange.CreatedAt;

    /// <inheritdoc cref="CreatedAt"/>
    public long SentToTargetAt { get; set; }

    /// <inheritdoc cref="CreatedAt"/>
    public long TargetAnsweredAt { get; set; }

    /// <summary>Bytes of the request line and headers.</summary>
    public long HeadBytes => exchange.HeadBytes;

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

    /// <summary>Where headers are noted; null where nobody keeps them.</summary>
    public HeaderNotes? HeaderNotes { get; set; }

    /// <summary>Whether the connection became a WebSocket.</summary>
    public bool IsUpgraded { get; set; }

    /// <summary>Whether it went, over HTTP/2, to a target group that speaks gRPC.</summary>
    public bool IsGrpc =>
        exchange is Http2Exchange && TargetGroup is { TargetGroup.ProtocolVersion: ProtocolVersion.Grpc };

    public long ReceivedBytes => exchange.ReceivedBytes;

    public long SentBytes => exchange.SentBytes;

    /// <summary>Whether all of the client's body has come.</summary>
    public bool IsBodyRead => exchange.IsBodyRead;

    /// <summary>Bytes of the request line with its end.</summary>
    public int RequestLineBytes =>
        Context.Request.Method.Length + 1 + Subject.Uri.Length + 1 + Context.Request.Protocol.Length + 2;

    /// <summary>Whether the client may send another request on its connection.</summary>
    public bool IsKeptAlive => exchange.IsKeptAlive && !_isLast;

    public static AlbRequest Of(HttpContext context) => context.Features.GetRequiredFeature<AlbRequest>();

    /// <summary>Takes up a new request.</summary>
    public void Begin(HttpContext context)
    {
        Context = context;
        SentToTargetAt = TargetAnsweredAt = 0;
        TraceId = ActionsExecuted = RedirectUrl = ErrorReason = null;
        TransformedUri = TransformedHost = TransformStatus = null;
        AddedCookies = default;
        Sessions = default;
        Rule = null;
        TargetGroup = null;
        Target = null;
        TargetStatusCode = StatusCode = null;
        IsUpgraded = false;
        exchange.Begin(context);
        _isLast = connection.IsLast(exchange.CreatedAt);
    }

    /// <summary>The answer is complete.</summary>
    public void End() => exchange.End();
}
