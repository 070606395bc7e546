namespace AlbEmulator.Model;

/// <summary>
/// Keys of the attributes of a load balancer that have an effect here, and the values of them that are compared.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html"/>
/// </summary>
public static class LoadBalancerAttributeKeys
{
    public const string DesyncMitigationMode = "routing.http.desync_mitigation_mode";
    public const string Http2 = "routing.http2.enabled";
    public const string TlsHeaders = "routing.http.x_amzn_tls_version_and_cipher_suite.enabled";
    public const string IdleTimeout = "idle_timeout.timeout_seconds";
    public const string ClientKeepAlive = "client_keep_alive.seconds";
    public const string XffHeaderProcessing = "routing.http.xff_header_processing.mode";
    public const string XffClientPort = "routing.http.xff_client_port.enabled";
    public const string PreserveHostHeader = "routing.http.preserve_host_header.enabled";
    public const string DropInvalidHeaderFields = "routing.http.drop_invalid_header_fields.enabled";

    /// <summary>Logs in buckets: each has the attributes <see cref="Enabled"/>, <see cref="Bucket"/> and <see cref="Prefix"/>.</summary>
    public const string AccessLogs = "access_logs.s3";
    public const string ConnectionLogs = "connection_logs.s3";
    public const string HealthCheckLogs = "health_check_logs.s3";
    public const string Enabled = ".enabled";
    public const string Bucket = ".bucket";
    public const string Prefix = ".prefix";

    public const string Append = "append";
    public const string Preserve = "preserve";
    public const string Remove = "remove";
}
