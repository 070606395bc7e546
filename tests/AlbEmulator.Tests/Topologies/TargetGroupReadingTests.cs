using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Topologies;

/// <summary>
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html"/>
/// </summary>
public sealed class TargetGroupReadingTests
{
    private const string Function = "arn:aws:lambda:eu-west-1:123456789012:function:orders";

    /// <summary>The topology file of the design.</summary>
    private const string Design = """
        {
          "$schema": "./alb.schema.json",
          "LoadBalancers": [
            {
              "Name": "demo",
              "Attributes": { "idle_timeout.timeout_seconds": "60" },
              "Listeners": [
                {
                  "Port": 8080,
                  "Protocol": "HTTP",
                  "DefaultActions": [{ "Type": "forward", "TargetGroupArn": "web" }],
                  "Rules": [
                    {
                      "Priority": 10,
                      "Conditions": [{ "Field": "path-pattern", "Values": ["/api/*"] }],
                      "Actions": [{ "Type": "forward", "TargetGroupArn": "api" }]
                    }
                  ]
                }
              ]
            }
          ],
          "TargetGroups": [
            { "Name": "web", "Targets": [{ "Id": "echo", "Port": 9001 }] },
            {
              "Name": "api",
              "Protocol": "HTTP",
              "TargetType": "ip",
              "Targets": [{ "Id": "orders.internal", "Port": 8080 }, { "Id": "127.0.0.1", "Port": 9002 }],
              "HealthCheckPath": "/health",
              "HealthCheckIntervalSeconds": 5,
              "Matcher": { "HttpCode": "200-299" },
              "Attributes": { "stickiness.enabled": "true", "stickiness.type": "lb_cookie" }
            }
          ]
        }
        """;

    [Fact]
    public void The_example_of_the_design_is_right()
    {
        using var workspace = new Workspace();
        workspace.Write("a.json", Design);
        var reading = workspace.Read("a.json");
        var (topology, problems) = reading;
        Assert.Empty(problems);
        Assert.Contains("write HealthCheckTimeoutSeconds, such as 4", Assert.Single(reading.Notes).Message, StringComparison.Ordinal);
        var api = topology.TargetGroups[1];
        Assert.Equal(("/health", TimeSpan.FromSeconds(5)), (api.HealthCheck.Path, api.HealthCheck.Interval));
        Assert.Equal(new TargetStickiness.LoadBalancerCookie(TimeSpan.FromDays(1)), api.Attributes.Stickiness);
    }

    [Theory]
    [InlineData("HTTP", "HTTP1", TargetGroupProtocol.Http, ProtocolVersion.Http1)]
    [InlineData("HTTPS", "HTTP1", TargetGroupProtocol.Https, ProtocolVersion.Http1)]
    [InlineData("HTTP", "HTTP2", TargetGroupProtocol.Http, ProtocolVersion.Http2)]
    [InlineData("HTTPS", "GRPC", TargetGroupProtocol.Https, ProtocolVersion.Grpc)]
    public void Protocol_and_version_are_read(
        string protocol, string version, TargetGroupProtocol expected, ProtocolVersion expectedVersion)
    {
        var group = TargetGroupFile.Read($"\"Protocol\": \"{protocol}\", \"ProtocolVersion\": \"{version}\"");
        Assert.Equal((expected, expectedVersion), (group.Protocol, group.ProtocolVersion));
    }

    [Fact]
    public void What_is_left_out_has_the_default()
    {
        var group = TargetGroupFile.Read("\"Targets\": []");
        Assert.Equal(TargetGroupAttributes.Default, group.Attributes);
        Assert.Equal(HealthCheck.Default, group.HealthCheck);
        Assert.Equal(TargetType.Ip, group.TargetType);
    }

    [Fact]
    public void Every_attribute_is_read()
    {
        var group = TargetGroupFile.Read("""
            "Attributes": { "deregistration_delay.timeout_seconds": 0, "slow_start.duration_seconds": "900",
              "load_balancing.algorithm.type": "round_robin", "load_balancing.cross_zone.enabled": true,
              "stickiness.enabled": true, "stickiness.type": "app_cookie",
              "stickiness.app_cookie.cookie_name": "JSESSIONID", "stickiness.app_cookie.duration_seconds": 604800,
              "stickiness.lb_cookie.duration_seconds": 1,
              "target_group_health.dns_failover.minimum_healthy_targets.count": "3",
              "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count": "3",
              "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage": 50 }
            """);
        Assert.Equal(
            new TargetGroupAttributes
            {
                DeregistrationDelay = TimeSpan.Zero,
                SlowStart = TimeSpan.FromSeconds(900),
                Stickiness = new TargetStickiness.ApplicationCookie("JSESSIONID", TimeSpan.FromDays(7)),
                MinimumHealthyTargets = 3,
                DnsMinimumHealthyTargets = 3,
                MinimumHealthyPercentage = 50,
            },
            group.Attributes);
    }

    [Theory]
    [InlineData("least_outstanding_requests", "off", LoadBalancingAlgorithm.LeastOutstandingRequests)]
    [InlineData("weighted_random", "on", LoadBalancingAlgorithm.WeightedRandom)]
    public void Every_algorithm_is_read(string algorithm, string mitigation, LoadBalancingAlgorithm expected) =>
        Assert.Equal(
            TargetGroupAttributes.Default with { Algorithm = expected, AnomalyMitigation = mitigation == "on" },
            TargetGroupFile.Read(
                $"\"Attributes\": [{{ \"Key\": \"load_balancing.algorithm.type\", \"Value\": \"{algorithm}\" }}, " +
                $"{{ \"Key\": \"load_balancing.algorithm.anomaly_mitigation\", \"Value\": \"{mitigation}\" }}]").Attributes);

    [Theory]
    [InlineData(Function)]
    [InlineData(Function + ":live")]
    [InlineData(Function + ":7")]
    [InlineData(Function + ":$LATEST")]
    [InlineData("arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:a_B-1")]
    public void A_Lambda_function_is_a_target(string arn)
    {
        var group = TargetGroupFile.Read($$"""
            "TargetType": "lambda", "VpcId": "vpc-1",
            "Targets": [{ "Id": "{{arn}}", "AvailabilityZone": "all", "InvokeUrl": "http://localhost:9000/x" }],
            "Attributes": { "lambda.multi_value_headers.enabled": true, "stickiness.enabled": "false" }
            """);
        Assert.Equal(TargetType.Lambda, group.TargetType);
        var target = Assert.Single(group.Targets);
        Assert.Equal((arn, 0, new Uri("http://localhost:9000/x")), (target.Id, target.Port, target.InvokeUrl));
        Assert.True(group.Attributes.LambdaMultiValueHeaders);
    }

    [Fact]
    public void A_Lambda_function_may_be_without_a_URL() => Assert.Null(Assert.Single(TargetGroupFile.Read(
        $"\"TargetType\": \"lambda\", \"Targets\": [{{ \"Id\": \"{Function}\" }}]").Targets).InvokeUrl);

    [Fact]
    public void A_Lambda_group_shares_a_weighted_forward()
    {
        var file = new TopologyBuilder().Listener(80, "web").TargetGroup("web", 1).Lambda("fn", Function, "http://127.0.0.1:9000/").ToString();
        var both = """
            "ForwardConfig": { "TargetGroups": [{ "TargetGroupArn": "web" }, { "TargetGroupArn": "fn" }] }
            """;
        var reading = Workspace.Read("a.json", file.Replace("\"TargetGroupArn\": \"web\"", both, StringComparison.Ordinal));
        Assert.Empty(reading.Problems);
        Assert.Equal(2, Assert.IsType<RuleAction.Forward>(
            reading.Topology.LoadBalancers[0].Listeners[0].DefaultActions[0]).TargetGroups.Count);
    }

    [Fact]
    public void The_builder_writes_what_is_read()
    {
        var file = TopologyBuilder.Simple(80, 1)
            .TargetGroupAttribute("web", "stickiness.enabled", "true")
            .TargetGroupAttribute("web", "deregistration_delay.timeout_seconds", "7")
            .HealthCheck("web", "/up", intervalSeconds: 0.5, timeoutSeconds: 0.25, healthy: 1, unhealthy: 1, httpCode: "204")
            .Property("web", "ProtocolVersion", "HTTP1")
            .Lambda("fn", Function, "http://localhost:9000/")
            .ToString();
        var (topology, problems) = Workspace.Read("a.json", file);
        Assert.Empty(problems);
        Assert.Equal(
            HealthCheck.Default with
            {
                Path = "/up",
                Interval = TimeSpan.FromSeconds(0.5),
                Timeout = TimeSpan.FromSeconds(0.25),
                HealthyThreshold = 1,
                UnhealthyThreshold = 1,
                Matcher = CodeMatcher.Parse("204", 200, 499)!,
            },
            topology.TargetGroups[0].HealthCheck);
        Assert.Equal(TimeSpan.FromSeconds(7), topology.TargetGroups[0].Attributes.DeregistrationDelay);
        Assert.NotNull(topology.TargetGroups[0].Attributes.Stickiness);
        Assert.Equal(TargetType.Lambda, topology.TargetGroups[1].TargetType);
    }
}
