namespace AlbEmulator.Metrics;

/// <summary>What is counted of a target group behind a load balancer; <see cref="TargetGroupTable"/> says what each is.</summary>
internal enum TargetGroupCounter
{
    Requests,

    /// <summary>Fractions.</summary>
    RequestsPerTarget,

    Target2xx,
    Target3xx,
    Target4xx,
    Target5xx,
    ConnectionErrors,
    TlsNegotiationErrors,
    UnhealthyRoutingRequests,
    GrpcRequests,
    LambdaInternalErrors,
    LambdaUserErrors,

    /// <summary>How many there are.</summary>
    Count,
}
