using System.Net;
using System.Net.Security;

namespace AlbEmulator.Tests.Support;

/// <summary>An HTTP client on one connection to an HTTPS listener: HTTP/2 and nothing else, unless told otherwise.</summary>
public sealed class Http2Client : HttpClient
{
    /// <param name="port">Of the listener.</param>
    /// <param name="version">The version to insist on; HTTP/2.</param>
    /// <param name="serverName">The name of the handshake and of <c>:authority</c>.</param>
    public Http2Client(int port, Version? version = null, string serverName = "localhost")
        : base(Handler(port))
    {
        BaseAddress = new Uri($"https://{serverName}:{port}");
        DefaultRequestVersion = version ?? HttpVersion.Version20;
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        Timeout = Patience.Default;
    }

    /// <summary>Sends a request and reads the answer to its head only.</summary>
    public Task<HttpResponseMessage> OpenAsync(
        HttpMethod method, string path, HttpContent? content = null, CancellationToken cancellation = default) =>
        SendAsync(
            new HttpRequestMessage(method, path)
            {
                Content = content,
                Version = DefaultRequestVersion,
                VersionPolicy = DefaultVersionPolicy,
            },
            HttpCompletionOption.ResponseHeadersRead,
            cancellation);

    private static SocketsHttpHandler Handler(int port) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = Certificates.IsShown },
        ConnectCallback = async (_, cancellation) =>
        {
            // Whatever the server name, it is this machine.
            var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp)
            {
                NoDelay = true,
            };
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellation);
            return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
        },
    };
}
