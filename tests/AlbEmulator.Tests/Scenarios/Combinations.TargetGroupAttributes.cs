namespace AlbEmulator.Tests.Scenarios;

public static partial class Combinations
{
    private const string Modify = "ModifyTargetGroupAttributes&TargetGroupArn={TG}";

    private const string ModifyFunctions = "ModifyTargetGroupAttributes&TargetGroupArn={LAMBDA}";

    private const string ModifyInstances = "ModifyTargetGroupAttributes&TargetGroupArn={INSTANCES}";

    /// <summary>Attributes of target groups that do not go together, or not with the type.</summary>
    private static readonly Combination[] OfTargetGroupAttributes =
    [
        new("cross-zone off for functions", "load_balancing.cross_zone.enabled", InFile.Problem,
            Lambda("\"Attributes\": { \"load_balancing.cross_zone.enabled\": \"false\" }"),
            ModifyFunctions + "&Attributes.member.1.Key=load_balancing.cross_zone.enabled&Attributes.member.1.Value=false"),
        new("lambda.multi_value_headers.enabled of addresses", "lambda.multi_value_headers.enabled", InFile.Note,
            Group("\"Attributes\": { \"lambda.multi_value_headers.enabled\": \"false\" }"),
            Modify + "&Attributes.member.1.Key=lambda.multi_value_headers.enabled&" +
            "Attributes.member.1.Value=false"),
        new("other lambda.multi_value_headers.enabled of addresses", "lambda.multi_value_headers.enabled", InFile.Problem,
            Group("\"Attributes\": { \"lambda.multi_value_headers.enabled\": \"true\" }"),
            Modify + "&Attributes.member.1.Key=lambda.multi_value_headers.enabled&Attributes.member.1.Value=true"),
        new("lambda.multi_value_headers.enabled of instances", "lambda.multi_value_headers.enabled", InFile.Problem,
            null,
            ModifyInstances + "&Attributes.member.1.Key=lambda.multi_value_headers.enabled&" +
            "Attributes.member.1.Value=false"),
        new("slow start with least outstanding requests", "slow start", InFile.Problem,
            Group("\"Attributes\": { \"slow_start.duration_seconds\": \"30\", " +
                "\"load_balancing.algorithm.type\": \"least_outstanding_requests\" }"),
            Modify + "&Attributes.member.1.Key=slow_start.duration_seconds&Attributes.member.1.Value=30&" +
            "Attributes.member.2.Key=load_balancing.algorithm.type&" +
            "Attributes.member.2.Value=least_outstanding_requests"),
        new("slow start with weighted random", "slow start", InFile.Problem,
            Group("\"Attributes\": { \"slow_start.duration_seconds\": \"30\", " +
                "\"load_balancing.algorithm.type\": \"weighted_random\" }"),
            Modify + "&Attributes.member.1.Key=slow_start.duration_seconds&Attributes.member.1.Value=30&" +
            "Attributes.member.2.Key=load_balancing.algorithm.type&" +
            "Attributes.member.2.Value=weighted_random"),
        new("anomaly mitigation with round robin", "anomaly_mitigation", InFile.Problem,
            Group("\"Attributes\": { \"load_balancing.algorithm.anomaly_mitigation\": \"on\" }"),
            Modify + "&Attributes.member.1.Key=load_balancing.algorithm.anomaly_mitigation&" +
            "Attributes.member.1.Value=on"),
        new("stickiness with weighted random", "stickiness", InFile.Problem,
            Group("\"Attributes\": { \"stickiness.enabled\": \"true\", " +
                "\"load_balancing.algorithm.type\": \"weighted_random\" }"),
            Modify + "&Attributes.member.1.Key=stickiness.enabled&Attributes.member.1.Value=true&" +
            "Attributes.member.2.Key=load_balancing.algorithm.type&" +
            "Attributes.member.2.Value=weighted_random"),
        new("stickiness without cross-zone", "stickiness", InFile.Problem,
            Group("\"Attributes\": { \"stickiness.enabled\": \"true\", " +
                "\"load_balancing.cross_zone.enabled\": \"false\" }"),
            Modify + "&Attributes.member.1.Key=stickiness.enabled&Attributes.member.1.Value=true&" +
            "Attributes.member.2.Key=load_balancing.cross_zone.enabled&Attributes.member.2.Value=false"),
        new("application's cookie without name", "cookie", InFile.Problem,
            Group("\"Attributes\": { \"stickiness.enabled\": \"true\", \"stickiness.type\": " +
                "\"app_cookie\" }"),
            Modify + "&Attributes.member.1.Key=stickiness.enabled&Attributes.member.1.Value=true&" +
            "Attributes.member.2.Key=stickiness.type&Attributes.member.2.Value=app_cookie"),
        new("DNS threshold below that of routing", "dns_failover", InFile.Problem,
            Group("\"Attributes\": { \"target_group_health.dns_failover.minimum_healthy_targets.count\": " +
                "\"1\", \"target_group_health.unhealthy_state_routing.minimum_healthy_targets.count\": " +
                "\"2\" }"),
            Modify + "&Attributes.member.1.Key=target_group_health.dns_failover.minimum_healthy_targets.count&" +
            "Attributes.member.1.Value=1&" +
            "Attributes.member.2.Key=target_group_health.unhealthy_state_routing.minimum_healthy_targets.count&" +
            "Attributes.member.2.Value=2"),
        new("DNS percentage below that of routing", "dns_failover", InFile.Problem,
            Group("\"Attributes\": { " +
                "\"target_group_health.dns_failover.minimum_healthy_targets.percentage\": \"49\", " +
                "\"target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage\": " +
                "\"50\" }"),
            Modify + "&" +
            "Attributes.member.1.Key=target_group_health.dns_failover.minimum_healthy_targets.percentage&" +
            "Attributes.member.1.Value=49&" +
            "Attributes.member.2.Key=target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage&" +
            "Attributes.member.2.Value=50"),
        new("target group attribute without value", "Value", InFile.Problem,
            null,
            Modify + "&Attributes.member.1.Key=stickiness.enabled"),
    ];

    /// <summary>Key, default, another value.</summary>
    private static readonly (string Key, string Default, string Other)[] NotOfFunctions =
    [
        ("deregistration_delay.timeout_seconds", "300", "30"),
        ("slow_start.duration_seconds", "0", "30"),
        ("load_balancing.algorithm.type", "round_robin", "weighted_random"),
        ("load_balancing.algorithm.anomaly_mitigation", "off", "on"),
        ("stickiness.enabled", "false", "true"),
        ("stickiness.type", "lb_cookie", "app_cookie"),
        ("stickiness.lb_cookie.duration_seconds", "86400", "60"),
        ("stickiness.app_cookie.cookie_name", "", "a"),
        ("stickiness.app_cookie.duration_seconds", "86400", "60"),
    ];

    /// <summary>Attributes of Network and Gateway Load Balancers, with a value that changes nothing.</summary>
    private static readonly (string Key, string Value)[] OfOtherKinds =
    [
        ("proxy_protocol_v2.enabled", "false"),
        ("preserve_client_ip.enabled", "true"),
        ("deregistration_delay.connection_termination.enabled", "false"),
        ("target_health_state.unhealthy.connection_termination.enabled", "true"),
        ("target_health_state.unhealthy.draining_interval_seconds", "0"),
        ("target_failover.on_deregistration", "no_rebalance"),
        ("target_failover.on_unhealthy", "no_rebalance"),
    ];

    private static IEnumerable<Combination> OfTypes =>
    [
        .. NotOfFunctions.Select(item => OfFunctions($"{item.Key} of functions", InFile.Note, item.Key, item.Default)),
        .. NotOfFunctions.Select(item => OfFunctions($"other {item.Key} of functions", InFile.Problem, item.Key, item.Other)),
        .. OfOtherKinds.Select(item => new Combination(
            item.Key, item.Key, InFile.Problem, Group(Attribute(item.Key, item.Value)), $"{Modify}{Given(item.Key, item.Value)}")),
    ];

    private static Combination OfFunctions(string name, InFile inFile, string key, string value) =>
        new(name, key, inFile, Lambda(Attribute(key, value)), $"{ModifyFunctions}{Given(key, value)}");
}
