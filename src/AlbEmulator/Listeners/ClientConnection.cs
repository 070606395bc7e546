using System.Net;
using System.Security.Cryptography;
using AlbEmulator.Requests;
using AlbEmulator.Snapshots;
using Microsoft.AspNetCore.Connections;

namespace AlbEmulator.Listeners;

/// <summary>
/// One connection of a client to a listener: what stays the same for all its requests, and the bytes that crossed it.
/// It is a connection feature, so that a request finds the connection that brought it.
/// </summary>
internal sealed class ClientConnection
{
    private readonly ConnectionContext _connection;
    private string? _lastHost;
    private RequestHost _lastRequestHost;

    public ClientConnection(string endpointName, ListenerSnapshot listener, ConnectionContext connection, TimeProvider time)
    {
        _connection = connection;
        EndpointName = endpointName;
        Listener = listener;
        Time = time;
        var client = (IPEndPoint)(connection.RemoteEndPoint ?? new IPEndPoint(IPAddress.None, 0));
        ClientIpAddress = Unmapped(client.Address);
        ClientIp = ClientIpAddress.ToString();
        ClientAddress = $"{ClientIp}:{client.Port}";
        NodeAddress = Unmapped(((IPEndPoint)(connection.LocalEndPoint ?? client)).Address).ToString();
        TraceId = "TID_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        Request = new AlbRequest(this);
        LastActivity = time.GetTimestamp();
    }

    /// <summary>Name of the Kestrel endpoint, which is the key of the listener in every snapshot.</summary>
    public string EndpointName { get; }

    /// <summary>The listener as it was when the connection was made, for a request that comes after its removal.</summary>
    public ListenerSnapshot Listener { get; }

    public TimeProvider Time { get; }

    /// <summary>The peer of the connection.</summary>
    public IPAddress ClientIpAddress { get; }

    /// <summary>The client's address as X-Forwarded-For names it.</summary>
    public string ClientIp { get; }

    /// <summary><c>ip:port</c> as the access log writes it: IPv6 without brackets.</summary>
    public string ClientAddress { get; }

    /// <summary>The address on which the connection was accepted: the load balancer node of the log.</summary>
    public string NodeAddress { get; }

    /// <summary><c>TID_</c> and 32 hex digits: <c>conn_trace_id</c>.</summary>
    public string TraceId { get; }

    /// <summary>The note pad of the request under way: HTTP/1 has one at a time, so that one serves them all.</summary>
    public AlbRequest Request { get; }

    /// <summary>Timestamp of the last byte in, or of the end of the last request.</summary>
    public long LastActivity { get; set; }

    /// <summary>What the bytes that come next belong to.</summary>
    public ConnectionPhase Phase { get; set; } = ConnectionPhase.Head;

    /// <summary>Set by the sweep when the client was silent for longer than the idle timeout.</summary>
    public bool TimedOut { get; set; }

    /// <summary>Timestamp and wall clock of the first byte of the request under way.</summary>
    public long HeadTimestamp { get; set; }

    /// <inheritdoc cref="HeadTimestamp"/>
    public DateTime HeadTime { get; set; }

    /// <summary>Whether the client began to speak HTTP/2, which an HTTP listener does not.</summary>
    public bool IsHttp2Preface { get; set; }

    /// <summary>The request target as it came, where it had to be escaped for the parser; Latin-1.</summary>
    public string? EscapedFrom { get; set; }

    public ClientReader Reader { get; set; } = null!;

    public ClientWriter Writer { get; set; } = null!;

    /// <summary>Gives the connection up without a word.</summary>
    public void Abort() => _connection.Abort(new ConnectionAbortedException("The client read nothing for the idle timeout."));

    /// <summary>Where an unread body ends that the parser is reading over; 0 where its length is not known.</summary>
    public long DrainEnd { get; set; }

    /// <summary>Kestrel's name for the request whose body is read over: it has its answer and its line.</summary>
    public string? DrainedRequest { get; set; }

    /// <summary>Whether what the parser complains of is the rest of a request that was answered.</summary>
    public bool IsAnswered(string? request) => Phase == ConnectionPhase.Drain && request == DrainedRequest;

    /// <summary>Whether the request came to a listener, not to the control port.</summary>
    public static bool IsListener(HttpContext context) => context.Features.Get<ClientConnection>() is not null;

    /// <summary>
    /// What becomes of a Host, remembered: clients repeat themselves, and the parser hands out the same string again.
    /// </summary>
    public RequestHost RequestHost(string host)
    {
        if (!ReferenceEquals(host, _lastHost))
        {
            _lastRequestHost = HostHeader.Names(host, Listener.Port);
            _lastHost = host;
        }

        return _lastRequestHost;
    }

    private static IPAddress Unmapped(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
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
