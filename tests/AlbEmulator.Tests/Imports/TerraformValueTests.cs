using AlbEmulator.Model;
using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;

namespace AlbEmulator.Tests.Imports;

/// <summary>Which empty texts and zeros of the provider are values, and which stand for what nobody wrote.</summary>
public sealed class TerraformValueTests
{
    [Fact]
    public void Empty_query_of_a_redirect_drops_the_query() => Assert.Equal("", RedirectOf("\"query\":\"\"").Query);

    [Fact]
    public void Part_of_a_redirect_that_is_null_is_the_default() => Assert.Equal(
        ("#{query}", "/#{path}"), (RedirectOf("\"query\":null,\"path\":null").Query, RedirectOf("\"query\":null,\"path\":null").Path));

    /// <summary>The provider sends them as they are, and AWS refuses them.</summary>
    [Theory]
    [InlineData("host")]
    [InlineData("path")]
    [InlineData("port")]
    [InlineData("protocol")]
    public void Part_of_a_redirect_that_may_not_be_empty_is_no_default(string part) => Assert.Contains(
        Read(Redirect($"\"{part}\":\"\"")).Problems,
        problem => problem.Origin.Path == $"aws_lb_listener.l.default_action[0].redirect[0].{part}");

    [Fact]
    public void Replacement_by_nothing_is_one()
    {
        var rewrite = "\"rewrite\":[{\"regex\":\"^/api\",\"replace\":\"\"}]";
        var rule = Read(Rule(
            "\"priority\":5,\"transform\":[{\"type\":\"url-rewrite\",\"host_header_rewrite_config\":[],\"url_rewrite_config\":[{" + rewrite + "}]}]",
            Fixed())).Topology.LoadBalancers[0].Listeners[0].Rules.Single();
        Assert.Equal("", Assert.Single(Assert.Single(rule.Transforms).Rewrites).Replace);
    }

    [Fact]
    public void Value_of_a_query_string_that_is_empty_is_refused_as_such() => Assert.Contains(
        Read(Rule("\"priority\":5", Fixed(), "\"query_string\":[{\"key\":\"\",\"value\":\"\"}]")).Problems,
        problem => problem.ToString().EndsWith("query_string[0].value: \"\" must not be empty", StringComparison.Ordinal));

    [Fact]
    public void Key_of_a_query_string_that_is_empty_is_any() => Assert.Empty(
        Read(Rule("\"priority\":5", Fixed(), "\"query_string\":[{\"key\":\"\",\"value\":\"x\"}]")).Problems);

    /// <summary>Version 6 of the provider writes it for every group.</summary>
    [Fact]
    public void Target_control_port_of_zero_is_unset_and_any_other_is_refused()
    {
        Assert.Empty(Read(Group("\"port\":80,\"target_control_port\":0")).Problems);
        Assert.Contains(
            Read(Group("\"port\":80,\"target_control_port\":3000")).Problems,
            problem => problem.Message == "TargetControlPort is not supported yet: remove it");
    }

    [Fact]
    public void Port_of_zero_of_a_target_is_that_of_its_group() => Assert.Equal(
        9001,
        Read(Group("\"port\":9001") + "," + Resource(
            "aws_lb_target_group_attachment", "t", "\"target_group_arn\":\"arn:g\",\"target_id\":\"127.0.0.1\",\"port\":0"))
            .Topology.TargetGroups.Single().Targets.Single().Port);

    [Fact]
    public void Port_of_zero_of_a_group_of_functions_is_unset() => Assert.Empty(
        Read(Group("\"target_type\":\"lambda\",\"port\":0,\"protocol\":\"\",\"vpc_id\":\"\"")).Problems);

    [Fact]
    public void Timeout_of_zero_of_a_health_check_is_unset() => Assert.Equal(
        TimeSpan.FromSeconds(5),
        Read(Group("\"port\":80,\"health_check\":[{\"enabled\":true,\"interval\":30,\"timeout\":0,\"path\":\"\",\"matcher\":\"\"}]"))
            .Topology.TargetGroups.Single().HealthCheck.Timeout);

    [Fact]
    public void Order_of_zero_of_an_action_is_unset() => Assert.Empty(Read(Redirect("", "\"order\":0,")).Problems);

    [Fact]
    public void Priority_of_zero_is_the_next_that_is_free() => Assert.Equal(
        1, Read(Rule("\"priority\":0", Fixed())).Topology.LoadBalancers[0].Listeners[0].Rules.Single().Priority);

    /// <summary>These zeros are values.</summary>
    [Fact]
    public void Weight_and_deregistration_delay_of_zero_stay()
    {
        var forward = "\"type\":\"forward\",\"forward\":[{\"target_group\":[{\"arn\":\"arn:g\",\"weight\":0}],\"stickiness\":[]}]";
        var topology = Read(
            Group("\"port\":9001,\"deregistration_delay\":\"0\"") + "," + Resource(
                "aws_lb_target_group_attachment", "t", "\"target_group_arn\":\"arn:g\",\"target_id\":\"127.0.0.1\"") + ","
            + Rule("\"priority\":5", forward)).Topology;
        var action = topology.LoadBalancers[0].Listeners[0].Rules.Single().Actions.OfType<RuleAction.Forward>().Single();
        Assert.Equal(
            (0, TimeSpan.Zero), (action.TargetGroups.Single().Weight, topology.TargetGroups.Single().Attributes.DeregistrationDelay));
    }

    /// <summary>What is written to be nothing is not known after an apply.</summary>
    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    public void Forward_to_no_group_is_told_as_such(string arn) => Assert.Contains(
        Read(Rule("\"priority\":5", $"\"type\":\"forward\",\"forward\":[],\"target_group_arn\":{arn}")).Problems,
        problem => problem.Message.StartsWith("TargetGroupArn is missing", StringComparison.Ordinal));

    private static RuleAction.Redirect RedirectOf(string parts)
    {
        var reading = Read(Redirect(parts));
        Assert.Empty(reading.Problems);
        return Assert.IsType<RuleAction.Redirect>(reading.Topology.LoadBalancers[0].Listeners[0].DefaultActions[0]);
    }

    private static string Fixed() =>
        "\"type\":\"fixed-response\",\"fixed_response\":[{\"content_type\":\"text/plain\",\"message_body\":\"\",\"status_code\":\"200\"}]";

    private static string Redirect(string parts, string action = "") => Listener(
        action + "\"type\":\"redirect\",\"redirect\":[{\"status_code\":\"HTTP_301\"" + (parts.Contains("host", StringComparison.Ordinal) ? "" : ",\"host\":\"a.example\"")
        + (parts.Length == 0 ? "" : "," + parts) + "}]");

    private static string Listener(string action) =>
        Resource("aws_lb_listener", "l", "\"arn\":\"arn:l\",\"load_balancer_arn\":\"arn:lb\",\"port\":80,\"protocol\":\"HTTP\",\"default_action\":[{" + action + "}]");

    private static string Rule(string values, string action, string condition = "\"path_pattern\":[{\"values\":[\"/x\"]}]") =>
        Listener(Fixed()) + "," + Resource(
            "aws_lb_listener_rule", "r", values + ",\"listener_arn\":\"arn:l\",\"condition\":[{" + condition + "}],\"action\":[{" + action + "}]");

    private static string Group(string values) => Resource("aws_lb_target_group", "g", "\"arn\":\"arn:g\",\"name\":\"g\"," + values);

    private static string Resource(string type, string name, string values) =>
        $"{{\"address\":\"{type}.{name}\",\"mode\":\"managed\",\"type\":\"{type}\",\"name\":\"{name}\",\"values\":{{{values}}}}}";

    private static TopologyReading Read(string resources) => Workspace.Read("state.json",
        "{\"format_version\":\"1.0\",\"values\":{\"root_module\":{\"resources\":["
        + Resource("aws_lb", "lb", "\"arn\":\"arn:lb\",\"name\":\"lb\"") + "," + resources + "]}}}");
}
