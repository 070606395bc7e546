using AlbEmulator.Desync;
using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.Snapshots;

namespace AlbEmulator.FrontEndConnections;

/// <summary>
/// Of a request that could not be read, or is not passed on for what it is: what the client gets, and why. An ALB answers
/// 400 to most of it, also to the HTTP/2 preface and to headers over its limits.
/// </summary>
/// <param name="StatusCode">Of the answer.</param>
/// <param name="Failure">Why.</param>
internal sealed record Rejection(int StatusCode, Failure Failure)
{
    public static Rejection Http2Preface { get; } = new(StatusCodes.Status400BadRequest, new(
        CauseCode.RequestVersion, "the client began with HTTP/2, which a listener takes over TLS and ALPN alone"));

    public static Rejection TlsHello { get; } = new(StatusCodes.Status400BadRequest, new(
        CauseCode.RequestTls, "the client spoke TLS to an HTTP listener: an https URL, or a listener that is to be HTTPS"));

    public static Rejection LongLine { get; } = new(StatusCodes.Status414UriTooLong, new(
        CauseCode.RequestTooLong, $"the request line takes more than {HeaderLimits.RequestLine} bytes"));

    public static Rejection LongHead { get; } = new(StatusCodes.Status400BadRequest, new(
        CauseCode.RequestTooLong, $"the headers of the request take more than {HeaderLimits.EntireRequestHeader} bytes"));

    public static Rejection OtherVersion { get; } = new(StatusCodes.Status505HttpVersionNotsupported, new(
        CauseCode.RequestVersion, "the request is of a version of HTTP that the load balancer does not speak"));

    public static Rejection NoRequest { get; } = Malformed("its first line is no request line");

    public static Rejection Cut { get; } = Malformed("the client ended it within its head");

    public static Rejection NoHost { get; } = Malformed("it has no Host header, as HTTP/1.1 wants one");

    /// <summary>The client was silent within its head.</summary>
    public static Rejection Slow(ListenerSnapshot listener) => new(StatusCodes.Status408RequestTimeout, new(
        CauseCode.ClientTooSlow,
        $"the client did not send its whole request within {listener.IdleTimeout.TotalSeconds} s, the load "
        + "balancer's idle_timeout.timeout_seconds"));

    /// <summary>A head that may be read in two ways, or in none; null where it is passed on.</summary>
    public static Rejection? Of(in RequestHead head, MitigationAction action, DesyncMitigationMode mode) => head.Refusal switch
    {
        StatusCodes.Status501NotImplemented when action != MitigationAction.Block => new(head.Refusal, new(
            CauseCode.RequestTransferEncoding, "the request has a Transfer-Encoding other than chunked")),
        0 when action == MitigationAction.Block => new(StatusCodes.Status400BadRequest, new(
            CauseCode.RequestDesync,
            $"the request may be read in two ways: {head.Classification.ReasonName} ({head.Classification.TierName}), which "
            + $"routing.http.desync_mitigation_mode {mode.ToString().ToLowerInvariant()} blocks")),
        0 => null,
        _ => new(StatusCodes.Status400BadRequest, new(
            CauseCode.RequestMalformed,
            "the request cannot be passed on in any mode of desync mitigation: "
            + (head.Classification.ReasonName ?? "its request line or its length cannot be read"))),
    };

    private static Rejection Malformed(string what) => new(StatusCodes.Status400BadRequest, new(
        CauseCode.RequestMalformed, $"the request cannot be read: {what}"));
}
