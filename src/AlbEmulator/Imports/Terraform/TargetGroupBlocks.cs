using AlbEmulator.Documents;
using Keys = AlbEmulator.Model.TargetGroupAttributeKeys;

namespace AlbEmulator.Imports.Terraform;

/// <summary>The blocks of a target group of Terraform's.</summary>
internal static class TargetGroupBlocks
{
    private static readonly TerraformArgument[] OfTargets =
        [("port", "HealthCheckPort"), ("protocol", "HealthCheckProtocol")];

    private static readonly TerraformArgument[] OfAll =
    [
        ("path", "HealthCheckPath"),
        ("interval", "HealthCheckIntervalSeconds"),
        TerraformArgument.Count("timeout", "HealthCheckTimeoutSeconds"),
        ("healthy_threshold", "HealthyThresholdCount"),
        ("unhealthy_threshold", "UnhealthyThresholdCount"),
    ];

    public static void Add(TerraformResource resource, TerraformProperties properties)
    {
        var isFunction = resource.Find("target_type").TryText(out var type) && type == "lambda";
        if (TerraformBlocks.One(resource.Values, "health_check") is { } check)
        {
            AddHealthCheck(resource, check, isFunction, properties.Entries);
        }

        foreach (var block in new[] { "health_check", "stickiness", "target_group_health" })
        {
            if (resource.Values.Find(block) is Node.Scalar { Kind: ScalarKind.Unknown } unknown)
            {
                properties.AddAttribute(block, unknown);
            }
        }

        if (TerraformBlocks.One(resource.Values, "stickiness") is { } stickiness && TerraformBlocks.IsOn(stickiness.Find("enabled")))
        {
            var isOfApplication = stickiness.Find("type").TryText(out var kind) && kind == Keys.ApplicationCookie;
            properties.AddAttribute(Keys.StickinessEnabled, stickiness.Find("enabled"));
            properties.AddAttribute(Keys.StickinessType, stickiness.Find("type"));
            properties.AddAttribute(
                isOfApplication ? Keys.ApplicationCookieSeconds : Keys.LoadBalancerCookieSeconds, stickiness.Find("cookie_duration"));
            properties.AddAttribute(Keys.ApplicationCookieName, stickiness.Find("cookie_name"));
        }

        var health = TerraformBlocks.One(resource.Values, "target_group_health");
        foreach (var (block, count, percentage) in new[]
        {
            ("dns_failover", Keys.DnsFailoverCount, Keys.DnsFailoverPercentage),
            ("unhealthy_state_routing", Keys.MinimumHealthyCount, Keys.MinimumHealthyPercentage),
        })
        {
            var thresholds = TerraformBlocks.One(health, block);
            properties.AddAttribute(count, thresholds.Find("minimum_healthy_targets_count"));
            properties.AddAttribute(percentage, thresholds.Find("minimum_healthy_targets_percentage"));
        }
    }

    private static void AddHealthCheck(TerraformResource resource, Node check, bool isFunction, List<Entry> entries)
    {
        var isGrpc = resource.Find("protocol_version").TryText(out var version) && version == "GRPC";
        if (isFunction)
        {
            entries.AddRange(TerraformBlocks.Object(check, ("enabled", "HealthCheckEnabled")).Entries);
            if (check.Find("enabled").TryFlag(out var isChecked) && !isChecked)
            {
                return;
            }
        }
        else
        {
            entries.AddRange(TerraformBlocks.Object(check, OfTargets).Entries);
        }

        entries.AddRange(TerraformBlocks.Object(check, OfAll).Entries);
        if (TerraformValues.Written(check.Find("matcher")) is { } codes)
        {
            entries.Add(Nodes.Entry("Matcher", Nodes.Mapping(codes.Origin, Nodes.Entry(isGrpc ? "GrpcCode" : "HttpCode", codes))));
        }
    }
}
