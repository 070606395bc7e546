namespace AlbEmulator.Model;

/// <summary>
/// Keys of the attributes of a target group, and the values of them that are compared.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html"/>
/// </summary>
public static class TargetGroupAttributeKeys
{
    public const string DeregistrationDelay = "deregistration_delay.timeout_seconds";
    public const string StickinessEnabled = "stickiness.enabled";
    public const string StickinessType = "stickiness.type";
    public const string LoadBalancerCookieSeconds = "stickiness.lb_cookie.duration_seconds";
    public const string ApplicationCookieName = "stickiness.app_cookie.cookie_name";
    public const string ApplicationCookieSeconds = "stickiness.app_cookie.duration_seconds";
    public const string SlowStart = "slow_start.duration_seconds";
    public const string Algorithm = "load_balancing.algorithm.type";
    public const string AnomalyMitigation = "load_balancing.algorithm.anomaly_mitigation";
    public const string CrossZone = "load_balancing.cross_zone.enabled";
    public const string DnsFailoverCount = "target_group_health.dns_failover.minimum_healthy_targets.count";
    public const string DnsFailoverPercentage = "target_group_health.dns_failover.minimum_healthy_targets.percentage";
    public const string MinimumHealthyCount =
        "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count";
    public const string MinimumHealthyPercentage =
        "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage";
    public const string LambdaMultiValueHeaders = "lambda.multi_value_headers.enabled";

    public const string LoadBalancerCookie = "lb_cookie";
    public const string ApplicationCookie = "app_cookie";
    public const string RoundRobin = "round_robin";
    public const string LeastOutstandingRequests = "least_outstanding_requests";
    public const string WeightedRandom = "weighted_random";
    public const string Off = "off";
    public const string On = "on";
    public const string True = "true";
    public const string False = "false";
}
