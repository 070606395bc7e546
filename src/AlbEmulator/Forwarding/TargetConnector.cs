using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace AlbEmulator.Forwarding;

/// <summary>
/// Opens connections to targets.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html#http-504-issues"/>
/// </summary>
internal sealed class TargetConnector(TimeProvider time)
{
    /// <summary>
    /// How long a target may take to accept a connection, and as long again for the TLS handshake; after it the client
    /// gets a 504.
    /// </summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext connection, CancellationToken cancellationToken)
    {
        var (host, port) = (connection.DnsEndPoint.Host, connection.DnsEndPoint.Port);
        var address = IPAddress.Parse(host);
        var request = connection.InitialRequestMessage;
        var isHttp2 = request.Version.Major == 2;
        var isTls = request.RequestUri!.Scheme == Uri.UriSchemeHttps;
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await WithinAsync(token => socket.ConnectAsync(address, port, token).AsTask());
            if (!isTls)
            {
                return isHttp2 ? new NetworkStream(socket, ownsSocket: true) : new TargetStream(socket);
            }

            var plain = new NetworkStream(socket, ownsSocket: true);
            var stream = isHttp2 ? new SslStream(plain) : new TargetTlsStream(plain);
            await WithinAsync(token => TargetTls.AuthenticateAsync(stream, isHttp2, token));
            return stream;
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        async Task WithinAsync(Func<CancellationToken, Task> step)
        {
            using var timeout = new CancellationTokenSource(Timeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            try
            {
                await step(either.Token);
            }
            catch (Exception exception) when (timeout.IsCancellationRequested
                || exception is SocketException or IOException or AuthenticationException)
            {
                throw new TargetConnectException($"{host}:{port}", timeout.IsCancellationRequested, exception);
            }
        }
    }
}

/// <summary>A target did not take a connection, or no TLS over it.</summary>
internal sealed class TargetConnectException(string target, bool isTimeout, Exception inner)
    : IOException($"The target {target} {(isTimeout ? "did not accept a connection in time" : "refused the connection")}.", inner)
{
    public bool IsTimeout => isTimeout;
}
