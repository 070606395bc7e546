using System.Net.Sockets;
using AlbEmulator.Faults;
using AlbEmulator.Metrics;
using AlbEmulator.Requests;
using AlbEmulator.TargetGroups;
using Yarp.ReverseProxy.Forwarder;

namespace AlbEmulator.Forwarding;

/// <summary>A target that does on purpose what a target may do: it refuses the connection, or sends the body of its answer slowly.</summary>
internal static class FaultedTarget
{
    /// <param name="forwarder">YARP.</param>
    /// <param name="request">What is passed on.</param>
    /// <param name="target">To whom.</param>
    /// <param name="fault">What the target does.</param>
    /// <param name="client">Speaks to it.</param>
    /// <param name="config">How YARP is to do it.</param>
    /// <param name="transformer">What the target gets, and the client of its answer.</param>
    public static async ValueTask SendAsync(
        IHttpForwarder forwarder,
        AlbRequest request,
        RegisteredTarget target,
        Fault fault,
        HttpMessageInvoker client,
        ForwarderRequestConfig config,
        HttpTransformer transformer)
    {
        if (fault.Kind == FaultKind.Slow)
        {
            await forwarder.SendAsync(request.Context, target.Url, client, config, new SlowAnswer(request, fault.BytesPerSecond, transformer));
            return;
        }

        using var refusing = new HttpMessageInvoker(new Refusal(request));
        await forwarder.SendAsync(request.Context, target.Url, refusing, config, transformer);
    }

    /// <summary>Nothing listens, also where a connection was open before.</summary>
    private sealed class Refusal(AlbRequest request) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
        {
            request.TargetGroup!.Metrics.Add(TargetGroupCounter.ConnectionErrors);
            return Task.FromException<HttpResponseMessage>(new TargetConnectException(
                request.Target!.Name, isTimeout: false, new SocketException((int)SocketError.ConnectionRefused)));
        }
    }
}
