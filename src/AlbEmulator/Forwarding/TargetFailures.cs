using System.Globalization;
using System.Net.Sockets;
using AlbEmulator.BackEndConnections;
using AlbEmulator.Descriptors;
using AlbEmulator.Faults;
using AlbEmulator.Machine;
using AlbEmulator.Model;
using AlbEmulator.Requests;
using Yarp.ReverseProxy.Forwarder;

namespace AlbEmulator.Forwarding;

/// <summary>Says of an exchange with a target that failed why it did.</summary>
internal static class TargetFailures
{
    private const int MostShown = 40;

    /// <summary>Of a request that got no answer of the target.</summary>
    public static Failure Of(AlbRequest request, IForwarderErrorFeature error)
    {
        var target = $"target {request.Target!.Name}";
        return (error.Error, Known(error.Exception)) switch
        {
            (_, NoDescriptorException) => new(
                CauseCode.NoDescriptor,
                $"the emulator has no file descriptor left for a connection to {target}"),
            (_, TargetConnectException) when request.Fault is { Fault.Kind: FaultKind.Refuse } fault => new(CauseCode.FaultInjected, fault.Cause),
            (_, TargetConnectException exception) => OfConnecting(target, exception),
            (_, NotHttpException exception) => OfNoHttp(target, exception.First),
            (_, MalformedAnswerException exception) => new(
                CauseCode.TargetAnswerMalformed, $"the answer of {target} {exception.What}"),
            (ForwarderError.RequestBodyClient, BadHttpRequestException exception) => OfBody(exception),
            (ForwarderError.RequestBodyClient, _) => OfSlowClient(request),
            (ForwarderError.RequestTimedOut, _) when !request.IsBodyRead && !request.IsTargetBehind => OfSlowClient(request),
            (ForwarderError.RequestTimedOut, _) => new(
                CauseCode.TargetTimeout,
                request.IsTargetBehind
                    ? $"{target} took no more of the request's body for {Idle(request)}"
                    : $"{target} gave no answer within {Idle(request)}"),
            _ when IsDrained(request, error.Exception) => OfDrained(target, "before it answered"),
            _ when ByReset(error.Exception) => new(
                CauseCode.TargetClosed, $"{target} broke off the connection before it answered (reset)"),
            (_, TargetClosedException exception) => new(
                CauseCode.TargetClosed,
                $"{target} closed the connection before {(exception.IsInHead ? "the head of its answer was whole" : "it answered")}"),
            (_, AnswerTooLongException) => OfLongHead(target),
            (_, HttpRequestException exception) => OfHttp2(target, exception),
            _ => new(CauseCode.TargetFailed, $"the exchange with {target} failed: {Sentence(error.Exception)}"),
        };
    }

    /// <summary>
    /// Of a request whose client has the target's status already. Null where it is the client that ended it: many that
    /// follow a stream of events leave in no other way.
    /// </summary>
    public static Failure? OfBrokenOff(AlbRequest request, IForwarderErrorFeature error)
    {
        var target = $"target {request.Target!.Name}";
        var what = request.IsUpgraded ? "the WebSocket" : "its answer";
        return error.Error switch
        {
            _ when IsDrained(request, error.Exception) => OfDrained(target, $"in the middle of {what}"),
            ForwarderError.UpgradeActivityTimeout => new(
                CauseCode.WebSocketIdle, $"nothing crossed the WebSocket with {target} for {Idle(request)}"),
            ForwarderError.ResponseBodyCanceled or ForwarderError.ResponseBodyDestination when IsIdle(request) => new(
                CauseCode.TargetTimeout, $"{target} sent nothing more of its answer for {Idle(request)}"),
            ForwarderError.ResponseBodyDestination or ForwarderError.UpgradeResponseDestination
                or ForwarderError.UpgradeRequestDestination => new(
                    CauseCode.TargetBrokeOff, $"{target} broke off the connection in the middle of {what}"),
            _ => null,
        };
    }

    /// <summary>Of a request whose body does not come.</summary>
    public static Failure OfSlowClient(AlbRequest request) => new(
        CauseCode.ClientTooSlow, $"the client sent nothing more of its request's body for {Idle(request)}");

    /// <summary>Of a request whose body is none of HTTP.</summary>
    public static Failure OfBody(BadHttpRequestException exception) => new(
        CauseCode.RequestMalformed, $"the body of the request cannot be read: {Sentence(exception)}");

    private static Failure OfDrained(string target, string when) => new(
        CauseCode.TargetDrained, $"{target} was deregistered and its deregistration delay passed {when}");

    private static Failure OfConnecting(string target, TargetConnectException exception)
    {
        var seconds = TargetConnector.Timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return exception switch
        {
            { IsDrained: true } => OfDrained(target, "before it answered"),
            { IsTls: true, IsTimeout: true } => new(
                CauseCode.TargetTlsTimeout,
                $"{target} did not end the TLS handshake within {seconds} s, the load balancer's connect timeout"),
            { IsTls: true } => new(
                CauseCode.TargetTlsFailed, $"TLS with {target} failed: {Sentence(exception)}"),
            { IsTimeout: true } => new(
                CauseCode.TargetConnectTimeout,
                $"{target} did not take a connection within {seconds} s, the load balancer's connect timeout"),
            { IsRefused: true } => new(
                CauseCode.TargetRefused, $"{target} refused the connection: nothing listens there{(exception.Hint is { } hint ? $"; {hint}" : "")}"),
            _ => new(
                CauseCode.TargetUnreachable, $"{target} cannot be reached: {Sentence(exception)}"),
        };
    }

    private static Failure OfNoHttp(string target, ReadOnlySpan<byte> first)
    {
        var hint = first switch
        {
            [0x15 or 0x16, 3, ..] => ", which is TLS: the Protocol of its target group must be HTTPS",
            [0, 0, _, 4, ..] => ", which is HTTP/2: the ProtocolVersion of its target group must be HTTP2 or GRPC",
            _ => "",
        };
        return new(
            CauseCode.TargetNotHttp,
            $"{target} does not speak HTTP/1: its answer begins with {Printable.Quoted(first, MostShown)}{hint}");
    }

    private static Failure OfLongHead(string target) => new(
        CauseCode.TargetAnswerTooLong,
        $"the headers of the answer of {target} take more than {HeaderLimits.EntireResponseHeaderKilobytes} KB");

    private static Failure OfHttp2(string target, HttpRequestException exception) => Error(exception) switch
    {
        HttpRequestError.ResponseEnded => new(
            CauseCode.TargetClosed, $"{target} closed the connection before the head of its answer was whole"),
        HttpRequestError.ConfigurationLimitExceeded => OfLongHead(target),
        _ => new(CauseCode.TargetHttp2Error, $"{target} does not speak HTTP/2 as it must: {Sentence(exception)}"),
    };

    private static string Idle(AlbRequest request) => IdleTimeout(request.Listener.IdleTimeout);

    /// <summary>Which timeout it is, so that a reader finds what to change.</summary>
    public static string IdleTimeout(TimeSpan timeout) => string.Create(
        CultureInfo.InvariantCulture,
        $"{timeout.TotalSeconds} s, the load balancer's {LoadBalancerAttributeKeys.IdleTimeout}");

    /// <summary>What was thrown in the first place, without its full stop.</summary>
    public static string Sentence(Exception? exception)
    {
        while (exception?.InnerException is { } inner)
        {
            exception = inner;
        }

        return exception?.Message.TrimEnd('.') ?? "for no reason that is known";
    }

    /// <summary>What the HTTP client says of it in the innermost place that says anything.</summary>
    private static HttpRequestError Error(Exception? exception)
    {
        var said = HttpRequestError.Unknown;
        for (; exception is not null; exception = exception.InnerException)
        {
            said = exception is HttpRequestException { HttpRequestError: not HttpRequestError.Unknown and var error } ? error : said;
        }

        return said;
    }

    /// <summary>The one in the chain that says most.</summary>
    private static Exception? Known(Exception? exception)
    {
        for (var at = exception; at is not null; at = at.InnerException)
        {
            if (at is NoDescriptorException or TargetConnectException or NotHttpException or MalformedAnswerException
                or AnswerTooLongException or TargetClosedException or BadHttpRequestException)
            {
                return at;
            }
        }

        return Find<HttpRequestException>(exception);
    }

    /// <summary>
    /// Whether its answer has been silent for the idle timeout. YARP, whose timer that is, has broken off the client's
    /// connection by then, so that the client looks as if it had left. Timers are not quite of one mind.
    /// </summary>
    private static bool IsIdle(AlbRequest request)
    {
        const double Nearly = 0.95;
        var time = request.Connection.Time;
        var last = Math.Max(request.TargetAnsweredAt, request.Exchange.LastPieceTimestamp);
        return time.GetElapsedTime(last) >= request.Listener.IdleTimeout * Nearly;
    }

    /// <summary>The load balancer closes what is left of the connections of a target that has drained.</summary>
    private static bool IsDrained(AlbRequest request, Exception? exception) =>
        request.Target!.IsDeregistered
        && (Socket(exception) == SocketError.OperationAborted || Find<ObjectDisposedException>(exception) is not null);

    private static bool ByReset(Exception? exception) =>
        Socket(exception) is SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown;

    private static SocketError? Socket(Exception? exception) => Find<SocketException>(exception)?.SocketErrorCode;

    /// <summary>The first of this kind, from the exception on inwards.</summary>
    public static T? Find<T>(Exception? exception)
        where T : Exception
    {
        while (exception is not null and not T)
        {
            exception = exception.InnerException;
        }

        return (T?)exception;
    }
}
