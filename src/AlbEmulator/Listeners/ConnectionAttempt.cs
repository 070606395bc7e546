using System.Net;
using System.Net.Security;
using AlbEmulator.Listeners.Certificates;
using AlbEmulator.Machine;
using AlbEmulator.Metrics;
using AlbEmulator.Model;
using AlbEmulator.Snapshots;
using Microsoft.AspNetCore.Connections;

namespace AlbEmulator.Listeners;

/// <summary>
/// One attempt of a client to connect to a listener, with all that its line in the connection log holds. It is a
/// connection feature, so that a handshake finds it.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-connection-logs.html"/>
/// </summary>
internal sealed class ConnectionAttempt
{
    /// <summary>A failure for which AWS has no name of its own.</summary>
    private const string Unmapped = "UnmappedConnectionError";

    private readonly TimeProvider _time;
    private long _startedAt;
    private bool _hasBegun;

    public ConnectionAttempt(ListenerSnapshot listener, ConnectionContext connection, TimeProvider time)
    {
        _time = time;
        Listener = listener;
        var client = (IPEndPoint)(connection.RemoteEndPoint ?? new IPEndPoint(IPAddress.None, 0));
        ClientPort = client.Port;
        ClientIpAddress = Addresses.Plain(client.Address);
        ClientIp = ClientIpAddress.ToString();
        NodeAddress = listener.Node.Of(Addresses.Plain(((IPEndPoint)(connection.LocalEndPoint ?? client)).Address));
        _startedAt = time.GetTimestamp();
    }

    public ListenerSnapshot Listener { get; }

    /// <summary>The peer of the connection.</summary>
    public IPAddress ClientIpAddress { get; }

    public string ClientIp { get; }

    public int ClientPort { get; }

    /// <summary>The load balancer node of the log.</summary>
    public string NodeAddress { get; }

    /// <summary><c>TID_</c> and 32 hex digits: <c>conn_trace_id</c>.</summary>
    public string TraceId { get; } = NewTraceId();

    /// <summary>When it was established or failed.</summary>
    public DateTime EndedAt { get; private set; }

    public bool IsEnded => EndedAt != default;

    /// <summary>What was agreed on; null without TLS, and when the handshake failed.</summary>
    public TlsSession? Tls { get; private set; }

    /// <summary>As <see cref="TlsSession.Protocol"/>, also of a handshake that failed after it was agreed on.</summary>
    public string? Protocol { get; private set; }

    /// <summary>As <see cref="TlsSession.Cipher"/>, also of a handshake that failed after it was agreed on.</summary>
    public string? Cipher { get; private set; }

    /// <summary>From the first byte of the handshake to its end; null without TLS, and when it failed.</summary>
    public TimeSpan? HandshakeLatency { get; private set; }

    /// <summary>The client's own certificate, if it was asked for one and showed one, whatever became of it.</summary>
    public LeafCertificate? ClientCertificate { get; set; }

    /// <summary>Why the handshake failed; null if it did not.</summary>
    public string? Failure { get; set; }

    private static string NewTraceId()
    {
        Span<byte> id = stackalloc byte[16];
        RandomBlock.Fill(id);
        return $"TID_{Convert.ToHexStringLower(id)}";
    }

    /// <summary>The client's first byte is there, and it is of TLS.</summary>
    public void BeginHandshake()
    {
        _startedAt = _time.GetTimestamp();
        _hasBegun = true;
    }

    /// <summary>What a handshake that may yet fail has come to.</summary>
    public void Agree(SslStream stream) =>
        (Protocol, Cipher) = (TlsSession.NameOf(stream.SslProtocol), CipherNames.Of(stream.NegotiatedCipherSuite));

    public void Establish(TlsSession? tls)
    {
        (Tls, Protocol, Cipher) = (tls, tls?.Protocol, tls?.Cipher);
        HandshakeLatency = tls is null ? null : _time.GetElapsedTime(_startedAt);
        EndedAt = _time.GetUtcNow().UtcDateTime;
    }

    /// <summary>It is over, and no connection came of it.</summary>
    public void Fail()
    {
        Failure ??= Unmapped;
        if (_hasBegun)
        {
            Listener.Metrics.Add(LoadBalancerCounter.ClientTlsNegotiationErrors);
        }

        EndedAt = _time.GetUtcNow().UtcDateTime;
    }
}
