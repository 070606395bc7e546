namespace AlbEmulator.Metrics;

/// <summary>What is counted of a load balancer; <see cref="LoadBalancerTable"/> says what each is.</summary>
internal enum LoadBalancerCounter
{
    /// <summary>Of clients and of targets.</summary>
    NewConnections,

    /// <summary>Goes up and down; of clients alone.</summary>
    OpenClientConnections,

    RejectedConnections,
    ClientTlsNegotiationErrors,
    RuleEvaluations,
    ProcessedBytes,
    IPv6ProcessedBytes,
    IPv6Requests,
    FixedResponses,
    Redirects,
    RedirectUrlLimitExceeded,
    /// <summary>Of which AWS tells nothing: answers of fixed responses and others that are no error.</summary>
    Elb2xx,

    Elb3xx,
    Elb4xx,
    Elb5xx,
    Elb500,
    Elb502,
    Elb503,
    Elb504,
    NonCompliantRequests,
    DroppedInvalidHeaderRequests,
    ForwardedInvalidHeaderRequests,
    NonStickyRequests,
    AppCookieNonStickiness,
    LambdaTargetProcessedBytes,
    AuthError,
    AuthFailure,
    AuthRefreshTokenSuccess,
    AuthSuccess,
    AuthUserClaimsSizeExceeded,
    JwtValidationFailure,
    JwtValidationSuccess,

    /// <summary>How many there are.</summary>
    Count,
}
