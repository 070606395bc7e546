using AlbEmulator.Requests;

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

    /// <summary><c>ip:port</c> of the target that was chosen; null also for a Lambda function.</summary>
    public string? Target { get; init; }

    /// <summary>Null is <c>-1</c>; written in seconds with three decimals.</summary>
    public TimeSpan? RequestProcessingTime { get; init; }

    /// <inheritdoc cref="RequestProcessingTime"/>
    public TimeSpan? TargetProcessingTime { get; init; }

    /// <inheritdoc cref="RequestProcessingTime"/>
    public TimeSpan? ResponseProcessingTime { get; init; }

    /// <summary>What the client got, or 460 and the like; 0, written as 000, where the load balancer ended the connection in its place.</summary>
    public required int ElbStatusCode { get; init; }

    /// <summary>What the target answered; null if it did not.</summary>
    public int? TargetStatusCode { get; init; }

    /// <summary>Headers and body from the client; 0 when the request could not be read.</summary>
    public long ReceivedBytes { get; init; }

    /// <summary>Headers and body to the client.</summary>
    public long SentBytes { get; init; }

    /// <summary>Null when the request line could not be read.</summary>
    public string? Method { get; init; }

    /// <summary><c>http</c> or <c>https</c>, also for WebSockets.</summary>
    public required string Scheme { get; init; }

    /// <summary>The client's host, lower case, without its port; the load balancer's DNS name if there is none.</summary>
    public required string Host { get; init; }

    /// <summary>Port of the listener.</summary>
    public required int Port { get; init; }

    /// <summary>Path and query, the client's exact bytes.</summary>
    public string? Uri { get; init; }

    /// <summary><c>HTTP/1.0</c>, <c>HTTP/1.1</c>, <c>HTTP/2.0</c>.</summary>
    public string? Version { get; init; }

    /// <summary>Cut to 8 KB when it is written.</summary>
    public string? UserAgent { get; init; }

    /// <summary>OpenSSL's name up to TLS 1.2, IANA's in TLS 1.3; null on an HTTP listener.</summary>
    public string? SslCipher { get; init; }

    /// <summary><c>TLSv1.2</c>, <c>TLSv1.3</c>; null on an HTTP listener.</summary>
    public string? SslProtocol { get; init; }

    public string? TargetGroupArn { get; init; }

    /// <summary>Content of X-Amzn-Trace-Id as it was sent on.</summary>
    public string? TraceId { get; init; }

    /// <summary>Server name of the TLS handshake; null if there was none or no certificate is for it.</summary>
    public string? DomainName { get; init; }

    /// <summary>ARN, or <c>session-reused</c>; null on an HTTP listener.</summary>
    public string? ChosenCertificateArn { get; init; }

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

    /// <summary>Host after a rewrite that changed it.</summary>
    public string? TransformedHost { get; init; }

    /// <summary>Path and query after a rewrite that changed them.</summary>
    public string? TransformedUri { get; init; }

    /// <summary><c>TransformSuccess</c> or a reason of failure; null if no transform ran.</summary>
    public string? RequestTransformStatus { get; init; }

    /// <summary>Address of the load balancer node that took the request.</summary>
    public required string NodeAddress { get; init; }

    /// <summary>Why the request failed, for all that tells of the line: AWS's line itself has no place for it.</summary>
    internal Failure? Failure { get; init; }
}
