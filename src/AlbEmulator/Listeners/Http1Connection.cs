using System.IO.Pipelines;
using AlbEmulator.Desync;
using AlbEmulator.Requests;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace AlbEmulator.Listeners;

/// <summary>A connection that carries one request at a time, one after the other.</summary>
internal sealed class Http1Connection : ClientConnection
{
    /// <summary>What the parser reads, by Kestrel's names: first the request whose body is read over, then the next.</summary>
    private IHttpRequestIdentifierFeature? _parsed;
    private string? _drainedRequest;

    public Http1Connection(ConnectionAttempt attempt, ConnectionContext connection, TimeProvider time)
        : base(attempt, connection, time)
    {
        Reader = new Http1Reader(connection.Transport.Input, this);
        Writer = new Http1Writer(connection.Transport.Output, this);
    }

    public Http1Reader Reader { get; }

    public Http1Writer Writer { get; }

    public override PipeReader Input => Reader;

    public override ClientWriter Output => Writer;

    /// <summary>Bytes from the client and to it when the request under way began.</summary>
    public (long Received, long Sent) Before { get; set; }

    /// <summary>What the bytes that come next belong to.</summary>
    public ConnectionPhase Phase { get; set; } = ConnectionPhase.Head;

    public override bool IsBetweenRequests => Phase != ConnectionPhase.Request;

    /// <summary>Timestamp and wall clock of the first byte of the request under way.</summary>
    public long HeadTimestamp { get; set; }

    /// <inheritdoc cref="HeadTimestamp"/>
    public DateTime HeadTime { get; set; }

    /// <summary>Whether the client began to speak HTTP/2 without having agreed on it, which a listener does not.</summary>
    public bool IsHttp2Preface { get; set; }

    /// <summary>Whether the client began to speak TLS, which an HTTP listener does not.</summary>
    public bool IsTlsHello { get; set; }

    /// <summary>Whether the parser was given the head of the request under way.</summary>
    public bool IsHeadGiven { get; set; }

    /// <summary>What desync protection makes of the request under way.</summary>
    public Classification Classification { get; private set; }

    /// <summary>Whether the connections of client and target are closed after it.</summary>
    public bool IsClosedAfterwards { get; private set; }

    /// <summary>The answer that it gets in place of being passed on; 0 for none.</summary>
    public int Refusal { get; private set; }

    /// <summary>Whether it is refused for the load balancer's mode alone: in another it would have been passed on.</summary>
    public bool IsBlocked { get; private set; }

    /// <summary>Its request line, where the parser was given another.</summary>
    public WireLine? WireLine { get; private set; }

    /// <summary>Whether the client left within a body: what is still unread is of that body.</summary>
    public bool HasLeft { get; set; }

    /// <summary>Whether what the parser complains of is the rest of a request that was answered.</summary>
    public bool IsAnswered(string? request) =>
        HasLeft || (Phase == ConnectionPhase.Drain && request == _drainedRequest);

    /// <summary>Takes note of the head of a request, and decides what becomes of it.</summary>
    public void Take(ReadOnlySpan<byte> bytes, in RequestHead head)
    {
        Classification = head.Classification;
        var action = Mitigation.Of(Listener.DesyncMitigationMode, Classification.Tier);
        IsClosedAfterwards = action == MitigationAction.AllowAndClose;
        IsBlocked = action == MitigationAction.Block && head.Refusal == 0;
        Refusal = action == MitigationAction.Block ? StatusCodes.Status400BadRequest : head.Refusal;
        WireLine = head.Line.IsOdd && head.Line.IsReadable ? WireLine.Of(bytes, head.Line) : null;
    }

    /// <summary>The request under way is answered: what comes next is another head.</summary>
    public void EndRequest()
    {
        IsHeadGiven = IsClosedAfterwards = IsHttp2Preface = IsTlsHello = IsBlocked = false;
        Classification = default;
        Refusal = 0;
        WireLine = null;
        Reader.BeginHead();
    }

    /// <summary>The body of the request under way was not read to its end: the parser may read over the rest.</summary>
    public void BeginDrain(IHttpRequestIdentifierFeature request)
    {
        _parsed = request;
        _drainedRequest = request.TraceIdentifier;
        Phase = ConnectionPhase.Drain;
    }

    /// <summary>Finds out whether the parser, which is about to read, has come to the end of what it read over.</summary>
    public void LookForEndOfDrain()
    {
        if (Phase == ConnectionPhase.Drain && _parsed!.TraceIdentifier != _drainedRequest)
        {
            Phase = ConnectionPhase.Head;
            HeadTimestamp = 0;
            Before = Before with { Received = Reader.BytesConsumed };
        }
    }

    public override AlbRequest Begin(HttpContext context) =>
        new(this, new Http1Exchange(this), context);

    public override void Close()
    {
        // Its request ends with it.
    }
}

/// <summary>What the bytes that a client sends next belong to.</summary>
internal enum ConnectionPhase
{
    /// <summary>A request line and headers.</summary>
    Head,

    /// <summary>The request that is being answered.</summary>
    Request,

    /// <summary>Perhaps the rest of an unread body: a head may follow, but where it begins the parser knows.</summary>
    Drain,
}
