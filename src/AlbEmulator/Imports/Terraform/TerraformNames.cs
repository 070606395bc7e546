using AlbEmulator.Model;
using Keys = AlbEmulator.Model.TargetGroupAttributeKeys;
using LoadBalancerKeys = AlbEmulator.Model.LoadBalancerAttributeKeys;

namespace AlbEmulator.Imports.Terraform;

/// <summary>
/// What the provider calls the properties and the attributes of the API. What stands nowhere here is refused by name.
/// <see href="https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb"/>
/// </summary>
internal static class TerraformNames
{
    /// <summary>Of every type: what only Terraform or only AWS knows.</summary>
    private static readonly string[] Everywhere =
        ["id", "arn", "arn_suffix", "tags", "tags_all", "timeouts", "region", "vpc_id", "name_prefix"];

    public static readonly TerraformType LoadBalancer = new(
        AttributeTables.LoadBalancer,
        new() { ["name"] = "Name", ["load_balancer_type"] = "Type", ["ip_address_type"] = "IpAddressType" },
        new()
        {
            ["idle_timeout"] = LoadBalancerKeys.IdleTimeout,
            ["client_keep_alive"] = LoadBalancerKeys.ClientKeepAlive,
            ["desync_mitigation_mode"] = LoadBalancerKeys.DesyncMitigationMode,
            ["drop_invalid_header_fields"] = LoadBalancerKeys.DropInvalidHeaderFields,
            ["enable_http2"] = LoadBalancerKeys.Http2,
            ["enable_tls_version_and_cipher_suite_headers"] = LoadBalancerKeys.TlsHeaders,
            ["enable_xff_client_port"] = LoadBalancerKeys.XffClientPort,
            ["preserve_host_header"] = LoadBalancerKeys.PreserveHostHeader,
            ["xff_header_processing_mode"] = LoadBalancerKeys.XffHeaderProcessing,
            ["enable_waf_fail_open"] = "waf.fail_open.enabled",
            ["enable_zonal_shift"] = "zonal_shift.config.enabled",
            ["enable_deletion_protection"] = "deletion_protection.enabled",
        },
        [
            .. Everywhere, "internal", "access_logs", "connection_logs", "health_check_logs", "subnets", "subnet_mapping",
            "security_groups", "customer_owned_ipv4_pool", "dns_name", "zone_id", "ipam_pools", "minimum_load_balancer_capacity",
            "enable_cross_zone_load_balancing", "dns_record_client_routing_policy", "secondary_ips_auto_assigned_per_subnet",
            "enforce_security_group_inbound_rules_on_private_link_traffic",
        ]);

    public static readonly TerraformType TargetGroup = new(
        AttributeTables.TargetGroup,
        new()
        {
            ["name"] = "Name",
            ["port"] = "Port",
            ["protocol"] = "Protocol",
            ["protocol_version"] = "ProtocolVersion",
            ["target_type"] = "TargetType",
            ["ip_address_type"] = "IpAddressType",
            ["target_control_port"] = "TargetControlPort",
        },
        new()
        {
            ["deregistration_delay"] = Keys.DeregistrationDelay,
            ["slow_start"] = Keys.SlowStart,
            ["load_balancing_algorithm_type"] = Keys.Algorithm,
            ["load_balancing_anomaly_mitigation"] = Keys.AnomalyMitigation,
            ["load_balancing_cross_zone_enabled"] = Keys.CrossZone,
            ["lambda_multi_value_headers_enabled"] = Keys.LambdaMultiValueHeaders,
            ["proxy_protocol_v2"] = "proxy_protocol_v2.enabled",
            ["preserve_client_ip"] = "preserve_client_ip.enabled",
            ["connection_termination"] = "deregistration_delay.connection_termination.enabled",
        },
        [.. Everywhere, "health_check", "stickiness", "target_group_health", "target_failover", "target_health_state", "load_balancer_arns"])
    {
        ZeroIsUnset = ["port", "target_control_port"],
    };

    public static readonly TerraformType Listener = new(
        AttributeTables.Listener,
        new()
        {
            ["port"] = "Port",
            ["protocol"] = "Protocol",
            ["ssl_policy"] = "SslPolicy",
            ["alpn_policy"] = "AlpnPolicy",
        },
        new() { ["routing_http_response_server_enabled"] = ListenerAttributeKeys.Server },
        [.. Everywhere, "certificate_arn", "default_action", "mutual_authentication", "load_balancer_arn", "tcp_idle_timeout_seconds"])
    {
        ZeroIsUnset = ["port"],
    };

    public static readonly TerraformType Rule = new(
        AttributeTables.Listener, new() { ["priority"] = "Priority" }, [],
        [.. Everywhere, "action", "condition", "transform", "listener_arn"])
    {
        ZeroIsUnset = ["priority"],
    };

    public static readonly TerraformType Attachment = new(
        AttributeTables.TargetGroup,
        new() { ["target_id"] = "Id", ["port"] = "Port", ["quic_server_id"] = "QuicServerId" },
        [],
        [.. Everywhere, "availability_zone", "target_group_arn"])
    {
        ZeroIsUnset = ["port"],
    };

    public static bool IsOfLoadBalancers(string type) =>
        type.StartsWith("aws_lb", StringComparison.Ordinal) || type.StartsWith("aws_alb", StringComparison.Ordinal);

    public static readonly string[] LoadBalancerTypes = ["aws_lb", "aws_alb"];
    public static readonly string[] ListenerTypes = ["aws_lb_listener", "aws_alb_listener"];
    public static readonly string[] RuleTypes = ["aws_lb_listener_rule", "aws_alb_listener_rule"];
    public static readonly string[] TargetGroupTypes = ["aws_lb_target_group", "aws_alb_target_group"];
    public static readonly string[] AttachmentTypes = ["aws_lb_target_group_attachment", "aws_alb_target_group_attachment"];
    public static readonly string[] CertificateTypes = ["aws_lb_listener_certificate", "aws_alb_listener_certificate"];
    public static readonly string[] TrustStoreTypes = ["aws_lb_trust_store"];
    public static readonly string[] RevocationTypes = ["aws_lb_trust_store_revocation"];
    public static readonly string[] BucketTypes = ["aws_s3_bucket"];
    public static readonly string[] FunctionTypes = ["aws_lambda_function", "aws_lambda_alias"];
}

/// <param name="Attributes">The table of its attributes.</param>
/// <param name="PropertyNames">What are properties of the API, and their names there.</param>
/// <param name="AttributeNames">What are attributes.</param>
/// <param name="Others">What is looked at in another way, or has no effect.</param>
internal sealed record TerraformType(
    AttributeTable Attributes,
    Dictionary<string, string> PropertyNames,
    Dictionary<string, string> AttributeNames,
    IReadOnlyList<string> Others)
{
    /// <summary>Of which the provider writes 0 where nothing is written, and sends none.</summary>
    public IReadOnlyList<string> ZeroIsUnset { get; init; } = [];
}
