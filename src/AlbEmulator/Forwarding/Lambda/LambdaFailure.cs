using AlbEmulator.Descriptors;
using AlbEmulator.Requests;

namespace AlbEmulator.Forwarding.Lambda;

/// <summary>
/// Why a client does not get a function's answer: its status, and the log's <c>error_reason</c>.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#error-reason-codes"/>
/// </summary>
/// <param name="StatusCode">What the client gets.</param>
/// <param name="Reason">AWS's code; null where AWS has none.</param>
internal sealed record LambdaFailure(int StatusCode, string? Reason) : LambdaOutcome
{
    /// <summary>What of the function's answer is wrong, and what stands there; null where that is not known.</summary>
    public string? Detail { get; init; }

    /// <summary>What others said of it: the machine, the function or Lambda. Null where nothing was said.</summary>
    public string? Why { get; init; }

    /// <summary>Which kind of failure it is.</summary>
    public CauseCode Code => Reason switch
    {
        null => CauseCode.FunctionTimeout,
        "LambdaBadRequest" => CauseCode.FunctionRequestNotText,
        "LambdaWebsocketNotSupported" => CauseCode.FunctionWebSocket,
        "LambdaRequestTooLarge" => CauseCode.FunctionRequestTooLong,
        "LambdaConnectionTimeout" => CauseCode.FunctionConnectTimeout,
        "LambdaConnectionError" => (this == NotConnected, Why) switch
        {
            (true, _) => CauseCode.NoDescriptor,
            (_, null) => CauseCode.FunctionNowhere,
            _ => CauseCode.FunctionUnreachable,
        },
        "LambdaInvalidResponse" => CauseCode.FunctionAnswerRefused,
        "LambdaResponseTooLarge" => CauseCode.FunctionAnswerTooLong,
        "LambdaUnhandled" => CauseCode.FunctionFailed,
        _ => CauseCode.FunctionRefused,
    };

    /// <summary>Whether nothing was sent.</summary>
    public bool IsUnsent => Code is CauseCode.NoDescriptor or CauseCode.FunctionNowhere or CauseCode.FunctionUnreachable
        or CauseCode.FunctionConnectTimeout;

    public static LambdaFailure BadRequest { get; } = new(400, "LambdaBadRequest");

    public static LambdaFailure WebsocketNotSupported { get; } = new(400, "LambdaWebsocketNotSupported");

    public static LambdaFailure RequestTooLarge { get; } = new(413, "LambdaRequestTooLarge");

    public static LambdaFailure ConnectionError { get; } = new(502, "LambdaConnectionError");

    /// <summary>No descriptor was left for a connection.</summary>
    public static LambdaFailure NotConnected { get; } = ConnectionError with { Detail = new NoDescriptorException().Message };

    public static LambdaFailure ConnectionTimeout { get; } = new(504, "LambdaConnectionTimeout");

    /// <summary>
    /// The function took longer than the load balancer's idle timeout. AWS names no code for it: those it has speak of
    /// connecting, and of the function's own timeout.
    /// </summary>
    public static LambdaFailure IdleTimeout { get; } = new(504, null);

    public static LambdaFailure InvalidResponse(string detail) => new(502, "LambdaInvalidResponse") { Detail = detail };

    public static LambdaFailure ResponseTooLarge { get; } = new(502, "LambdaResponseTooLarge");

    /// <summary>The function failed, or took longer than its own timeout.</summary>
    public static LambdaFailure Unhandled { get; } = new(502, "LambdaUnhandled");

    /// <summary>What Lambda itself refuses, by the name of its error and, where that says nothing, by its status.</summary>
    /// <param name="errorType">
    /// <c>X-Amzn-ErrorType</c>, perhaps with a URL behind a colon; null where there was none.
    /// </param>
    /// <param name="statusCode">Of the Invoke API's answer.</param>
    /// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors"/>
    public static LambdaFailure OfService(string? errorType, int statusCode) => errorType?.Split(':')[0] switch
    {
        "AccessDeniedException" => Bad("LambdaAccessDenied"),
        "ResourceNotFoundException" => Bad("LambdaResourceNotFound"),
        "ServiceException" => Bad("LambdaServiceException"),
        "TooManyRequestsException" => Bad("LambdaThrottling"),
        "RequestTooLargeException" => RequestTooLarge,
        "EC2AccessDeniedException" => Bad("LambdaEC2AccessDeniedException"),
        "EC2ThrottledException" => Bad("LambdaEC2ThrottledException"),
        "EC2UnexpectedException" => Bad("LambdaEC2UnexpectedException"),
        "ENILimitReachedException" => Bad("LambdaENILimitReachedException"),
        "InvalidRuntimeException" => Bad("LambdaInvalidRuntimeException"),
        "InvalidSecurityGroupIDException" => Bad("LambdaInvalidSecurityGroupIDException"),
        "InvalidSubnetIDException" => Bad("LambdaInvalidSubnetIDException"),
        "InvalidZipFileException" => Bad("LambdaInvalidZipFileException"),
        "KMSAccessDeniedException" => Bad("LambdaKMSAccessDeniedException"),
        "KMSDisabledException" => Bad("LambdaKMSDisabledException"),
        "KMSInvalidStateException" => Bad("LambdaKMSInvalidStateException"),
        "KMSNotFoundException" => Bad("LambdaKMSNotFoundException"),
        "SubnetIPAddressLimitReachedException" => Bad("LambdaSubnetIPAddressLimitReachedException"),
        _ => OfService(statusCode),
    };

    private static LambdaFailure OfService(int statusCode) => statusCode switch
    {
        403 => Bad("LambdaAccessDenied"),
        404 => Bad("LambdaResourceNotFound"),
        413 => RequestTooLarge,
        429 => Bad("LambdaThrottling"),
        >= 500 => Bad("LambdaServiceException"),
        _ => Bad("LambdaUnhandledException"),
    };

    private static LambdaFailure Bad(string reason) => new(StatusCodes.Status502BadGateway, reason);
}
