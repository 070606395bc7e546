namespace AlbEmulator.Requests;

/// <summary>
/// Why the load balancer could not do with a request what its rules say: a closed set of the emulator's own, of which
/// <c>alb help CODE</c> tells more. AWS has no such codes.
/// </summary>
internal enum CauseCode
{
    // The target that was chosen.
    TargetRefused,
    TargetUnreachable,
    TargetConnectTimeout,
    TargetTlsTimeout,
    TargetTlsFailed,
    TargetClosed,
    TargetBrokeOff,
    TargetTimeout,
    TargetNotHttp,
    TargetAnswerMalformed,
    TargetAnswerTooLong,
    TargetHttp2Error,
    TargetDrained,
    TargetFailed,
    WebSocketIdle,

    // The target group: no target could be chosen.
    NoTargetRegistered,
    TargetsHaveNoAddress,
    TargetsDraining,
    TargetsUnused,
    NoWeight,
    ProtocolMismatch,

    // The function that was chosen.
    FunctionNowhere,
    FunctionUnreachable,
    FunctionConnectTimeout,
    FunctionTimeout,
    FunctionFailed,
    FunctionRefused,
    FunctionAnswerRefused,
    FunctionAnswerTooLong,
    FunctionRequestTooLong,
    FunctionRequestNotText,
    FunctionWebSocket,

    // The rule.
    TransformFailed,
    RedirectTooLong,
    RedirectInvalid,

    // The user, or the token of a request.
    NotAuthenticated,

    // The client and its request.
    ClientLeft,
    ClientTooSlow,
    RequestMalformed,
    RequestDesync,
    RequestMethod,
    RequestUri,
    RequestHost,
    RequestTooLong,
    RequestVersion,
    RequestTransferEncoding,
    RequestTls,
    TooManyAddresses,

    // The machine, and the emulator itself.
    NoDescriptor,
    EmulatorFailed,

    // Whoever asked for it.
    FaultInjected,
}
