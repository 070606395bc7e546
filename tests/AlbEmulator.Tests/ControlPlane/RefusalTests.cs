using AlbEmulator.Model;

namespace AlbEmulator.Tests.ControlPlane;

/// <summary>What AWS has and the emulator does not do is refused by its name.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("SslPolicy", "\"ELBSecurityPolicy-2016-08\"", "SslPolicy is not supported yet: remove it")]
    [InlineData("Certificates", "[]", "Certificates is not supported yet: remove it")]
    [InlineData("MutualAuthentication", "{}", "MutualAuthentication is not supported yet: remove it")]
    [InlineData("AlpnPolicy", "[]", "AlpnPolicy is for load balancers of another kind: remove it")]
    [InlineData("ListenerAttributes", "[]", "ListenerAttributes is called Attributes here")]
    [InlineData("LoadBalancerArn", "\"\"", "LoadBalancerArn is not needed")]
    [InlineData("Protocol", "\"HTTPS\"", "HTTPS is not supported yet: write HTTP")]
    [InlineData("Protocol", "\"TCP\"", "TCP is for Network Load Balancers: write HTTP")]
    public void Of_a_listener(string property, string value, string message) => Refused(
        $$"""
        { "LoadBalancers": [{ "Listeners": [{ "Port": 1, "DefaultActions": [{ "Type": "forward", "TargetGroupArn": "g" }],
        "{{property}}": {{value}} }] }],
        "TargetGroups": [{ "Name": "g" }] }
        """,
        $"LoadBalancers[0].Listeners[0].{property}",
        message);

    [Theory]
    [InlineData("LoadBalancerAttributes", "[]", "LoadBalancerAttributes is called Attributes here")]
    [InlineData("Type", "\"network\"", "network is not supported yet: the emulator is an Application Load Balancer")]
    [InlineData("IpAddressType", "\"dualstack\"", "dualstack is not supported yet: write ipv4")]
    [InlineData("EnablePrefixForIpv6SourceNat", "\"on\"", "is for load balancers of another kind")]
    public void Of_a_load_balancer(string property, string value, string message) => Refused(
        $$"""
        { "LoadBalancers": [{
        "{{property}}": {{value}} }] }
        """,
        $"LoadBalancers[0].{property}",
        message);

    [Theory]
    [InlineData("Protocol", "\"HTTPS\"", "HTTPS is not supported yet: write HTTP")]
    [InlineData("ProtocolVersion", "\"HTTP2\"", "HTTP2 is not supported yet: write HTTP1")]
    [InlineData("ProtocolVersion", "\"GRPC\"", "GRPC is not supported yet: write HTTP1")]
    [InlineData("TargetType", "\"instance\"", "instance is not supported yet: write ip")]
    [InlineData("TargetType", "\"lambda\"", "lambda is not supported yet: write ip")]
    [InlineData("TargetType", "\"alb\"", "alb is for Network Load Balancers: write ip")]
    [InlineData("IpAddressType", "\"ipv6\"", "ipv6 is not supported yet: write ipv4")]
    [InlineData("HealthCheckProtocol", "\"HTTP\"", "HealthCheckProtocol is not supported yet: remove it")]
    [InlineData("HealthCheckPort", "\"traffic-port\"", "HealthCheckPort is not supported yet: remove it")]
    [InlineData("HealthCheckEnabled", "true", "HealthCheckEnabled is not supported yet: remove it")]
    [InlineData("HealthCheckPath", "\"/\"", "HealthCheckPath is not supported yet: remove it")]
    [InlineData("HealthCheckIntervalSeconds", "30", "HealthCheckIntervalSeconds is not supported yet: remove it")]
    [InlineData("HealthCheckTimeoutSeconds", "5", "HealthCheckTimeoutSeconds is not supported yet: remove it")]
    [InlineData("HealthyThresholdCount", "5", "HealthyThresholdCount is not supported yet: remove it")]
    [InlineData("UnhealthyThresholdCount", "2", "UnhealthyThresholdCount is not supported yet: remove it")]
    [InlineData("Matcher", "{ \"HttpCode\": \"200\" }", "Matcher is not supported yet: remove it")]
    [InlineData("TargetControlPort", "1", "TargetControlPort is not supported yet: remove it")]
    [InlineData("TargetGroupAttributes", "[]", "TargetGroupAttributes is called Attributes here")]
    public void Of_a_target_group(string property, string value, string message) => Refused(
        $$"""
        { "TargetGroups": [{ "Name": "g",
        "{{property}}": {{value}} }] }
        """,
        $"TargetGroups[0].{property}",
        message);

    [Theory]
    [InlineData("http-header", "HttpHeaderConfig")]
    [InlineData("http-request-method", "HttpRequestMethodConfig")]
    [InlineData("query-string", "QueryStringConfig")]
    [InlineData("source-ip", "SourceIpConfig")]
    public void Of_a_condition(string field, string config)
    {
        var problems = Workspace.Read("a.json", RuleWith(
            $$"""{ "Field": "{{field}}", "{{config}}": {} }""", """{ "Type": "forward", "TargetGroupArn": "g" }""")).Problems;
        Assert.Equal(
            [
                $"a.json:3: LoadBalancers[0].Listeners[0].Rules[0].Conditions[0].Field: {field} is not supported yet: " +
                    "write host-header or path-pattern",
                $"a.json:3: LoadBalancers[0].Listeners[0].Rules[0].Conditions[0].{config}: {config} is not supported yet: remove it",
            ],
            problems.Select(problem => problem.ToString()));
    }

    [Theory]
    [InlineData("\"RegexValues\": [\"a\"], \"Values\": [\"/\"]", "RegexValues")]
    [InlineData("\"PathPatternConfig\": { \"Values\": [\"/\"], \"RegexValues\": [\"a\"] }",
        "PathPatternConfig.RegexValues")]
    public void Of_regular_expressions(string values, string path) => Refused(
        RuleWith($$"""{ "Field": "path-pattern", {{values}} }""", """{ "Type": "forward", "TargetGroupArn": "g" }"""),
        $"LoadBalancers[0].Listeners[0].Rules[0].Conditions[0].{path}",
        "RegexValues is not supported yet: write Values with the wildcards * and ?",
        line: 3);

    [Theory]
    [InlineData("redirect", "RedirectConfig", "write forward")]
    [InlineData("fixed-response", "FixedResponseConfig", "write forward")]
    [InlineData("authenticate-oidc", "AuthenticateOidcConfig", "remove the action")]
    [InlineData("authenticate-cognito", "AuthenticateCognitoConfig", "remove the action")]
    [InlineData("jwt-validation", "JwtValidationConfig", "remove the action")]
    public void Of_an_action(string type, string config, string instead)
    {
        var problems = Workspace.Read("a.json", RuleWith(
            """{ "Field": "path-pattern", "Values": ["/"] }""", $$"""{ "Type": "{{type}}", "{{config}}": {} }""")).Problems;
        Assert.Equal(
            [
                $"a.json:4: LoadBalancers[0].Listeners[0].Rules[0].Actions[0].Type: {type} is not supported yet: {instead}",
                $"a.json:4: LoadBalancers[0].Listeners[0].Rules[0].Actions[0].{config}: {config} is not supported yet: remove it",
            ],
            problems.Select(problem => problem.ToString()));
    }

    [Theory]
    [InlineData("\"TargetGroups\": [{ \"TargetGroupArn\": \"g\" }, { \"TargetGroupArn\": \"h\" }]", "TargetGroups[1]",
        "forwarding to several target groups is not supported yet: keep one of them")]
    [InlineData("\"TargetGroups\": [{ \"TargetGroupArn\": \"g\", \"Weight\": 0 }]", "TargetGroups[0].Weight",
        "a Weight of 0 is not supported yet: remove it")]
    [InlineData("\"TargetGroups\": [{ \"TargetGroupArn\": \"g\" }], \"TargetGroupStickinessConfig\": { \"Enabled\": true }",
        "TargetGroupStickinessConfig.Enabled",
            "target group stickiness is not supported yet: write false, or remove it")]
    [InlineData("\"TargetGroups\": [{ \"TargetGroupArn\": \"g\" }], \"TargetGroupStickinessConfig\": { \"DurationSeconds\": 9 }",
        "TargetGroupStickinessConfig.DurationSeconds", "DurationSeconds is not supported yet")]
    public void Of_a_forward(string config, string path, string message) => Refused(
        RuleWith(
            """{ "Field": "path-pattern", "Values": ["/"] }""", $$"""{ "Type": "forward", "ForwardConfig": { {{config}} } }"""),
        $"LoadBalancers[0].Listeners[0].Rules[0].Actions[0].ForwardConfig.{path}",
        message,
        line: 4);

    [Fact]
    public void Of_a_rule() => Refused(
        RuleWith("""{ "Field": "path-pattern", "Values": ["/"] }""", """{ "Type": "forward", "TargetGroupArn": "g" }""")
            .Replace("\"Priority\": 1", "\"Priority\": 1, \"Transforms\": []", StringComparison.Ordinal),
        "LoadBalancers[0].Listeners[0].Rules[0].Transforms",
        "Transforms is not supported yet: remove it");

    private static string RuleWith(string condition, string action) =>
        $$"""
        { "TargetGroups": [{ "Name": "g" }, { "Name": "h" }], "LoadBalancers": [{ "Listeners": [{ "Port": 1, "Rules": [{
        "Priority": 1,
        "Conditions": [{{condition}}],
        "Actions": [{{action}}] }],
        "DefaultActions": [{ "Type": "forward", "TargetGroupArn": "g" }] }] }] }
        """;

    private static void Refused(string content, string path, string message, int line = 2)
    {
        var problem = Assert.Single(Workspace.Read("a.json", content).Problems);
        Assert.Equal(new Origin("a.json", line, path), problem.Origin);
        Assert.Contains(message, problem.Message);
    }
}
