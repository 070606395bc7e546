using System.Net;
using Etcdserverpb;
using Grpc.Net.Client;

namespace AlbEmulator.Etcd;

/// <summary>
/// A member of an etcd, by the stubs of its services alone: what the client of the package does by itself, tries again and
/// keeps alive, hides what became of a call.
/// </summary>
internal sealed class EtcdMember : IDisposable
{
    /// <summary>In bytes: a page of what is kept, and more than etcd takes of one request.</summary>
    private const int LongestMessage = 64 * 1024 * 1024;

    private static readonly TimeSpan Connecting = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Ping = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(3);

    private readonly GrpcChannel _channel;

    public EtcdMember(DnsEndPoint place, EtcdTls? tls)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = Connecting,
            // A member that hangs, or whose packets are lost, is known by it.
            KeepAlivePingDelay = Ping,
            KeepAlivePingTimeout = PingTimeout,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            EnableMultipleHttp2Connections = true,
            UseProxy = false,
            AllowAutoRedirect = false,
        };
        tls?.Use(handler);
        Name = $"{place.Host}:{place.Port}";
        _channel = GrpcChannel.ForAddress(
            new UriBuilder(tls is null ? Uri.UriSchemeHttp : Uri.UriSchemeHttps, place.Host, place.Port).Uri,
            new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true, MaxReceiveMessageSize = LongestMessage });
        (Keys, Watches, Leases, Users) = (new(_channel), new(_channel), new(_channel), new(_channel));
    }

    public string Name { get; }

    public KV.KVClient Keys { get; }

    public Watch.WatchClient Watches { get; }

    public Lease.LeaseClient Leases { get; }

    public Auth.AuthClient Users { get; }

    public void Dispose() => _channel.Dispose();
}
