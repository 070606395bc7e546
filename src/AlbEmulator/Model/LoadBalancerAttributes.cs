using Keys = AlbEmulator.Model.LoadBalancerAttributeKeys;

namespace AlbEmulator.Model;

/// <summary>
/// The attributes of a load balancer that have an effect here.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html"/>
/// </summary>
public sealed record LoadBalancerAttributes
{
    public static LoadBalancerAttributes Default { get; } = new();

    /// <summary>1–4000 seconds without a byte, on either side.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether HTTPS listeners offer HTTP/2.</summary>
    public bool HasHttp2 { get; init; } = true;

    /// <summary>Whether targets are told of clients' TLS.</summary>
    public bool HasTlsHeaders { get; init; }

    /// <summary>How long a client's connection may live, 60–604800 s; after that it serves one more request.</summary>
    public TimeSpan ClientKeepAlive { get; init; } = TimeSpan.FromSeconds(3600);

    /// <summary>What becomes of X-Forwarded-For.</summary>
    public XffHeaderProcessing XffHeaderProcessing { get; init; } = XffHeaderProcessing.Append;

    /// <summary>Whether X-Forwarded-For names the client's port; only where the address is appended.</summary>
    public bool XffClientPort { get; init; }

    /// <summary>Whether the target gets the client's Host byte by byte.</summary>
    public bool PreserveHostHeader { get; init; }

    /// <summary>Whether headers are removed whose names have more than letters, digits and hyphens.</summary>
    public bool DropInvalidHeaderFields { get; init; }

    /// <summary>What becomes of requests that may be read in two ways.</summary>
    public DesyncMitigationMode DesyncMitigationMode { get; init; } = DesyncMitigationMode.Defensive;

    /// <summary>Where access logs go; null when they are not enabled.</summary>
    public LogBucket? AccessLogs { get; init; }

    /// <summary>Where connection logs go; null when they are not enabled.</summary>
    public LogBucket? ConnectionLogs { get; init; }

    /// <summary>Where health check logs go; null when they are not enabled.</summary>
    public LogBucket? HealthCheckLogs { get; init; }

    /// <summary>What was written, as the model has it.</summary>
    public static LoadBalancerAttributes Of(WrittenAttributes written) => new()
    {
        IdleTimeout = written.Seconds(Keys.IdleTimeout),
        HasHttp2 = written.Flag(Keys.Http2),
        HasTlsHeaders = written.Flag(Keys.TlsHeaders),
        ClientKeepAlive = written.Seconds(Keys.ClientKeepAlive),
        XffHeaderProcessing = written.Text(Keys.XffHeaderProcessing) switch
        {
            Keys.Preserve => XffHeaderProcessing.Preserve,
            Keys.Remove => XffHeaderProcessing.Remove,
            _ => XffHeaderProcessing.Append,
        },
        DesyncMitigationMode =
            Enum.Parse<DesyncMitigationMode>(written.Text(Keys.DesyncMitigationMode), ignoreCase: true),
        XffClientPort = written.Flag(Keys.XffClientPort),
        PreserveHostHeader = written.Flag(Keys.PreserveHostHeader),
        DropInvalidHeaderFields = written.Flag(Keys.DropInvalidHeaderFields),
        AccessLogs = Bucket(written, Keys.AccessLogs),
        ConnectionLogs = Bucket(written, Keys.ConnectionLogs),
        HealthCheckLogs = Bucket(written, Keys.HealthCheckLogs),
    };

    private static LogBucket? Bucket(WrittenAttributes written, string log) => written.Flag(log + Keys.Enabled)
        ? new LogBucket(written.Text(log + Keys.Bucket), written.Text(log + Keys.Prefix))
        : null;
}

/// <summary>What becomes of X-Forwarded-For.</summary>
public enum XffHeaderProcessing
{
    /// <summary>The client's address is added.</summary>
    Append,

    /// <summary>It stays as it came.</summary>
    Preserve,

    /// <summary>The target gets none.</summary>
    Remove,
}
