namespace AlbEmulator.Testcontainers;

/// <summary>Which requests are meant; what is null does not matter.</summary>
public sealed record AlbRequestFilter
{
    /// <summary>Its name or ARN.</summary>
    public string? LoadBalancer { get; init; }

    /// <summary>Its name or ARN.</summary>
    public string? TargetGroup { get; init; }

    /// <summary>Its priority or ARN, or <c>default</c>.</summary>
    public string? Rule { get; init; }

    /// <summary><c>ip:port</c> or <c>ip</c>.</summary>
    public string? Target { get; init; }

    /// <summary>What the client got: <c>404</c>, <c>5xx</c>.</summary>
    public string? Status { get; init; }

    public string? Method { get; init; }

    /// <summary>As the client wrote it, without its query; <c>*</c> and <c>?</c> as in a rule.</summary>
    public string? Path { get; init; }

    /// <summary><c>Root</c>, <c>Self</c> or all of <c>X-Amzn-Trace-Id</c>.</summary>
    public string? TraceId { get; init; }

    /// <summary>Whether the load balancer had a reason to answer with an error, or the target did with a 5xx.</summary>
    public bool? Failed { get; init; }

    internal IEnumerable<KeyValuePair<string, string>> Parts => new (string Name, string? Value)[]
    {
        ("load-balancer", LoadBalancer),
        ("target-group", TargetGroup),
        ("rule", Rule),
        ("target", Target),
        ("status", Status),
        ("method", Method),
        ("path", Path),
        ("trace-id", TraceId),
        ("failed", Failed is { } failed ? failed ? "true" : "false" : null),
    }.Where(part => part.Value is not null).Select(part => KeyValuePair.Create(part.Name, part.Value!));
}
