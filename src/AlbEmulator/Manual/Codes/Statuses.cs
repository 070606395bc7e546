namespace AlbEmulator.Manual.Codes;

/// <summary>
/// Statuses that a load balancer itself gives.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html"/>
/// </summary>
internal static class Statuses
{
    public static HelpGroup Group { get; } = new("status that the load balancer itself gives (elb_status_code)",
    [
        new("301", "A redirect action of a rule, for good.", "The rule says so.",
            "alb explain METHOD URL tells which rule it is; redirect_url of the log tells where it leads."),
        new("302", "A redirect action of a rule, for now.", "The rule says so.",
            "alb explain METHOD URL tells which rule it is; redirect_url of the log tells where it leads."),
        new("400", "The request is none that can be passed on.",
            "It is not HTTP, may be read in two ways, has no valid Host, is longer than the limits, or its client left or went "
            + "on with something else before its body was whole. TLS to an HTTP listener is one of them, and text that is no "
            + "UTF-8 to a Lambda function.",
            "alb why; classification_reason of the log; routing.http.desync_mitigation_mode."),
        new("401", "The client has not shown who it is.",
            "An action before forward wants a login or a token: there is none, or it is not good. The rule may deny those who have not "
            + "logged in.",
            "error_reason of the log, of which alb help tells more; alb why."),
        new("404", "There is no such public key.",
            "At the host public-keys.auth.elb.REGION.localhost another path was asked for than / and the kid of x-amzn-oidc-data.",
            "kid in the header of x-amzn-oidc-data; any other 404 comes of a target or of a fixed-response."),
        new("405", "A method that the load balancer does not take.", "TRACE or CONNECT.", "The client."),
        new("408", "The client did not send its request to the end in time.",
            "Nothing came for idle_timeout.timeout_seconds (60) within a head or a body.",
            "The client's Content-Length against what it sends; idle_timeout.timeout_seconds."),
        new("413", "The request is too large for the Lambda function it goes to.",
            "Its body has more than 1 MB.", "Send less, or forward to a target that is no function."),
        new("414", "The request line is too long.", "A path and query of more than 16 KB.", "The client: put it into a body."),
        new("460", "The client closed its connection before it got an answer; nobody got this status.",
            "A timeout of the client that is shorter than the target takes.",
            "The client's timeout against target_processing_time; the target's own log."),
        new("463", "X-Forwarded-For has more than 30 addresses.", "A loop of proxies, or a client that makes them up.",
            "X-Forwarded-For of the request in /requests."),
        new("464", "The request cannot go to a target group of that ProtocolVersion.",
            "gRPC to HTTP1, HTTP/1.1 to HTTP2 or GRPC, another method than POST to GRPC.",
            "ProtocolVersion of the target group, and which version of HTTP the client speaks (request of the log)."),
        new("500", "The load balancer could not do what the rule says.",
            "A transform made a host or path that cannot be sent on, or an identity provider or the keys of an issuer could not be asked.",
            "alb why; request_transform_status and error_reason of the log."),
        new("501", "A Transfer-Encoding that the load balancer does not take.", "Any but chunked.", "The client."),
        new("502", "The target, or the function, gave no answer that can be passed on.",
            "Nothing listens there, it closed the connection (its keep-alive may be shorter than the load balancer's idle "
            + "timeout), it does not speak HTTP or TLS as the target group says, its answer is malformed or has more than 32 KB "
            + "of headers, or a function failed or answered in another form.",
            "alb why tells which of them it was; then the target's own log, its port, and Protocol of the target group."),
        new("503", "There is no target to which the request could go.",
            "The target group has no registered targets, all are draining or unused, a name has no address, or every weight of "
            + "the rule is 0. Unhealthy targets alone are no reason: then all get requests.",
            "alb why; /target-health; Targets of the target group."),
        new("504", "The target did not answer in time.",
            "It took no connection or ended no TLS handshake within 10 s, or gave no answer within idle_timeout.timeout_seconds (60).",
            "alb why tells which timeout it was; then the target's own log, or idle_timeout.timeout_seconds."),
        new("505", "A version of HTTP that the load balancer does not speak.", "HTTP/2 or later without TLS and ALPN.", "The client."),
        new("507", "A redirect would lead to a URL that is too long.",
            "The Location of the rule's redirect has more than 8 KB.", "The redirect's Path and Query, and the request's."),
        new("000", "The load balancer ended the connection before the client got an answer.",
            "A reset that was put on the control port (PUT /faults). With AWS an HTTP/2 connection that ended after 10,000 requests.",
            "GET /faults of the control port; with AWS the client's way of opening connections again."),
        new("403", "AWS WAF blocked the request. The emulator has no WAF.",
            "A fault that was put on the control port (PUT /faults). A target or a fixed-response may give it too.",
            "fault of the request in /requests; else the target's own log."),
        new("561", "The identity provider answered a login with an error.",
            "error of the URL by which it sent the client back, other than access_denied.", "alb why tells it; then the provider's own log."),
    ]);
}
