namespace AlbEmulator.Manual.Codes;

/// <summary><c>actions_executed</c> and <c>request_transform_status</c> of the access log.</summary>
internal static class Actions
{
    public static HelpGroup Executed { get; } = new("action of a rule (actions_executed of the access log)",
    [
        new("forward", "The request went, or was to go, to a target of a target group.", "The rule says so.",
            "target_group_arn and target of the log; alb explain METHOD URL."),
        new("redirect", "The client was sent elsewhere.", "The rule says so.", "redirect_url of the log; alb explain METHOD URL."),
        new("fixed-response", "The load balancer answered what the rule says.", "The rule says so.", "alb explain METHOD URL."),
        new("authenticate", "The client had to be logged in, or was sent to log in, or came back from it.", "The rule says so.",
            "error_reason of the log; alb explain METHOD URL. A jwt-validation is not told here."),
        new("rewrite", "With AWS: a transform. The emulator tells it in request_transform_status.", "None here.", "alb explain METHOD URL."),
        new("waf", "AWS WAF blocked the request, or with AWS let it pass. The emulator has none.",
            "A fault with the status 403 that was put on the control port (PUT /faults).", "GET /faults of the control port."),
        new("waf-failed", "With AWS: AWS WAF failed. The emulator has none.", "None here.", "Nothing."),
    ]);

    public static HelpGroup Admitting { get; } = new("action that says who may pass (Type of an action)",
    [
        new("authenticate-oidc", "Users log in with a provider of OpenID Connect before another action has their requests.",
            "The rule says so.", "alb explain METHOD URL; error_reason of the log. config/examples/login.yaml has one with a provider to play with."),
        new("authenticate-cognito", "Users log in with a user pool of Amazon Cognito before another action has their requests.",
            "The rule says so.", "alb explain METHOD URL; error_reason of the log. Alb:Cognito:Endpoint says where the user pool is."),
        new("jwt-validation", "Requests bear a token of an issuer, or get 401, before another action has them.",
            "The rule says so.", "alb explain METHOD URL; error_reason of the log, whose codes begin with JWT."),
    ]);

    public static HelpGroup Transformed { get; } = new("request_transform_status of the access log",
    [
        new("TransformSuccess", "A transform of the rule matched and was carried out.", "The rule says so.",
            "transformed_host and transformed_uri of the log."),
        new("TransformInvalidHost", "A transform made a host that is none; the client got a 500.",
            "The replacement has characters that no host name has, or is empty.", "Replace of the host-header-rewrite."),
        new("TransformInvalidPath", "A transform made a path that is none; the client got a 500.",
            "It does not begin with / or has blanks or control characters.", "Replace of the url-rewrite."),
        new("TransformBufferTooSmall", "A transform made a path and query that are too long; the client got a 500.",
            "They have more than 16 KB.", "Regex and Replace of the url-rewrite."),
    ]);
}
