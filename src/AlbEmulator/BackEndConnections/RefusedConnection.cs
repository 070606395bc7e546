using System.Net.Sockets;
using AlbEmulator.Metrics;
using AlbEmulator.Requests;

namespace AlbEmulator.BackEndConnections;

/// <summary>A target that on purpose does what one may do where nothing listens, also where a connection was open before.</summary>
internal sealed class RefusedConnection(AlbRequest request) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        request.TargetGroup!.Metrics.Add(TargetGroupCounter.ConnectionErrors);
        return Task.FromException<HttpResponseMessage>(new TargetConnectException(
            request.Target!.Name, isTimeout: false, new SocketException((int)SocketError.ConnectionRefused)));
    }
}
