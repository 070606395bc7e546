using System.Buffers;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using AlbEmulator.Descriptors;
using AlbEmulator.Model;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.Health;

/// <summary>
/// Asks a target of a group of HTTP/1.1: a prepared request on a bare connection, of whose answer only the head is read.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html"/>
/// </summary>
internal sealed class Http1Probe(
    IPEndPoint endPoint, HealthCheck settings, SslPolicy policy, ProcessDescriptors descriptors)
    : Probe(settings.Protocol == TargetGroupProtocol.Https ? HealthCheckType.Https : HealthCheckType.Http, $"{endPoint.Address}:{endPoint.Port}")
{
    /// <summary>Bytes of a usual head.</summary>
    private const int UsualHead = 2048;

    private readonly byte[] _request = ProbeRequest.Http1(endPoint, settings);

    public override async Task<ProbeOutcome> CheckAsync(CancellationToken timeout)
    {
        try
        {
            using var socket = descriptors.OpenToTarget(endPoint.AddressFamily);
            if (settings.Protocol == TargetGroupProtocol.Http)
            {
                Connect(socket);
                await socket.SendAsync(_request, timeout);
                await CheckThread.LookAt(socket);
                return await ReadAsync(socket, null, timeout);
            }

            await socket.ConnectAsync(endPoint, timeout);
            await using var tls = new SslStream(new NetworkStream(socket));
            await tls.AuthenticateAsClientAsync(TargetTls.Anyone(endPoint.Address, policy), timeout);
            await tls.WriteAsync(_request, timeout);
            return await ReadAsync(socket, tls, timeout);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return ProbeFailure.Of(exception);
        }
    }

    /// <summary>Does not wait for the connection: what is sent does, and nearby it is there by then.</summary>
    private void Connect(Socket socket)
    {
        socket.Blocking = false;
        try
        {
            socket.Connect(endPoint);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.WouldBlock)
        {
            // Under way.
        }
    }

    private async ValueTask<ProbeOutcome> ReadAsync(Socket socket, SslStream? tls, CancellationToken timeout)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(UsualHead);
        try
        {
            var head = new ResponseHeadReader();
            var length = 0;
            while (true)
            {
                if (length == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(2 * length);
                    buffer.CopyTo(larger, 0);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }

                var room = buffer.AsMemory(length);
                var read = tls is null ? await socket.ReceiveAsync(room, timeout) : await tls.ReadAsync(room, timeout);
                if (read == 0)
                {
                    return new(ProbeEnd.Reset, null, length > 0
                        ? "the target closed the connection within the head of its answer"
                        : "the target closed the connection without an answer");
                }

                length += read;
                switch (head.Read(buffer.AsSpan(0, length)))
                {
                    case HeadProgress.Ended:
                        return ProbeOutcome.Answered(head.StatusCode, settings.Matcher.Matches(head.StatusCode));
                    case HeadProgress.Malformed:
                        return new(ProbeEnd.Malformed, null, "the answer is not HTTP/1.1");
                    case HeadProgress.TooLong:
                        return new(ProbeEnd.Malformed, null, "the head of the answer is longer than 32 KB");
                    case HeadProgress.GoesOn:
                        break;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
