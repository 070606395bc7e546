using System.Net;
using System.Net.Sockets;

namespace AlbEmulator.Forwarding;

/// <summary>
/// Opens connections to targets.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html#http-504-issues"/>
/// </summary>
internal sealed class TargetConnector(TimeProvider time)
{
    /// <summary>How long a target may take to accept a connection; after it the client gets a 504.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    public async ValueTask<Stream> ConnectAsync(DnsEndPoint endPoint, CancellationToken cancellationToken)
    {
        var address = IPAddress.Parse(endPoint.Host);
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await socket.ConnectAsync(address, endPoint.Port, either.Token);
            return new TargetStream(socket);
        }
        catch (Exception exception)
        {
            socket.Dispose();
            var isTimeout = timeout.IsCancellationRequested;
            if (isTimeout || exception is SocketException)
            {
                throw new TargetConnectException($"{endPoint.Host}:{endPoint.Port}", isTimeout, exception);
            }

            throw;
        }
    }
}

/// <summary>A target did not take a connection.</summary>
internal sealed class TargetConnectException(string target, bool isTimeout, Exception inner)
    : IOException($"The target {target} {(isTimeout ? "did not accept a connection in time" : "refused the connection")}.", inner)
{
    public bool IsTimeout => isTimeout;
}
