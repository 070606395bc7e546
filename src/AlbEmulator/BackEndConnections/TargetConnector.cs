using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using AlbEmulator.Descriptors;
using AlbEmulator.Metrics;
using AlbEmulator.Model;
using AlbEmulator.Sockets;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.BackEndConnections;

/// <summary>
/// Opens connections to targets.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html#http-504-issues"/>
/// </summary>
internal sealed class TargetConnector(
    TimeProvider time, TargetConnections connections, ProcessDescriptors descriptors, MetricsRegistry? metrics = null, LoopbackHint? hint = null)
{
    /// <summary>
    /// How long a target may take to accept a connection, and as long again for the TLS handshake; after it the client
    /// gets a 504.
    /// </summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>One for the HTTP client, which says where to by a name or an address.</summary>
    /// <param name="targetGroupArn">Whose target it is.</param>
    /// <param name="policy">Of TLS with it; null for none.</param>
    /// <param name="wanted">Where it is.</param>
    /// <param name="cancellationToken">Nobody waits for the connection any longer.</param>
    public async ValueTask<Stream> ConnectHttp2Async(
        string targetGroupArn, SslPolicy? policy, DnsEndPoint wanted, CancellationToken cancellationToken)
    {
        var isLocalhost = Target.IsLocalhost(wanted.Host);
        var (stream, _) = await ConnectAsync(
            targetGroupArn,
            policy,
            isHttp2: true,
            new IPEndPoint(isLocalhost ? IPAddress.Loopback : IPAddress.Parse(wanted.Host), wanted.Port),
            isLocalhost ? new IPEndPoint(IPAddress.IPv6Loopback, wanted.Port) : null,
            cancellationToken);
        return stream;
    }

    /// <param name="targetGroupArn">Whose target it is.</param>
    /// <param name="policy">Of TLS with it; null for none.</param>
    /// <param name="isHttp2">Whether the target must speak HTTP/2.</param>
    /// <param name="endPoint">Where it is.</param>
    /// <param name="otherwise">Where it is when nothing listens there; null for nowhere.</param>
    /// <param name="cancellationToken">Nobody waits for the connection any longer.</param>
    /// <exception cref="TargetConnectException">The target did not take it.</exception>
    public async ValueTask<(Stream Stream, TargetSocket Socket)> ConnectAsync(
        string targetGroupArn,
        SslPolicy? policy,
        bool isHttp2,
        IPEndPoint endPoint,
        IPEndPoint? otherwise,
        CancellationToken cancellationToken)
    {
        var counted = metrics?.OfTargets(targetGroupArn);
        var (plain, connection) = await OpenAsync(targetGroupArn, endPoint, otherwise, counted, cancellationToken);
        try
        {
            counted?.LoadBalancer.Add(LoadBalancerCounter.NewConnections);
            if (policy is null)
            {
                return (plain, plain);
            }

            var stream = new SslStream(plain, leaveInnerStreamOpen: false);
            var options = TargetTls.Anyone(((IPEndPoint)plain.Socket.RemoteEndPoint!).Address, policy, isHttp2);
            await WithinAsync(
                connection.Target, token => stream.AuthenticateAsClientAsync(options, token), time, () => connection.IsClosed, cancellationToken);
            return (stream, plain);
        }
        catch (Exception exception)
        {
            if (exception is TargetConnectException failed)
            {
                (failed.IsTls, failed.IsDrained) = (true, connection.IsClosed);
                counted?.Add(TargetGroupCounter.TlsNegotiationErrors);
            }

            plain.Dispose();
            throw;
        }
    }

    /// <summary>A connection that the target took. One to <c>localhost</c> is made to the address of it that takes one.</summary>
    private async ValueTask<(TargetSocket Socket, OpenConnection Connection)> OpenAsync(
        string targetGroupArn, IPEndPoint endPoint, IPEndPoint? otherwise, TargetGroupMetrics? counted, CancellationToken cancellationToken)
    {
        var name = $"{endPoint.Address}:{endPoint.Port}";
        try
        {
            return await OpenAsync(targetGroupArn, name, endPoint, cancellationToken);
        }
        catch (TargetConnectException refused) when (otherwise is not null && refused.IsRefused)
        {
            try
            {
                return await OpenAsync(targetGroupArn, name, otherwise, cancellationToken);
            }
            catch (Exception exception) when (exception is TargetConnectException or SocketException)
            {
                // A machine without IPv6 has its own words for it.
                counted?.Add(TargetGroupCounter.ConnectionErrors);
                throw exception is TargetConnectException { IsTimeout: true } late ? late : refused;
            }
        }
        catch (TargetConnectException)
        {
            counted?.Add(TargetGroupCounter.ConnectionErrors);
            throw;
        }
    }

    private async ValueTask<(TargetSocket Socket, OpenConnection Connection)> OpenAsync(
        string targetGroupArn, string name, IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        var socket = descriptors.OpenToTarget(endPoint.AddressFamily);
        var opening = new SocketOpening(socket);
        var connection = connections.Open(targetGroupArn, name, opening.Dispose);
        TargetSocket? plain = null;
        try
        {
            await WithinAsync(name, ConnectAsync, time, () => connection.IsClosed, cancellationToken);
            connection.IsEstablished = true;
            return (plain!, connection);
        }
        catch (Exception exception)
        {
            if (exception is TargetConnectException failed)
            {
                failed.IsDrained = connection.IsClosed;
                failed.Hint = failed.IsRefused ? hint?.Of(endPoint.Address) : null;
            }

            connections.Forget(connection);
            opening.Dispose();
            throw;
        }

        async Task ConnectAsync(CancellationToken token)
        {
            await opening.ConnectAsync(endPoint, token);
            plain = new TargetSocket(socket, connection, connections);
            connection.ClosedBy(plain.Reset);
        }
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

    /// <summary>Whether nothing listens there.</summary>
    public bool IsRefused => InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused };

    /// <summary>Whether it took the connection, and failed in the handshake.</summary>
    public bool IsTls { get; set; }

    /// <summary>What to do where it was refused and is probably meant elsewhere; null for nothing to say.</summary>
    public string? Hint { get; set; }

    /// <summary>Whether we ourselves closed it, since the target had drained.</summary>
    public bool IsDrained { get; set; }
}
