using AlbEmulator.Model;
using AlbEmulator.Requests;

namespace AlbEmulator.Forwarding;

/// <summary>
/// Which requests a target group takes: those that the protocol version of its targets can carry. Any other gets a 464.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-protocol-version"/>
/// </summary>
internal static class ProtocolMatch
{
    private const string GrpcContentType = "application/grpc";

    /// <summary>Whether it calls a gRPC method: HTTP/2, and said by its content type.</summary>
    public static bool IsGrpc(HttpRequest request) =>
        HttpProtocol.IsHttp2(request.Protocol)
        && request.Headers.ContentType is [{ } type, ..]
        && type.StartsWith(GrpcContentType, StringComparison.OrdinalIgnoreCase)
        // Not the neighbours, such as application/grpc-web, which is for HTTP/1.1 as well.
        && (type.Length == GrpcContentType.Length || type[GrpcContentType.Length] is '+' or ';' or ' ');

    /// <summary>Of a request that does not fit.</summary>
    public static Failure Failure(AlbRequest request, TargetGroup group)
    {
        var http = request.Context.Request;
        var what = IsGrpc(http) ? "a gRPC call" : $"{http.Method} over {http.Protocol}";
        var wanted = group.ProtocolVersion switch
        {
            ProtocolVersion.Http1 => "HTTP1, which takes no gRPC",
            ProtocolVersion.Http2 => "HTTP2, which takes requests over HTTP/2 alone",
            ProtocolVersion.Grpc => "GRPC, which takes POST over HTTP/2 alone",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return new(CauseCode.ProtocolMismatch, $"{what} cannot go to target group {group.Name}: its ProtocolVersion is {wanted}");
    }

    public static bool Fits(AlbRequest request, TargetGroup group)
    {
        var http = request.Context.Request;
        return group.ProtocolVersion switch
        {
            ProtocolVersion.Http1 => !IsGrpc(http),
            ProtocolVersion.Http2 => HttpProtocol.IsHttp2(http.Protocol),
            ProtocolVersion.Grpc => HttpProtocol.IsHttp2(http.Protocol) && HttpMethods.IsPost(http.Method),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
