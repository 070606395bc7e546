namespace AlbEmulator.AccessLogs;

/// <summary>
/// One line of an access log, before it is written.
/// Strings hold one byte of the wire in each character (Latin-1). Null stands for <c>-</c>.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html"/>
/// </summary>
public readonly record struct AccessLogEntry
{
    /// <summary><c>http</c>, <c>https</c>, <c>h2</c>, <c>grpcs</c>, <c>ws</c>, <c>wss</c>.</summary>
    public required string Type { get; init; }

    /// <summary>When the response was generated, or the WebSocket closed. UTC, written with microseconds.</summary>
    public required DateTime Time { get; init; }

    /// <summary><c>app/NAME/16HEX</c>.</summary>
    public required string LoadBalancer { get; init; }

    /// <summary><c>ip:port</c>, IPv6 without brackets.</summary>
    public required string Client { get; init; }

    /// <summary><c>ip:port</c> of the target that was chosen.</summary>
    public string? Target { get; init; }

    /// <summary>Null is <c>-1</c>; written in seconds with three decimals.</summary>
    public TimeSpan? RequestProcessingTime { get; init; }

    /// <inheritdoc cref="RequestProcessingTime"/>
    public TimeSpan? TargetProcessingTime { get; init; }

    /// <inheritdoc cref="RequestProcessingTime"/>
    public TimeSpan? ResponseProcessingTime { get; init; }

    public required int ElbStatusCode { get; init; }

    public int? TargetStatusCode { get; init; }

    public long ReceivedBytes { get; init; }

    public long SentBytes { get; init; }

    /// <summary>Null when the request line could not be read.</summary>
    public string? Method { get; init; }

    /// <summary><c>http</c> or <c>https</c>, also for WebSockets.</summary>
    public required string Scheme { get; init; }

    /// <summary>Host as the client named it, lower case, without its port; the load balancer's DNS name if there is none.</summary>
    public required string Host { get; init; }

    /// <summary>Port of the listener.</summary>
    public required int Port { get; init; }

    /// <summary>Path and query, the client's exact bytes.</summary>
    public string? Uri { get; init; }

    /// <summary><c>HTTP/1.0</c>, <c>HTTP/1.1</c>, <c>HTTP/2.0</c>.</summary>
    public string? Version { get; init; }

    public string? UserAgent { get; init; }

    public string? TargetGroupArn { get; init; }

    /// <summary>Content of X-Amzn-Trace-Id as it was sent on.</summary>
    public string? TraceId { get; init; }

    /// <summary>1–50000, 0 for the default rule, −1 for an error while rules were evaluated; null for any other error.</summary>
    public int? MatchedRulePriority { get; init; }

    /// <summary>When the request was received. UTC, written with milliseconds and three zeros.</summary>
    public required DateTime RequestCreationTime { get; init; }

    /// <summary>Comma list in order of execution.</summary>
    public string? ActionsExecuted { get; init; }

    public string? RedirectUrl { get; init; }

    public string? ErrorReason { get; init; }

    public string? Classification { get; init; }

    public string? ClassificationReason { get; init; }

    /// <summary><c>TID_</c> and 32 hex digits; constant for a client connection.</summary>
    public required string ConnectionTraceId { get; init; }

    /// <summary>Address of the load balancer node that took the request.</summary>
    public required string NodeAddress { get; init; }
}
