using AlbEmulator.BackEndConnections;
using AlbEmulator.Descriptors;
using AlbEmulator.Requests;
using Microsoft.AspNetCore.Connections;
using Yarp.ReverseProxy.Forwarder;

namespace AlbEmulator.Forwarding;

/// <summary>
/// What an ALB makes of a request that could not be passed on.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html"/>
/// </summary>
internal static class ForwardingErrors
{
    /// <summary>Only in the log: the client closed the connection before it got an answer.</summary>
    public const int ClientClosedRequest = 460;

    public static void Answer(AlbRequest request, IForwarderErrorFeature error)
    {
        if (request.Context.Response.HasStarted)
        {
            // The client has the target's status; YARP ended the response as broken off.
            request.Failure = TargetFailures.OfBrokenOff(request, error);
            return;
        }

        request.IsUpgraded = false;
        request.TargetStatusCode = null;
        request.TargetAnsweredAt = 0;
        var unopened = TargetFailures.Find<NoDescriptorException>(error.Exception);
        request.ErrorDetail = (unopened ?? TargetFailures.Find<MalformedAnswerException>(error.Exception) as Exception)?.Message;
        if (unopened is not null || TargetFailures.Find<TargetConnectException>(error.Exception) is not null)
        {
            // Nothing was sent: the log's three times are all -1.
            request.SentToTargetAt = 0;
            request.HeaderNotes?.NothingForwarded();
        }

        if (request.Context.RequestAborted.IsCancellationRequested || HasLeft(error))
        {
            request.SentToTargetAt = 0;
            ClientLeft(request);
            return;
        }

        var statusCode = StatusCode(request, error);
        if (statusCode == StatusCodes.Status502BadGateway && request.SentToTargetAt != 0)
        {
            // It answered, if only by hanging up.
            request.TargetAnsweredAt = request.Connection.Time.GetTimestamp();
        }

        Answer(request, statusCode, TargetFailures.Of(request, error));
    }

    /// <summary>The page of an error, or for a target group that speaks gRPC its status.</summary>
    public static void Answer(AlbRequest request, int statusCode, Failure failure)
    {
        if (request.IsGrpc)
        {
            GrpcErrors.Give(request, statusCode, failure);
        }
        else
        {
            Answers.Give(request, statusCode, failure);
        }
    }

    /// <summary>Takes note that nobody waits for an answer any longer: with its request incomplete it is the client that failed.</summary>
    public static void ClientLeft(AlbRequest request) => ClientLeft(request, request.IsBodyRead);

    /// <inheritdoc cref="ClientLeft(AlbRequest)"/>
    /// <param name="request">Its request.</param>
    /// <param name="isWhole">Whether all of it came.</param>
    public static void ClientLeft(AlbRequest request, bool isWhole) => (request.StatusCode, request.Failure) = isWhole
        ? (ClientClosedRequest, new(CauseCode.ClientLeft, "the client closed the connection before it got an answer"))
        : (StatusCodes.Status400BadRequest,
            new Failure(CauseCode.ClientLeft, "the client closed the connection before it had sent its whole request"));

    /// <summary>
    /// Whether the target failed the request: by a 5xx of its own, or by its connection. Null where it is the client that
    /// failed.
    /// </summary>
    public static bool? Outcome(AlbRequest request, IForwarderErrorFeature? error) => request switch
    {
        { TargetStatusCode: { } statusCode } => statusCode >= StatusCodes.Status500InternalServerError
            || error?.Error == ForwarderError.ResponseBodyDestination,
        { StatusCode: StatusCodes.Status502BadGateway or StatusCodes.Status504GatewayTimeout } => true,
        _ => null,
    };

    /// <summary>Whether the client broke off its body, of which the parser may tell before it says that the request ended.</summary>
    private static bool HasLeft(IForwarderErrorFeature error) =>
        error.Error == ForwarderError.RequestBodyClient
        && TargetFailures.Find<BadHttpRequestException>(error.Exception) is null
        && (TargetFailures.Find<IOException>(error.Exception) is not null || TargetFailures.Find<ConnectionAbortedException>(error.Exception) is not null);

    private static int StatusCode(AlbRequest request, IForwarderErrorFeature error) => error.Error switch
    {
        ForwarderError.RequestBodyClient when TargetFailures.Find<BadHttpRequestException>(error.Exception) is not null =>
            StatusCodes.Status400BadRequest,
        ForwarderError.RequestBodyClient => StatusCodes.Status408RequestTimeout,
        ForwarderError.RequestTimedOut when !request.IsBodyRead && !request.IsTargetBehind => StatusCodes.Status408RequestTimeout,
        ForwarderError.RequestTimedOut => StatusCodes.Status504GatewayTimeout,
        ForwarderError.Request when TargetFailures.Find<TargetConnectException>(error.Exception) is { IsTimeout: true } =>
            StatusCodes.Status504GatewayTimeout,
        // It is not the target that failed.
        _ when TargetFailures.Find<NoDescriptorException>(error.Exception) is not null => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status502BadGateway,
    };
}
