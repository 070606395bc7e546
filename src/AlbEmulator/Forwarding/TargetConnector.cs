using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using AlbEmulator.Descriptors;
using AlbEmulator.Metrics;
using AlbEmulator.Model;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.Forwarding;

/// <summary>
/// Opens connections to targets.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html#http-504-issues"/>
/// </summary>
internal sealed class TargetConnector(
    TimeProvider time, TargetConnections connections, ProcessDescriptors descriptors, MetricsRegistry? metrics = null)
{
    /// <summary>
    /// How long a target may take to accept a connection, and as long again for the TLS handshake; after it the client
    /// gets a 504.
    /// </summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <param name="targetGroupArn">Whose target it is.</param>
    /// <param name="policy">Of TLS with it.</param>
    /// <param name="wanted">Where it is, and the first request that is to be sent.</param>
    /// <param name="cancellationToken">Nobody waits for the connection any longer.</param>
    public async ValueTask<Stream> ConnectAsync(
        string targetGroupArn,
        SslPolicy policy,
        SocketsHttpConnectionContext wanted,
        CancellationToken cancellationToken)
    {
        var (address, port) = (IPAddress.Parse(wanted.DnsEndPoint.Host), wanted.DnsEndPoint.Port);
        var request = wanted.InitialRequestMessage;
        var isHttp2 = request.Version.Major == 2;
        var socket = descriptors.OpenToTarget(address.AddressFamily);
        var counted = metrics?.OfTargets(targetGroupArn);
        var connection = connections.Open(targetGroupArn, $"{address}:{port}", socket);
        try
        {
            await StepAsync(token => socket.ConnectAsync(address, port, token).AsTask());
            connection.IsEstablished = true;
            counted?.LoadBalancer.Add(LoadBalancerCounter.NewConnections);
            if (request.RequestUri!.Scheme != Uri.UriSchemeHttps)
            {
                return isHttp2
                    ? new TargetSocket(socket, connection, connections)
                    : new TargetStream(socket, connection, connections);
            }

            var plain = new TargetSocket(socket, connection, connections);
            var stream = isHttp2 ? new SslStream(plain) : new TargetTlsStream(plain, connection);
            var options = TargetTls.Anyone(address, policy, isHttp2);
            await StepAsync(token => stream.AuthenticateAsClientAsync(options, token));
            return stream;
        }
        catch (Exception exception)
        {
            if (exception is TargetConnectException failed)
            {
                (failed.IsTls, failed.IsDrained) = (connection.IsEstablished, connection.IsClosed);
                counted?.Add(connection.IsEstablished
                    ? TargetGroupCounter.TlsNegotiationErrors
                    : TargetGroupCounter.ConnectionErrors);
            }

            connections.Forget(connection);
            socket.Dispose();
            throw;
        }

        Task StepAsync(Func<CancellationToken, Task> step) =>
            WithinAsync($"{address}:{port}", step, time, () => connection.IsClosed, cancellationToken);
    }

    /// <summary>Takes one step towards a connection, within <see cref="Timeout"/>.</summary>
    /// <param name="target">For the message.</param>
    /// <param name="step">What is done.</param>
    /// <param name="time">The clock.</param>
    /// <param name="isClosed">Whether we ourselves closed what was to be opened.</param>
    /// <param name="cancellationToken">Nobody waits for the connection any longer.</param>
    /// <exception cref="TargetConnectException">It failed, or took too long.</exception>
    public static async Task WithinAsync(
        string target,
        Func<CancellationToken, Task> step,
        TimeProvider time,
        Func<bool> isClosed,
        CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await step(either.Token);
        }
        catch (Exception exception) when (timeout.IsCancellationRequested || isClosed()
            || exception is SocketException or IOException or AuthenticationException)
        {
            throw new TargetConnectException(target, timeout.IsCancellationRequested, exception);
        }
    }
}

/// <summary>A target did not take a connection, or no TLS over it.</summary>
internal sealed class TargetConnectException(string target, bool isTimeout, Exception inner)
    : IOException($"The target {target} {(isTimeout ? "did not accept a connection in time" : "refused the connection")}.", inner)
{
    public bool IsTimeout => isTimeout;

    /// <summary>Whether it took the connection, and failed in the handshake.</summary>
    public bool IsTls { get; set; }

    /// <summary>Whether we ourselves closed it, since the target had drained.</summary>
    public bool IsDrained { get; set; }
}
