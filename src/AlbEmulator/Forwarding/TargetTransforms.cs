using AlbEmulator.Requests;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace AlbEmulator.Forwarding;

/// <summary>Tells YARP that what a target gets, and what the client gets of its answer, is decided in this room.</summary>
internal static class TargetTransforms
{
    public static void Apply(TransformBuilderContext context)
    {
        context.CopyRequestHeaders = false;
        context.CopyResponseHeaders = false;
        context.UseDefaultForwarders = false;
        // Where it comes first: YARP would otherwise remove the Host after all other transforms.
        context.AddOriginalHost(useOriginal: false);
        context.AddRequestTransform(static transform =>
        {
            RequestToTarget.Write(AlbRequest.Of(transform.HttpContext), transform.ProxyRequest, transform.DestinationPrefix);
            return default;
        });
        context.AddResponseTransform(static transform =>
        {
            if (transform.ProxyResponse is not null)
            {
                ResponseToClient.Write(AlbRequest.Of(transform.HttpContext), transform.ProxyResponse);
            }

            return default;
        });
    }
}
