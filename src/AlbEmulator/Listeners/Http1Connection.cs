using System.IO.Pipelines;
using AlbEmulator.Requests;
using AlbEmulator.Snapshots;
using Microsoft.AspNetCore.Connections;

namespace AlbEmulator.Listeners;

/// <summary>A connection that carries one request at a time, one after the other.</summary>
internal sealed class Http1Connection : ClientConnection
{
    private readonly AlbRequest _request;

    public Http1Connection(string endpointName, ListenerSnapshot listener, ConnectionContext connection, TimeProvider time)
        : base(endpointName, listener, connection, time)
    {
        Reader = new Http1Reader(connection.Transport.Input, this);
        Writer = new Http1Writer(connection.Transport.Output, this);
        Exchange = new Http1Exchange(this);
        _request = new AlbRequest(this, Exchange);
    }

    public Http1Reader Reader { get; }

    public Http1Writer Writer { get; }

    public override PipeReader Input => Reader;

    public override ClientWriter Output => Writer;

    /// <summary>The request under way: one serves them all.</summary>
    public Http1Exchange Exchange { get; }

    /// <summary>What the bytes that come next belong to.</summary>
    public ConnectionPhase Phase { get; set; } = ConnectionPhase.Head;

    public override bool IsBetweenRequests => Phase != ConnectionPhase.Request;

    /// <summary>Timestamp and wall clock of the first byte of the request under way.</summary>
    public long HeadTimestamp { get; set; }

    /// <inheritdoc cref="HeadTimestamp"/>
    public DateTime HeadTime { get; set; }

    /// <summary>Whether the client began to speak HTTP/2 without having agreed on it, which a listener does not.</summary>
    public bool IsHttp2Preface { get; set; }

    /// <summary>The request target as it came, where it had to be escaped for the parser; Latin-1.</summary>
    public string? EscapedFrom { get; set; }

    /// <summary>Where an unread body ends that the parser is reading over; 0 where its length is not known.</summary>
    public long DrainEnd { get; set; }

    /// <summary>Kestrel's name for the request whose body is read over: it has its answer and its line.</summary>
    public string? DrainedRequest { get; set; }

    /// <summary>Whether the client left within a body: what is still unread is of that body.</summary>
    public bool HasLeft { get; set; }

    /// <summary>Whether what the parser complains of is the rest of a request that was answered.</summary>
    public bool IsAnswered(string? request) =>
        HasLeft || (Phase == ConnectionPhase.Drain && request == DrainedRequest);

    public override AlbRequest Begin(HttpContext context)
    {
        _request.Begin(context);
        return _request;
    }

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

    /// <summary>Perhaps the rest of an unread body: a head may follow, but where it begins only the parser knows.</summary>
    Drain,
}
