using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using AlbEmulator.Clusters.Access;
using AlbEmulator.Machine;
using AlbEmulator.Outside;

namespace AlbEmulator.Clusters;

/// <summary>
/// The API of a cluster. Whoever answers there may be anything: no answer is read further than a size or waited for longer than
/// a time, and nobody is followed elsewhere.
/// </summary>
/// <remarks>
/// It speaks HTTP itself, since objects are wanted as nodes and not as types. A client that is generated has hundreds of these, and leaves
/// lists, watches and reconnects to its user all the same.
/// </remarks>
internal sealed class ClusterApi : IDisposable
{
    /// <summary>Bytes that are read of one answer; of a stream of events none but a line is kept.</summary>
    public const int Longest = 32 * 1024 * 1024;

    /// <summary>How long one answer may take, or a stream until it begins.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private const int LongestRefusal = 64 * 1024;

    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(5);

    // A peer that is gone without a word is found out within half a minute.
    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PingPatience = TimeSpan.FromSeconds(10);
    private const int KeepAliveSeconds = 15;
    private const int KeepAliveProbes = 3;
    private const int KeepAliveInterval = 5;

    private readonly Credentials _credentials;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private (HttpMessageInvoker Client, X509Certificate2? Certificate)? _client;

    /// <param name="access">Where it is, and as whom it is asked.</param>
    /// <param name="time">The clock.</param>
    public ClusterApi(ClusterAccess access, TimeProvider time)
    {
        Access = access;
        _time = time;
        _credentials = new Credentials(access.Credentials, time);
    }

    public ClusterAccess Access { get; }

    /// <summary>Where it is, for people.</summary>
    public string Address => Access.Server.AbsoluteUri.TrimEnd('/');

    /// <summary>A whole answer.</summary>
    /// <param name="path">Behind the address, with its query.</param>
    /// <param name="cancellation">The end.</param>
    /// <exception cref="ClusterRefusal">It says no.</exception>
    /// <exception cref="Exception">Of many kinds: it does not answer.</exception>
    public Task<ReadOnlyMemory<byte>> GetAsync(string path, CancellationToken cancellation) => AskAsync(
        () => Request(HttpMethod.Get, path),
        static async (response, token) =>
        {
            using (response)
            {
                return await BytesAsync(response, Longest, token);
            }
        },
        cancellation);

    /// <summary>An answer that goes on; the head of it is there when this ends.</summary>
    /// <inheritdoc cref="GetAsync"/>
    public Task<HttpResponseMessage> FollowAsync(string path, CancellationToken cancellation) =>
        AskAsync(() => Request(HttpMethod.Get, path), static (response, _) => Task.FromResult(response), cancellation);

    /// <summary>Changes an object in what a patch says.</summary>
    /// <param name="path">Behind the address, with its query.</param>
    /// <param name="patch">A JSON Merge Patch.</param>
    /// <param name="cancellation">The end.</param>
    /// <inheritdoc cref="GetAsync"/>
    public Task PatchAsync(string path, byte[] patch, CancellationToken cancellation) => AskAsync(
        () =>
        {
            var request = Request(HttpMethod.Patch, path);
            request.Content = new ByteArrayContent(patch);
            request.Content.Headers.ContentType = new("application/merge-patch+json");
            return request;
        },
        static (response, _) =>
        {
            response.Dispose();
            return Task.FromResult(true);
        },
        cancellation);

    public void Dispose()
    {
        _credentials.Dispose();
        _client?.Client.Dispose();
    }

    /// <summary>Why something is not to be had, in a few words.</summary>
    public static string Reason(Exception exception) => OneLine.Of(exception.GetBaseException().Message.TrimEnd('.'));

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, new Uri(Access.Server, path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", "alb");
        foreach (var (name, value) in Access.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        // The name that a certificate is looked at for follows from it, and so does the name that is asked for in the handshake.
        request.Headers.Host = Access.ServerName.Length > 0 ? Access.ServerName : null;
        return request;
    }

    /// <summary>Asks once more where what is shown is refused, and something newer is to be had.</summary>
    private async Task<T> AskAsync<T>(
        Func<HttpRequestMessage> make, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        // What a plugin takes is not the time of the cluster.
        var credential = await _credentials.GetAsync(cancellation);
        try
        {
            return await OnceAsync(credential);
        }
        catch (ClusterRefusal refusal) when (refusal.Status == HttpStatusCode.Unauthorized)
        {
            var renewed = await _credentials.RenewAsync(credential, cancellation);
            if (ReferenceEquals(renewed, credential))
            {
                throw;
            }

            return await OnceAsync(renewed);
        }

        Task<T> OnceAsync(Credential shown) => Deadline.WithinAsync(
            async token => await read(await SendAsync(make, shown, token), token), Patience, _time, cancellation);
    }

    private async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> make, Credential credential, CancellationToken cancellation)
    {
        // It is gone before the answer has been read: it has nothing that an answer needs.
        using var request = make();
        if (credential.Authorization is { } authorization)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        var response = await Client(credential.Certificate).SendAsync(request, cancellation);
        if (response.StatusCode == HttpStatusCode.OK)
        {
            return response;
        }

        using (response)
        {
            throw await RefusalAsync(response, cancellation);
        }
    }

    private static async Task<ClusterRefusal> RefusalAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var status = response.StatusCode;
        var told = "";
        try
        {
            told = StatusText.Message((await BytesAsync(response, LongestRefusal, cancellation)).Span);
        }
        catch (IOException)
        {
            // It says more than anybody wants to know.
        }

        var words = (int)status is >= 300 and < 400 ? "it sends us elsewhere, where nobody is followed"
            : status == HttpStatusCode.Unauthorized ? "it does not know who asks: log in again, as for kubectl"
            : "it refuses";
        return new ClusterRefusal(status, $"{words} ({(int)status}){(told.Length > 0 ? $", {told}" : "")}");
    }

    private static async Task<ReadOnlyMemory<byte>> BytesAsync(HttpResponseMessage response, int longest, CancellationToken cancellation)
    {
        await using var body = new BoundedStream(await response.Content.ReadAsStreamAsync(cancellation), longest);
        var bytes = new MemoryStream();
        await body.CopyToAsync(bytes, cancellation);
        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }

    /// <summary>Connections show the certificate that they began with: another certificate needs others.</summary>
    private HttpMessageInvoker Client(X509Certificate2? certificate)
    {
        lock (_lock)
        {
            if (_client is not var (client, shown) || !ReferenceEquals(shown, certificate))
            {
                var before = _client?.Client;
                _client = (client = new HttpMessageInvoker(Handler(certificate)), certificate);

                // What is under way with it goes on.
                before?.Dispose();
            }

            return client;
        }
    }

    private SocketsHttpHandler Handler(X509Certificate2? certificate)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = PingDelay,
            KeepAlivePingTimeout = PingPatience,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            ConnectTimeout = ConnectPatience,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectCallback = ConnectAsync,
            UseProxy = Access.Proxy is not null || !Access.Server.IsLoopback,
        };
        if (Access.Proxy is { } proxy)
        {
            handler.Proxy = new WebProxy(proxy);
        }

        var tls = handler.SslOptions;
        if (certificate is not null)
        {
            tls.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
        }

        if (Access.Authorities is { } authorities)
        {
            tls.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            tls.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }

        tls.RemoteCertificateValidationCallback = (_, _, _, errors) => errors == SslPolicyErrors.None || Access.IsInsecure;
        return handler;
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveInterval);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, KeepAliveProbes);
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
