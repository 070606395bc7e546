using System.Globalization;
using AlbEmulator.Requests;

namespace AlbEmulator.Forwarding;

/// <summary>
/// What a gRPC client gets where any other would get an error page: one block of headers with a gRPC status. The HTTP
/// status stays that of the error, as an ALB was seen to do.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html"/>
/// </summary>
internal static class GrpcErrors
{
    public static void Give(AlbRequest request, int statusCode, Failure failure)
    {
        request.Failure = failure;
        var (status, message) = Status(statusCode);
        var response = request.Context.Response;
        response.Clear();
        response.StatusCode = request.StatusCode ??= statusCode;
        Answers.Sign(request, response.Headers);
        response.Headers.ContentType = "application/grpc";
        response.Headers.ContentLength = 0;
        response.Headers["grpc-status"] = status.ToString(CultureInfo.InvariantCulture);
        response.Headers["grpc-message"] = message;
        request.Listener.ResponseHeaders?.Write(response.Headers);
        if (request.Listener.HasDebugHeaders)
        {
            DebugHeaders.Write(request, response.Headers);
        }
    }

    /// <summary>
    /// Seen of an ALB: 502 is 14. The others follow gRPC's own mapping of HTTP statuses.
    /// <see href="https://github.com/grpc/grpc/blob/master/doc/http-grpc-status-mapping.md"/>
    /// </summary>
    private static (int Status, string Message) Status(int statusCode) => statusCode switch
    {
        400 => (13, "internal"),
        401 => (16, "unauthenticated"),
        403 => (7, "permission denied"),
        404 => (12, "unimplemented"),
        429 or 502 or 503 or 504 => (14, "unavailable"),
        _ => (2, "unknown"),
    };
}
