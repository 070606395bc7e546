namespace AlbEmulator.Manual.Codes;

/// <summary>
/// <c>error_reason</c> of the access log.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#error-reason-codes"/>
/// </summary>
internal static class ErrorReasons
{
    private const string ByLambda = "What invokes the function (Alb:Lambda:Endpoint or InvokeUrl) answered with that error.";
    private const string LambdaLog = "alb why tells what was said; then the log of what invokes the function.";

    public static HelpGroup Group { get; } = new("error_reason of the access log",
    [
        new("AWSALBTGCookieInvalid", "The cookie that keeps a client with a target group is not as the load balancer wrote it.",
            "It is of another load balancer, rule or key, or its target group is no longer in the rule.",
            "The client's cookies; whether the emulator keeps its keys (DataDirectory)."),
        new("LambdaBadRequest", "The request cannot be said as the event of a function.",
            "Its path, a header or a body of text is not UTF-8.", "The client; Content-Type or Content-Encoding of the body."),
        new("LambdaWebsocketNotSupported", "A WebSocket cannot go to a function.",
            "The rule forwards a request with Upgrade: websocket to a Lambda target group.", "The rules: alb explain."),
        new("LambdaRequestTooLarge", "The request is too large for a function.", "Its body has more than 1 MB.",
            "Send less, or forward to a target that is no function."),
        new("LambdaConnectionError", "No connection to what invokes the function.",
            "Nothing listens at Alb:Lambda:Endpoint or InvokeUrl, or neither is set.",
            "Alb:Lambda:Endpoint, InvokeUrl of the target, and whether that program runs."),
        new("LambdaConnectionTimeout", "What invokes the function took no connection within 10 s.",
            "A firewall, or a program that hangs.", "Alb:Lambda:Endpoint, InvokeUrl of the target."),
        new("LambdaInvalidResponse", "The function's answer is not in the form that a load balancer reads.",
            "statusCode is missing or a text, a header is no text, a value is null, or the answer is no JSON object.",
            "alb why tells the key and what stands there; whether headers or multiValueHeaders are read is "
            + "lambda.multi_value_headers.enabled of the target group."),
        new("LambdaResponseTooLarge", "The function's answer has more than 1 MB.", "A large body, in base64 a third larger.",
            "Answer less, or a redirect to where it is."),
        new("LambdaUnhandled", "The function failed, or took longer than its own timeout.",
            "An exception that the function does not handle.", "alb why tells its message; then the function's log."),
        new("LambdaAccessDenied", "Lambda does not allow the load balancer to invoke the function.",
            ByLambda, "The function's policy, for the principal elasticloadbalancing.amazonaws.com."),
        new("LambdaResourceNotFound", "There is no such function, version or alias.",
            ByLambda, "The ARN that is registered against what the endpoint knows (aws lambda list-functions)."),
        new("LambdaServiceException", "Lambda failed.", ByLambda, LambdaLog),
        new("LambdaThrottling", "Lambda had too many requests.", ByLambda, LambdaLog),
        new("LambdaUnhandledException", "Lambda answered something that the load balancer has no code for.", ByLambda, LambdaLog),
        new("LambdaEC2AccessDeniedException", "Lambda may not use the function's VPC.", ByLambda, LambdaLog),
        new("LambdaEC2ThrottledException", "EC2 had too many requests of Lambda.", ByLambda, LambdaLog),
        new("LambdaEC2UnexpectedException", "EC2 answered Lambda something unexpected.", ByLambda, LambdaLog),
        new("LambdaENILimitReachedException", "The function's VPC has no network interface left.", ByLambda, LambdaLog),
        new("LambdaInvalidRuntimeException", "The function's runtime is not supported.", ByLambda, LambdaLog),
        new("LambdaInvalidSecurityGroupIDException", "A security group of the function is not there.", ByLambda, LambdaLog),
        new("LambdaInvalidSubnetIDException", "A subnet of the function is not there.", ByLambda, LambdaLog),
        new("LambdaInvalidZipFileException", "The function's code cannot be unpacked.", ByLambda, LambdaLog),
        new("LambdaKMSAccessDeniedException", "Lambda may not decrypt the function's environment.", ByLambda, LambdaLog),
        new("LambdaKMSDisabledException", "The key of the function's environment is disabled.", ByLambda, LambdaLog),
        new("LambdaKMSInvalidStateException", "The key of the function's environment is in no state to be used.", ByLambda, LambdaLog),
        new("LambdaKMSNotFoundException", "The key of the function's environment is not there.", ByLambda, LambdaLog),
        new("LambdaSubnetIPAddressLimitReachedException", "A subnet of the function has no address left.", ByLambda, LambdaLog),
        .. AuthenticationReasons.Logins,
        .. AuthenticationReasons.Tokens,
    ]);
}
