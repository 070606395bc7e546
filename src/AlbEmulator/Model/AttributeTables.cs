using Keys = AlbEmulator.Model.TargetGroupAttributeKeys;
using LoadBalancerKeys = AlbEmulator.Model.LoadBalancerAttributeKeys;
using static AlbEmulator.Model.AttributeEffect;

namespace AlbEmulator.Model;

/// <summary>
/// What AWS has for attributes, and what of it the emulator does. An attribute that comes to have an effect changes
/// here, and nowhere else is it refused.
/// </summary>
public static class AttributeTables
{
    private static readonly AttributeValues Boolean = AttributeValues.Boolean;
    private static readonly AttributeValues Text = new AttributeValues.Text();
    private static readonly AttributeValues Name = new AttributeValues.Text(HeaderFields.ProblemWithName);
    private static readonly AttributeValues Value = new AttributeValues.Text(HeaderFields.ProblemWithValue);
    private static readonly AttributeValues BucketName = new AttributeValues.Text(LogBucket.ProblemWithName);
    private static readonly AttributeValues BucketPrefix = new AttributeValues.Text(LogBucket.ProblemWithPrefix);
    private static readonly AttributeValues Percentage = Number(1, 100, "off");

    /// <summary>
    /// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html"/>
    /// </summary>
    public static AttributeTable LoadBalancer { get; } = new("load balancer",
    [
        .. Logs(LoadBalancerKeys.AccessLogs, "access logs"),
        .. Logs(LoadBalancerKeys.HealthCheckLogs, "health check logs"),
        new(LoadBalancerKeys.IdleTimeout, "60", Number(1, 4000), Effective,
            "Seconds without a byte until a connection is given up."),
        new("deletion_protection.enabled", "false", Boolean, AwsOnly, "Whether the API refuses to delete it."),
        new(LoadBalancerKeys.Http2, "true", Boolean, Effective, "Whether HTTPS listeners offer HTTP/2."),
        new(LoadBalancerKeys.DropInvalidHeaderFields, "false", Boolean, Effective,
            "Whether header fields with names that are not valid are removed."),
        new(LoadBalancerKeys.XffClientPort, "false", Boolean, Effective,
            "Whether X-Forwarded-For keeps the client's port."),
        new(LoadBalancerKeys.PreserveHostHeader, "false", Boolean, Effective,
            "Whether the Host header is passed on byte by byte."),
        new(LoadBalancerKeys.XffHeaderProcessing, LoadBalancerKeys.Append,
            OneOf(LoadBalancerKeys.Append, LoadBalancerKeys.Preserve, LoadBalancerKeys.Remove), Effective,
            "What becomes of X-Forwarded-For."),
        new("load_balancing.cross_zone.enabled", "true", OneOf("true"), AwsOnly,
            "Always on for Application Load Balancers."),
        new(LoadBalancerKeys.DesyncMitigationMode, "defensive", OneOf("monitor", "defensive", "strictest"), Effective,
            "What becomes of requests that may be read in two ways."),
        new(LoadBalancerKeys.ClientKeepAlive, "3600",
            Number(Bounds.LeastClientKeepAliveSeconds, Bounds.MostClientKeepAliveSeconds), Effective,
            "Seconds that a client connection may live."),
        new("waf.fail_open.enabled", "false", Boolean, AwsOnly, "Whether requests pass when AWS WAF does not answer."),
        new(LoadBalancerKeys.TlsHeaders, "false", Boolean, Effective,
            "Whether targets are told TLS version and cipher suite."),
        new("zonal_shift.config.enabled", "false", Boolean, AwsOnly,
            "Whether a zonal shift may take it out of a zone."),
        .. Logs(LoadBalancerKeys.ConnectionLogs, "connection logs"),
        new("ipv6.deny_all_igw_traffic", "false", Boolean, AwsOnly,
            "Whether internet gateways are kept away from IPv6 addresses."),
        new("dns_record.client_routing_policy", "any_availability_zone", Text, OtherKind,
            "For Network Load Balancers."),
        new("secondary_ips.auto_assigned.per_subnet", "0", Text, OtherKind, "For Network Load Balancers."),
    ]);

    /// <summary>
    /// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ListenerAttribute.html"/>
    /// </summary>
    public static AttributeTable Listener { get; } = new("listener",
    [
        .. ListenerAttributeKeys.RequestHeaders.Select(Renamed),
        new(ListenerAttributeKeys.Server, "true", Boolean, Effective,
            "Whether the load balancer's own answers have a Server header."),
        .. ListenerAttributeKeys.ResponseHeaders.Select(Response),
        new("tcp.idle_timeout.seconds", "350", Text, OtherKind, "For Network and Gateway Load Balancers."),
    ]);

    /// <summary>
    /// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html"/>
    /// </summary>
    public static AttributeTable TargetGroup { get; } = new("target group",
    [
        new(Keys.DeregistrationDelay, "300", Number(0, 3600), Effective,
            "Seconds that requests to a deregistered target may go on."),
        new(Keys.StickinessEnabled, "false", Boolean, Effective, "Whether a client stays with its target."),
        new(Keys.StickinessType, Keys.LoadBalancerCookie, OneOf(Keys.LoadBalancerCookie, Keys.ApplicationCookie), Effective,
            "Whose cookie keeps a client with its target, once stickiness is enabled."),
        new(Keys.LoadBalancerCookieSeconds, "86400", Number(1, Bounds.MostStickinessSeconds), Effective,
            "Seconds that the load balancer's cookie lives, once stickiness is enabled."),
        new(Keys.ApplicationCookieName, "", new AttributeValues.Text(CookieNames.ProblemWith), Effective,
            "Name of the application's cookie, once stickiness is enabled."),
        new(Keys.ApplicationCookieSeconds, "86400", Number(1, Bounds.MostStickinessSeconds), Effective,
            "Seconds that the application's cookie lives, once stickiness is enabled."),
        new(Keys.SlowStart, "0", Number(30, 900, "0"), Effective,
            "Seconds in which a new target comes to its share of requests; 0 is off."),
        new(Keys.Algorithm, Keys.RoundRobin,
            OneOf(Keys.RoundRobin, Keys.LeastOutstandingRequests, Keys.WeightedRandom), Effective,
            "How a target is chosen."),
        new(Keys.AnomalyMitigation, "off", OneOf(Keys.Off, Keys.On), Effective,
            "Whether anomalous targets get fewer requests."),
        new(Keys.CrossZone, "use_load_balancer_configuration",
            OneOf("true", "false", "use_load_balancer_configuration"), AwsOnly,
            "Whether targets of other zones are taken; there is one zone."),
        new(Keys.DnsFailoverCount, "1", Number(1, 1000, "off"), AwsOnly,
            "Healthy targets below which a zone leaves DNS."),
        new(Keys.DnsFailoverPercentage, "off", Percentage, AwsOnly,
            "Share of healthy targets below which a zone leaves DNS."),
        new(Keys.MinimumHealthyCount, "1", Number(1, 1000), Effective,
            "Healthy targets below which unhealthy ones get requests too."),
        new(Keys.MinimumHealthyPercentage, "off", Percentage, Effective,
            "Share of healthy targets below which unhealthy ones get requests too."),
        new(Keys.LambdaMultiValueHeaders, "false", Boolean, Effective,
            "Whether a function gets every value of a header."),
        new("waf.http2.traffic_inspection_behavior", "", Text, AwsOnly, "When AWS WAF inspects an HTTP/2 stream."),
        new("deregistration_delay.connection_termination.enabled", "false", Boolean, OtherKind,
            "For Network Load Balancers."),
        new("preserve_client_ip.enabled", "", Boolean, OtherKind, "For Network Load Balancers."),
        new("proxy_protocol_v2.enabled", "false", Boolean, OtherKind, "For Network Load Balancers."),
        new("target_health_state.unhealthy.connection_termination.enabled", "true", Boolean, OtherKind,
            "For Network Load Balancers."),
        new("target_health_state.unhealthy.draining_interval_seconds", "0", Text, OtherKind,
            "For Network Load Balancers."),
        new("target_failover.on_deregistration", "no_rebalance", Text, OtherKind, "For Gateway Load Balancers."),
        new("target_failover.on_unhealthy", "no_rebalance", Text, OtherKind, "For Gateway Load Balancers."),
    ]);

    private static AttributeDefinition[] Logs(string log, string words) =>
    [
        new(log + LoadBalancerKeys.Enabled, "false", Boolean, Effective, $"Whether {words} are delivered to a bucket."),
        new(log + LoadBalancerKeys.Bucket, "", BucketName, Effective, $"Bucket of the {words}, once they are enabled."),
        new(log + LoadBalancerKeys.Prefix, "", BucketPrefix, Effective, $"Prefix of the {words}, once they are enabled."),
    ];

    private static AttributeDefinition Renamed(string header) =>
        new(ListenerAttributeKeys.NameOf(header), header, Name, Effective,
            $"Name under which targets get {header}; HTTPS only.");

    private static AttributeDefinition Response(string header) =>
        new(ListenerAttributeKeys.ValueOf(header), "", Value, Effective,
            $"Value of {header} in every response; empty for none.");

    private static AttributeValues.WholeNumber Number(int least, int most, string? orElse = null) =>
        new(least, most, orElse);

    private static AttributeValues.OneOf OneOf(params IReadOnlyList<string> values) => new(values);
}
