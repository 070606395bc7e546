using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Topologies;

/// <summary>What AWS has and the emulator does not do is refused by its name.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("AlpnPolicy", "[]", "AlpnPolicy is for load balancers of another kind: remove it")]
    [InlineData("ListenerAttributes", "[]", "ListenerAttributes is called Attributes here")]
    [InlineData("LoadBalancerArn", "\"\"", "LoadBalancerArn is not needed")]
    [InlineData("Transforms", "[]", "Transforms belongs to rules, and AWS has none on default actions: write a rule")]
    [InlineData("Protocol", "\"TLS\"", "TLS is for Network Load Balancers: write HTTPS")]
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
    [InlineData("WebACLArn", "\"arn:aws:wafv2:us-east-1:000000000000:regional/webacl/a/b\"", "WebACLArn names a web ACL of AWS WAF, of which the emulator has none: remove it")]
    [InlineData("WebAclArn", "\"a\"", "names a web ACL of AWS WAF")]
    [InlineData("EnablePrefixForIpv6SourceNat", "\"on\"", "is for load balancers of another kind")]
    public void Of_a_load_balancer(string property, string value, string message) => Refused(
        $$"""
        { "LoadBalancers": [{
        "{{property}}": {{value}} }] }
        """,
        $"LoadBalancers[0].{property}",
        message);

    [Theory]
    [InlineData("WebACLs")]
    [InlineData("WebACLAssociations")]
    public void Of_a_file(string property) => Refused(
        $$"""
        {
        "{{property}}": [] }
        """,
        property,
        "names a web ACL of AWS WAF");

    [Theory]
    [InlineData("TargetType", "\"instance\"", "instance is not supported yet: write ip")]
    [InlineData("TargetType", "\"alb\"", "alb is for Network Load Balancers: write ip")]
    [InlineData("Protocol", "\"TLS\"", "TLS is for Network Load Balancers: write HTTP")]
    [InlineData("HealthCheckProtocol", "\"TCP\"", "TCP is for Network Load Balancers: write HTTP")]
    [InlineData("TargetControlPort", "1", "TargetControlPort is not supported yet: remove it")]
    [InlineData("TargetGroupAttributes", "[]", "TargetGroupAttributes is called Attributes here")]
    public void Of_a_target_group(string property, string value, string message) => Refused(
        $$"""
        { "TargetGroups": [{ "Name": "g",
        "{{property}}": {{value}} }] }
        """,
        $"TargetGroups[0].{property}",
        message);

    [Fact]
    public void Of_a_rule() => Refused(
        RuleWith("""{ "Type": "forward", "TargetGroupArn": "g" }""")
            .Replace("\"Priority\": 1", "\"Priority\": 1, \"ResetTransforms\": true", StringComparison.Ordinal),
        "LoadBalancers[0].Listeners[0].Rules[0].ResetTransforms",
        "ResetTransforms is for changes: leave out Transforms");

    private static string RuleWith(string actions) =>
        $$"""
        { "TargetGroups": [{ "Name": "g" }, { "Name": "h" }], "LoadBalancers": [{ "Listeners": [{ "Port": 1, "Rules": [{
        "Priority": 1,
        "Conditions": [{ "Field": "path-pattern", "Values": ["/"] }],
        "Actions": [{{actions}}] }],
        "DefaultActions": [{ "Type": "forward", "TargetGroupArn": "g" }] }] }] }
        """;

    private static void Refused(string content, string path, string message)
    {
        var problem = Assert.Single(Workspace.Read("a.json", content).Problems);
        Assert.Equal(new Origin("a.json", 2, path), problem.Origin);
        Assert.Contains(message, problem.Message);
    }
}
