using System.Net;
using System.Net.Sockets;
using AlbEmulator.Listeners;
using AlbEmulator.Requests;
using AlbEmulator.Snapshots;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace AlbEmulator.FrontEndConnections;

/// <summary>
/// One connection of a client to a listener: what stays the same for all its requests.
/// </summary>
internal abstract class ClientConnection
{
    private readonly ClientSocket _connection;
    private readonly long _connectedAt;

    protected ClientConnection(ConnectionAttempt attempt, ClientSocket connection, TimeProvider time)
    {
        _connection = connection;
        Listener = attempt.Listener;
        Time = time;
        Tls = attempt.Tls;
        ClientIpAddress = attempt.ClientIpAddress;
        ClientIp = attempt.ClientIp;
        ClientAddress = $"{ClientIp}:{attempt.ClientPort}";
        NodeAddress = attempt.NodeAddress;
        TraceId = attempt.TraceId;
        LastActivity = _connectedAt = time.GetTimestamp();
    }

    /// <summary>The listener as it was when the connection was made, for a request that comes after its removal.</summary>
    public ListenerSnapshot Listener { get; }

    public TimeProvider Time { get; }

    /// <summary>What was agreed on in the handshake; null on a connection of an HTTP listener.</summary>
    public TlsSession? Tls { get; }

    public bool IsTls => Tls is not null;

    /// <summary><c>http</c> or <c>https</c>.</summary>
    public string Scheme => IsTls ? "https" : "http";

    /// <summary>The peer of the connection.</summary>
    public IPAddress ClientIpAddress { get; }

    /// <summary>The client's address as X-Forwarded-For names it.</summary>
    public string ClientIp { get; }

    /// <summary>The same with the client's port: an IPv6 address stands in brackets.</summary>
    public string ClientIpAndPort => ClientIpAddress.AddressFamily == AddressFamily.InterNetworkV6
        ? $"[{ClientIp}]{ClientAddress.AsSpan(ClientIp.Length)}"
        : ClientAddress;

    /// <summary><c>ip:port</c> as the access log writes it: IPv6 without brackets.</summary>
    public string ClientAddress { get; }

    /// <summary>The load balancer node of the log.</summary>
    public string NodeAddress { get; }

    /// <summary><c>TID_</c> and 32 hex digits: <c>conn_trace_id</c>.</summary>
    public string TraceId { get; }

    /// <summary>Timestamp of the last byte in, or of the end of the last request.</summary>
    public long LastActivity { get; set; }

    /// <summary>Set by the sweep when the client was silent for longer than the idle timeout.</summary>
    public bool TimedOut { get; set; }

    /// <summary>Timestamp since which the client takes nothing of what waits for it; 0 while it does.</summary>
    public abstract long StalledSince { get; }

    /// <summary>Whether no request is under way, so that silence is the client's.</summary>
    public abstract bool IsBetweenRequests { get; }

    /// <summary>Whether the client was silent for the idle timeout.</summary>
    protected bool IsSilent => Time.GetElapsedTime(LastActivity) >= Listener.IdleTimeout;

    /// <summary>Whether the request came to a listener, not to the control port.</summary>
    public static bool IsListener(HttpContext context) => Of(context.Features) is not null;

    /// <summary>
    /// The connection that brought a request; null for one of the control port. That of HTTP/2 stands where Kestrel keeps
    /// what it reads from: a feature of its own would cost every idle connection a larger table.
    /// </summary>
    public static ClientConnection? Of(IFeatureCollection features) =>
        features.Get<IConnectionTransportFeature>()?.Transport as ClientConnection ?? features.Get<ClientConnection>();

    /// <summary>
    /// Whether a request is the last that the connection serves, because its time was over as the request began.
    /// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#http-client-keep-alive-duration"/>
    /// </summary>
    /// <param name="createdAt">Timestamp of its first byte.</param>
    public bool IsLast(long createdAt) => Time.GetElapsedTime(_connectedAt, createdAt) >= Listener.ClientKeepAlive;

    /// <summary>The note pad of a request that begins.</summary>
    public abstract AlbRequest Begin(HttpContext context);

    /// <summary>The connection has ended.</summary>
    public abstract void Close();

    /// <summary>Lets go of a client that is silent, or does not read what waits for it.</summary>
    public virtual void Sweep()
    {
        if (IsBetweenRequests && !TimedOut && IsSilent)
        {
            TimedOut = true;
            Wake();
        }

        if (StalledSince is not 0 and var stalled && Time.GetElapsedTime(stalled) >= Listener.IdleTimeout)
        {
            // Without a word.
            Abort();
        }
    }

    /// <summary>Whoever waits for the client looks up, and finds that it <see cref="TimedOut"/>.</summary>
    protected abstract void Wake();

    /// <summary>Breaks off the connection.</summary>
    public void Abort() => _connection.Abort();

    /// <summary>Breaks it off so that the client hears of a reset.</summary>
    public void Reset() => _connection.Reset();

    /// <summary>Has Kestrel say goodbye, and close when what is under way has its answer.</summary>
    protected void RequestClose() => _connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
}
