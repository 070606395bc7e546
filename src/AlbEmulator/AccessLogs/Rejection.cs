using AlbEmulator.Listeners;
using AlbEmulator.Requests;

namespace AlbEmulator.AccessLogs;

/// <summary>
/// What a client gets for a request that the parser refused, and why. An ALB answers 400 to most of it, also to the HTTP/2
/// preface and to headers over its limits.
/// </summary>
/// <param name="StatusCode">Of the answer.</param>
/// <param name="Failure">Why.</param>
internal readonly record struct Rejection(int StatusCode, Failure Failure)
{
    public static Rejection Of(Http1Connection connection, BadHttpRequestException? error) => error?.StatusCode switch
    {
        _ when connection.TimedOut => new(StatusCodes.Status408RequestTimeout, new(
            CauseCode.ClientTooSlow,
            $"the client did not send its whole request within {connection.Listener.IdleTimeout.TotalSeconds} s, the load "
            + "balancer's idle_timeout.timeout_seconds")),
        _ when connection.Refusal != 0 => new(connection.Refusal, Refused(connection)),
        _ when connection.IsHttp2Preface => new(StatusCodes.Status400BadRequest, new(
            CauseCode.RequestVersion, "the client began with HTTP/2, which a listener takes over TLS and ALPN alone")),
        _ when connection.IsTlsHello => new(StatusCodes.Status400BadRequest, new(
            CauseCode.RequestTls, "the client spoke TLS to an HTTP listener: an https URL, or a listener that is to be HTTPS")),
        StatusCodes.Status414UriTooLong => new(StatusCodes.Status414UriTooLong, new(
            CauseCode.RequestTooLong, $"the request line takes more than {HeaderLimits.RequestLine} bytes")),
        StatusCodes.Status431RequestHeaderFieldsTooLarge => new(StatusCodes.Status400BadRequest, new(
            CauseCode.RequestTooLong, $"the headers of the request take more than {HeaderLimits.EntireRequestHeader} bytes")),
        StatusCodes.Status505HttpVersionNotsupported => new(StatusCodes.Status505HttpVersionNotsupported, new(
            CauseCode.RequestVersion, "the request is of a version of HTTP that the load balancer does not speak")),
        _ => new(StatusCodes.Status400BadRequest, new(
            CauseCode.RequestMalformed, $"the request cannot be read: {error?.Message.TrimEnd('.') ?? "it is no HTTP"}")),
    };

    private static Failure Refused(Http1Connection connection)
    {
        var (tier, reason) = (connection.Classification.TierName, connection.Classification.ReasonName);
        var mode = connection.Listener.DesyncMitigationMode;
        return connection switch
        {
            { Refusal: StatusCodes.Status501NotImplemented } => new(
                CauseCode.RequestTransferEncoding, "the request has a Transfer-Encoding other than chunked"),
            { IsBlocked: true } => new(
                CauseCode.RequestDesync,
                $"the request may be read in two ways: {reason} ({tier}), which routing.http.desync_mitigation_mode "
                + $"{mode.ToString().ToLowerInvariant()} blocks"),
            _ => new(
                CauseCode.RequestMalformed,
                $"the request cannot be passed on in any mode of desync mitigation: {reason ?? "its request line cannot be read"}"),
        };
    }
}
