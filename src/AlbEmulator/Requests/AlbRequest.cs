using AlbEmulator.Faults;
using AlbEmulator.FrontEndConnections;
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
internal sealed class AlbRequest
{
    /// <summary>What the log has as the priority of a rule where its evaluation failed.</summary>
    public const int FailedPriority = -1;

    /// <summary>
    /// What the log has as the status where the load balancer ended the connection without an answer: 000.
    /// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html"/>
    /// </summary>
    public const int NoStatus = 0;

    private readonly bool _isLast;

    /// <summary>Takes up a request that begins.</summary>
    /// <param name="connection">That brought it.</param>
    /// <param name="exchange">The request and its answer on the wire.</param>
    /// <param name="context">ASP.NET's.</param>
    public AlbRequest(ClientConnection connection, Exchange exchange, HttpContext context)
    {
        Connection = connection;
        Exchange = exchange;
        Context = context;
        Subject = RuleSubject.Borrow(connection.ClientIpAddress);
        exchange.Begin(context);
        _isLast = connection.IsLast(exchange.CreatedAt);
        context.Features.Set(this);
    }

    public ClientConnection Connection { get; }

    /// <summary>The request and its answer on the wire.</summary>
    public Exchange Exchange { get; }

    public HttpContext Context { get; }

    /// <summary>The listener as the request's one snapshot has it.</summary>
    public ListenerSnapshot Listener { get; set; } = null!;

    /// <summary>When the first byte of the request was read. UTC.</summary>
    public DateTime CreationTime => Exchange.CreationTime;

    /// <summary>Timestamps of the four moments between which the log's three times lie; 0 before they come.</summary>
    public long CreatedAt => Exchange.CreatedAt;

    /// <inheritdoc cref="CreatedAt"/>
    public long SentToTargetAt { get; set; }

    /// <inheritdoc cref="CreatedAt"/>
    public long TargetAnsweredAt { get; set; }

    /// <summary>Bytes of the request line and headers.</summary>
    public long HeadBytes => Exchange.HeadBytes;

    /// <summary>What the rules look at. Borrowed: null once the request has ended.</summary>
    public RuleSubject Subject { get; private set; }

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
    public string? ActionsExecuted { get; private set; }

    /// <summary>The action that was done last; null where none was.</summary>
    public string? LastAction { get; private set; }

    /// <summary>What the log has as the rule's priority, where it is not that of <see cref="Rule"/>; null where it is.</summary>
    public int? RulePriority { get; set; }

    /// <summary>The target group to which the request would have gone, had it passed; null where it is not known.</summary>
    public string? AskedGroupArn { get; set; }

    /// <summary>Set-Cookie lines that the load balancer adds to the target's response.</summary>
    public StringValues AddedCookies { get; set; }

    /// <summary>Those of them that keep a session, which every answer has, also one that no target gave.</summary>
    public IReadOnlyList<string> SessionCookies { get; set; } = [];

    /// <summary>What the client's cookies say of its application's sessions.</summary>
    public ApplicationSessions Sessions { get; set; }

    /// <summary>Location of a redirect action, for the log.</summary>
    public string? RedirectUrl { get; set; }

    /// <summary>A code of AWS's list, for the log.</summary>
    public string? ErrorReason { get; set; }

    /// <summary>Why the request failed; null where it did not.</summary>
    public Failure? Failure { get; set; }

    /// <summary>
    /// Why the request failed: one short line of plain English, in which bytes of others are escaped. Null where it did
    /// not fail: answers of targets that are passed on, and those of a rule's fixed-response and redirect, have none.
    /// </summary>
    public string? Cause => Failure?.Cause;

    /// <summary>What was done to it on purpose; null for nothing.</summary>
    public InjectedFault? Fault { get; set; }

    /// <summary>What of the target's answer is wrong, in words; null where it is not known.</summary>
    public string? ErrorDetail { get; set; }

    /// <summary>Path and query as a transform made them; null where none did.</summary>
    public string? TransformedUri { get; set; }

    /// <summary>Host as a transform made it; null where none did.</summary>
    public string? TransformedHost { get; set; }

    /// <summary>Path and query that go on: as a transform made them, or as they came.</summary>
    public RequestUri SentUri => TransformedUri is { } uri ? new RequestUri(uri) : Subject.PathAndQuery;

    /// <summary>The host that goes on, without a port: as a transform made it, or as it came.</summary>
    public string SentName => TransformedHost is { } host ? HostAndPort.Parse(host).Host : Subject.Host.Name;

    /// <summary>Whether a target gets the client's own Host.</summary>
    public bool PreservesHost => TransformedHost is null && Listener.LoadBalancer.Attributes.PreserveHostHeader;

    /// <summary>
    /// The Host that a target gets: a transform's, or the client's own header, byte by byte where the load balancer
    /// preserves it.
    /// </summary>
    public string HostForTarget =>
        TransformedHost
        ?? (PreservesHost && Context.Request.Headers.Host is [{ Length: > 0 } own, ..]
            ? own
            : Subject.Host.ForTarget);

    /// <summary>What became of the transforms, for the log; null where none matched.</summary>
    public string? TransformStatus { get; set; }

    /// <summary>Where headers are noted. Borrowed: null once the request has ended, and where nobody keeps headers.</summary>
    public HeaderNotes? HeaderNotes { get; set; }

    /// <summary>Whether the connection became a WebSocket.</summary>
    public bool IsUpgraded { get; set; }

    /// <summary>Whether it went, over HTTP/2, to a target group that speaks gRPC.</summary>
    public bool IsGrpc =>
        Exchange is Http2Exchange && TargetGroup is { TargetGroup.ProtocolVersion: ProtocolVersion.Grpc };

    public long ReceivedBytes => Exchange.ReceivedBytes;

    public long SentBytes => Exchange.SentBytes;

    /// <summary>Whether all of the client's body has come.</summary>
    public bool IsBodyRead => Exchange.IsBodyRead;

    /// <summary>Whether a piece of the body waits for the target to take it, so that silence is not the client's.</summary>
    public bool IsTargetBehind { get; set; }

    /// <summary>Bytes of the request line with its end.</summary>
    public int RequestLineBytes =>
        Context.Request.Method.Length + 1 + Subject.Uri.Length + 1 + Context.Request.Protocol.Length + 2;

    /// <summary>Whether the client may send another request on its connection.</summary>
    public bool IsKeptAlive => Exchange.IsKeptAlive && !_isLast;

    /// <summary>An action is done, behind those that were done before.</summary>
    public void Execute(string action)
    {
        ActionsExecuted = (ActionsExecuted, action) switch
        {
            (null, _) => action,
            ("authenticate", "forward") => "authenticate,forward",
            var (before, _) => $"{before},{action}",
        };
        LastAction = action;
    }

    /// <summary>Nobody gets an answer: the connection of the client is reset, of HTTP/2 the stream.</summary>
    public void Reset()
    {
        StatusCode = NoStatus;
        Exchange.Reset(Context);
    }

    public static AlbRequest Of(HttpContext context) => context.Features.GetRequiredFeature<AlbRequest>();

    /// <summary>The answer is complete, and what this was is written down.</summary>
    public void End()
    {
        Subject.GiveBack();
        Subject = null!;
        HeaderNotes = null;
        Context.Features.Set<AlbRequest>(null);
        Exchange.End();
    }
}
