using System.Net;
using System.Net.Sockets;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.Forwarding;

/// <summary>
/// Opens connections to targets.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html#http-504-issues"/>
/// </summary>
internal sealed class TargetConnector(TimeProvider time, TargetConnections connections)
{
    /// <summary>How long a target may take to accept a connection; after it the client gets a 504.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <param name="targetGroupArn">Whose target it is.</param>
    /// <param name="endPoint">Its address.</param>
    /// <param name="cancellationToken">Nobody waits for the connection any longer.</param>
    public async ValueTask<Stream> ConnectAsync(
        string targetGroupArn, DnsEndPoint endPoint, CancellationToken cancellationToken)
    {
        var address = IPAddress.Parse(endPoint.Host);
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var connection = connections.Open(targetGroupArn, $"{address}:{endPoint.Port}", socket);
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await socket.ConnectAsync(address, endPoint.Port, either.Token);
            return new TargetStream(socket, connection, connections);
        }
        catch (Exception exception)
        {
            connections.Forget(connection);
            socket.Dispose();
            var isTimeout = timeout.IsCancellationRequested;
            if (isTimeout || connection.IsClosed || exception is SocketException)
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
