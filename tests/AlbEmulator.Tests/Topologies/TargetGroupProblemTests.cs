using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Topologies;

/// <summary>What does not go together in a target group, and with what forwards to it.</summary>
public sealed class TargetGroupProblemTests
{
    private const string Algorithm = "\"load_balancing.algorithm.type\": ";
    private const string Sticky = "\"stickiness.enabled\": true";
    private const string SlowStart = "\"slow_start.duration_seconds\": 30";
    private const string Function = "arn:aws:lambda:eu-west-1:123456789012:function:orders";

    [Theory]
    [InlineData($"{SlowStart}, {Algorithm}\"least_outstanding_requests\"", "slow_start.duration_seconds",
        "You cannot enable both slow start and least outstanding requests algorithm on a target group: " +
            "write 0, or load_balancing.algorithm.type round_robin")]
    [InlineData($"{SlowStart}, {Algorithm}\"weighted_random\"", "slow_start.duration_seconds",
        "You cannot enable both slow start and weighted random algorithm on a target group: " +
            "write 0, or load_balancing.algorithm.type round_robin")]
    [InlineData("\"load_balancing.algorithm.anomaly_mitigation\": \"on\"",
        "load_balancing.algorithm.anomaly_mitigation",
        "must be off with the round robin algorithm: write off, or load_balancing.algorithm.type weighted_random")]
    [InlineData($"{Algorithm}\"least_outstanding_requests\", \"load_balancing.algorithm.anomaly_mitigation\": \"on\"",
        "load_balancing.algorithm.anomaly_mitigation",
        "must be off with the least outstanding requests algorithm: " +
            "write off, or load_balancing.algorithm.type weighted_random")]
    [InlineData($"{Sticky}, {Algorithm}\"weighted_random\"", "stickiness.enabled",
        "You cannot have both stickiness and weighted random algorithm enabled on the same target group: " +
            "write false, or load_balancing.algorithm.type round_robin")]
    [InlineData($"{Sticky}, \"load_balancing.cross_zone.enabled\": false", "stickiness.enabled",
        "needs cross-zone load balancing: write false, or remove load_balancing.cross_zone.enabled")]
    [InlineData($"{Sticky}, \"stickiness.type\": \"app_cookie\"", "stickiness.type",
        "needs stickiness.app_cookie.cookie_name: write the name of the application's cookie")]
    [InlineData($"{Sticky}, \"stickiness.type\": \"app_cookie\", \"stickiness.app_cookie.cookie_name\": \"\"",
        "stickiness.type", "needs stickiness.app_cookie.cookie_name: write the name of the application's cookie")]
    [InlineData("\"lambda.multi_value_headers.enabled\": true", "lambda.multi_value_headers.enabled",
        "is only supported with TargetType lambda: remove it")]
    [InlineData("\"target_group_health.dns_failover.minimum_healthy_targets.count\": 1, " +
        "\"target_group_health.unhealthy_state_routing.minimum_healthy_targets.count\": 2",
        "target_group_health.dns_failover.minimum_healthy_targets.count",
        "must be at least target_group_health.unhealthy_state_routing.minimum_healthy_targets.count: " +
            "write 2 or more, or off")]
    [InlineData("\"target_group_health.dns_failover.minimum_healthy_targets.percentage\": 49, " +
        "\"target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage\": 50",
        "target_group_health.dns_failover.minimum_healthy_targets.percentage",
        "must be at least target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage: " +
            "write 50 or more, or off")]
    public void Attributes_that_do_not_go_together_are_told(string attributes, string key, string message) => Assert.Equal(
        $"2: TargetGroups[0].Attributes[{Quoted.Text(key)}]: {key}: {message}",
        Assert.Single(TargetGroupFile.Problems($"\"Attributes\": {{ {attributes} }}")));

    [Theory]
    [InlineData($"{Algorithm}\"weighted_random\", \"slow_start.duration_seconds\": 0, \"stickiness.enabled\": false")]
    [InlineData($"{SlowStart}, {Sticky}, {Algorithm}\"round_robin\"")]
    [InlineData($"{Sticky}, {Algorithm}\"least_outstanding_requests\"")]
    [InlineData("\"stickiness.type\": \"app_cookie\"")]
    [InlineData("\"load_balancing.cross_zone.enabled\": \"false\"")]
    [InlineData("\"target_group_health.dns_failover.minimum_healthy_targets.count\": \"off\", " +
        "\"target_group_health.unhealthy_state_routing.minimum_healthy_targets.count\": 2")]
    [InlineData("\"target_group_health.unhealthy_state_routing.minimum_healthy_targets.count\": 2")]
    public void Attributes_that_go_together_are_taken(string attributes) =>
        TargetGroupFile.Read($"\"Attributes\": {{ {attributes} }}");

    [Theory]
    [InlineData("AWSALB", "must not begin with AWSALB, AWSALBAPP or AWSALBTG")]
    [InlineData("AWSALBAPP-0", "must not begin with AWSALB")]
    [InlineData("AWSALBTG", "must not begin with AWSALB")]
    [InlineData("a b", "must not hold \" \": write the name of a cookie, such as JSESSIONID")]
    [InlineData("a=b", "must not hold \"=\"")]
    [InlineData("a;b", "must not hold \";\"")]
    [InlineData("ä", "must not hold \"ä\"")]
    [InlineData("a\\r\\nSet-Cookie: b", "must not hold \"\\u000d\"")]
    public void A_cookie_of_the_application_has_a_name_of_its_own(string name, string message) => Assert.StartsWith(
        "2: TargetGroups[0].Attributes[\"stickiness.app_cookie.cookie_name\"]: " +
            $"stickiness.app_cookie.cookie_name {message}",
        Assert.Single(TargetGroupFile.Problems(
            $"\"Attributes\": {{ {Sticky}, \"stickiness.type\": \"app_cookie\", " +
            $"\"stickiness.app_cookie.cookie_name\": \"{name}\" }}")));

    [Theory]
    [InlineData("deregistration_delay.timeout_seconds", "30")]
    [InlineData("slow_start.duration_seconds", "30")]
    [InlineData("load_balancing.algorithm.type", "weighted_random")]
    [InlineData("load_balancing.algorithm.anomaly_mitigation", "on")]
    [InlineData("stickiness.enabled", "true")]
    [InlineData("stickiness.type", "app_cookie")]
    [InlineData("stickiness.lb_cookie.duration_seconds", "1")]
    [InlineData("stickiness.app_cookie.cookie_name", "a")]
    [InlineData("stickiness.app_cookie.duration_seconds", "1")]
    [InlineData("load_balancing.cross_zone.enabled", "false")]
    public void A_Lambda_group_has_few_attributes(string key, string value)
    {
        var problem = Assert.Single(TargetGroupFile.Problems(
            $"\"TargetType\": \"lambda\", \"Attributes\": {{ \"{key}\": \"{value}\" }}"));
        Assert.StartsWith($"2: TargetGroups[0].Attributes[\"{key}\"]: {key}: ", problem);
        Assert.EndsWith("with TargetType lambda: remove it", problem);
    }

    [Theory]
    [InlineData("Protocol", "\"HTTPS\"")]
    [InlineData("ProtocolVersion", "\"HTTP2\"")]
    [InlineData("ProtocolVersion", "\"GRPC\"")]
    [InlineData("Port", "80")]
    [InlineData("HealthCheckProtocol", "\"HTTPS\"")]
    [InlineData("HealthCheckPort", "\"80\"")]
    public void A_Lambda_group_has_no_port_and_no_protocol(string property, string value) => Assert.Equal(
        $"2: TargetGroups[0].{property}: {property} does not go with TargetType lambda: remove it",
        Assert.Single(TargetGroupFile.Problems($"\"TargetType\": \"lambda\", \"{property}\": {value}")));

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("echo")]
    [InlineData("orders")]
    [InlineData("")]
    [InlineData("arn:aws:s3:::bucket")]
    [InlineData("arn:aws:lambda:eu-west-1:123:function:orders")]
    [InlineData("arn:aws:lambda:eu-west-1:123456789012:layer:orders")]
    [InlineData("arn:aws:lambda:eu-west-1:123456789012:function:")]
    [InlineData("arn:aws:lambda:eu-west-1:123456789012:function:or ders")]
    [InlineData(Function + ":")]
    [InlineData(Function + ":a:b")]
    [InlineData(Function + "\\n")]
    public void A_target_of_a_Lambda_group_is_a_function(string id)
    {
        var problem = Assert.Single(TargetGroupFile.Problems(
            $"\"TargetType\": \"lambda\", \"Targets\": [{{ \"Id\": \"{id}\" }}]"));
        Assert.StartsWith("2: TargetGroups[0].Targets[0].Id: ", problem);
        Assert.EndsWith("must be the ARN of a Lambda function, such as " +
            "arn:aws:lambda:us-east-1:000000000000:function:NAME", problem);
    }

    [Theory]
    [InlineData("\"Id\": \"" + Function + "\", \"Port\": 80", "Targets[0].Port: Port does not go with a Lambda function: remove it")]
    [InlineData("\"Id\": \"" + Function + "\" }, { \"Id\": \"" + Function + "\"",
        "Targets[1].Id: the target group \"g\" can have one Lambda function: remove this one")]
    [InlineData("\"Id\": \"" + Function + "\", \"InvokeUrl\": \"localhost:9000\"", "Targets[0].InvokeUrl: must be a URL such as http")]
    [InlineData("\"Id\": \"" + Function + "\", \"InvokeUrl\": \"ftp://a/b\"", "Targets[0].InvokeUrl: must be a URL such as http")]
    [InlineData("\"Id\": \"" + Function + "\", \"InvokeUrl\": \"/a\"", "Targets[0].InvokeUrl: must be a URL such as http")]
    [InlineData("\"Id\": \"" + Function + "\", \"InvokeUrl\": \"http://u:p@a/\"", "Targets[0].InvokeUrl: must be a URL such as http")]
    [InlineData("\"Id\": \"" + Function + "\", \"InvokeUrl\": []", "Targets[0].InvokeUrl: must be a string, not a list")]
    public void A_Lambda_target_has_a_URL_at_most(string target, string message) => Assert.StartsWith(
        $"2: TargetGroups[0].{message}",
        Assert.Single(TargetGroupFile.Problems($"\"TargetType\": \"lambda\", \"Targets\": [{{ {target} }}]")));

    [Fact]
    public void A_URL_is_for_a_Lambda_function() => Assert.Equal(
        "2: TargetGroups[0].Targets[0].InvokeUrl: InvokeUrl is for Lambda functions: remove it, or write TargetType lambda",
        Assert.Single(TargetGroupFile.Problems(
            "\"Targets\": [{ \"Id\": \"10.0.0.1\", \"Port\": 80, \"InvokeUrl\": \"http://a/\" }]")));

    [Fact]
    public void An_ARN_of_something_else_is_no_target() => Assert.EndsWith(
        "is an ARN, and not one of a Lambda function: write an IP address or a host name",
        Assert.Single(TargetGroupFile.Problems("\"Targets\": [{ \"Id\": \"arn:aws:s3:::bucket\", \"Port\": 80 }]")));

    [Theory]
    [InlineData("HTTP2")]
    [InlineData("GRPC")]
    public void A_listener_for_HTTP_forwards_to_HTTP1_only(string version)
    {
        var problems = Problems(
            $"\"ProtocolVersion\": \"{version}\"", "{ \"TargetGroupArn\": \"g\" }, { \"TargetGroupArn\": \"h\" }", "");
        Assert.Equal(
            [
                $"a.json:4: LoadBalancers[0].Listeners[0].Port: forwards to \"g\", whose ProtocolVersion is {version}, and only " +
                    "HTTPS listeners may: write ProtocolVersion HTTP1, or Protocol HTTPS for the listener",
                $"a.json:5: LoadBalancers[0].Listeners[0].Rules[0].Priority: forwards to \"g\", whose ProtocolVersion is {version}, " +
                    "and only HTTPS listeners may: write ProtocolVersion HTTP1, or Protocol HTTPS for the listener",
            ],
            problems);
    }

    [Theory]
    [InlineData(Sticky)]
    [InlineData(Sticky + ", \"stickiness.type\": \"app_cookie\", \"stickiness.app_cookie.cookie_name\": \"a\"")]
    public void Stickiness_among_weighted_groups_needs_that_of_the_action(string attributes)
    {
        const string groups = "{ \"TargetGroupArn\": \"h\" }, { \"TargetGroupArn\": \"g\" }";
        var sticky = $"\"Attributes\": {{ {attributes} }}";
        Assert.Equal(
            "a.json:5: LoadBalancers[0].Listeners[0].Rules[0].Priority: forwards to several target groups, \"g\" with " +
                "stickiness.enabled: You must enable group stickiness before enabling target stickiness: " +
                "write TargetGroupStickinessConfig",
            Assert.Single(Problems(sticky, groups, "")));
        Assert.Single(Problems(sticky, groups, ", \"TargetGroupStickinessConfig\": { \"Enabled\": false }"));
        Assert.Empty(Problems(
            sticky, groups, ", \"TargetGroupStickinessConfig\": { \"Enabled\": true, \"DurationSeconds\": 60 }"));
        Assert.Empty(Problems(sticky, "{ \"TargetGroupArn\": \"g\" }", ""));
    }

    /// <summary>Problems where an action of the default and one of a rule, by weight, go to the group <c>g</c>.</summary>
    private static IEnumerable<string> Problems(string properties, string groups, string stickiness) =>
        Workspace.Read("a.json", $$"""
            { "TargetGroups": [{ "Name": "h" }, { "Name": "g",
              {{properties}} }],
              "LoadBalancers": [{ "Listeners": [{
                "Port": 80, "DefaultActions": [{ "Type": "forward", "TargetGroupArn": "g" }], "Rules": [{
                  "Priority": 1, "Conditions": [{ "Field": "path-pattern", "Values": ["/"] }],
                  "Actions": [{ "Type": "forward", "ForwardConfig": { "TargetGroups": [{{groups}}]{{stickiness}} } }] }] }] }] }
            """).Problems.Select(problem => problem.ToString());
}
