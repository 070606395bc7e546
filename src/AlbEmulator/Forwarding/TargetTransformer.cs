using AlbEmulator.Requests;
using Yarp.ReverseProxy.Forwarder;

namespace AlbEmulator.Forwarding;

/// <summary>
/// YARP's transforms of a request, which stamp the trace header among others, and of its answer: what a target gets, and what
/// the client gets of its answer, is decided in this room and nowhere else.
/// </summary>
internal class TargetTransformer : HttpTransformer
{
    public override ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        RequestToTarget.Write(AlbRequest.Of(httpContext), proxyRequest, destinationPrefix);
        return default;
    }

    public override ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is not null)
        {
            ResponseToClient.Write(AlbRequest.Of(httpContext), proxyResponse);
        }

        return new(true);
    }
}
