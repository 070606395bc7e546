using AlbEmulator.Model;
using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;

namespace AlbEmulator.Tests.Imports;

/// <summary>Rules and listeners whose own listener or load balancer is in no file.</summary>
public sealed class AssumedListenerTests
{
    private const string Rules = """
        Parameters: { ListenerArn: { Type: String } }
        Resources:
          Rule:
            Type: AWS::ElasticLoadBalancingV2::ListenerRule
            Properties:
              ListenerArn: !Ref ListenerArn
              Priority: 1
              Conditions: [{ Field: path-pattern, Values: [/x] }]
              Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: 200 } }]
        """;

    private const string Listeners = """
        Parameters: { Alb: { Type: String } }
        Resources:
          Listener:
            Type: AWS::ElasticLoadBalancingV2::Listener
            Properties:
              LoadBalancerArn: !Ref Alb
              Port: 8080
              Protocol: HTTP
              DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: 200 } }]
          Rule:
            Type: AWS::ElasticLoadBalancingV2::ListenerRule
            Properties:
              ListenerArn: !Ref Listener
              Priority: 1
              Conditions: [{ Field: path-pattern, Values: [/x] }]
              Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: 200 } }]
        """;

    [Fact]
    public void Parameter_without_a_value_is_told_with_both_ways_out()
    {
        var problem = Assert.Single(Workspace.Read("rules.yaml", Rules).Problems);
        Assert.Equal(
            "the parameter ListenerArn has no value: give it one, as --parameter ListenerArn=VALUE; name the template that has the "
                + "listener beside this one, and give the parameter or the import that tells it the logical id that it has there, as "
                + "--parameter NAME=LOGICALID or --Alb:ImportValues:NAME=LOGICALID; or have one made up with --assume-listener HTTP:80",
            problem.Message);
    }

    [Fact]
    public void Parameter_takes_the_logical_id_in_another_file()
    {
        using var workspace = new Workspace();
        workspace.Settings.Parameters.Add("ListenerArn", "Listener");
        workspace.Write("shop.yaml", TemplateFile.Saying("hello"));
        workspace.Write("rules.yaml", Rules);
        var reading = workspace.Read("shop.yaml", "rules.yaml");
        Assert.Empty(reading.Problems);
        Assert.Single(reading.Topology.LoadBalancers.Single().Listeners.Single().Rules);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("arn:aws:elasticloadbalancing:us-east-1:1:listener/app/a/1/2")]
    public void Listener_is_made_up_for_a_rule(string? given)
    {
        var reading = Read(Rules, "HTTPS:8443", ("ListenerArn", given));
        Assert.Empty(reading.Problems);
        var loadBalancer = reading.Topology.LoadBalancers.Single();
        var listener = loadBalancer.Listeners.Single();
        Assert.Equal(("assumed", 8443, ListenerProtocol.Https), (loadBalancer.Name, listener.Port, listener.Protocol));
        Assert.Equal(404, Assert.IsType<RuleAction.FixedResponse>(listener.DefaultActions.Single()).StatusCode);
        Assert.Equal(1, listener.Rules.Single().Priority);
        Assert.Contains(reading.Notes, note => note.ToString() ==
            "file.yaml:6: Resources.Rule.Properties: its listener is in no file: one of HTTPS:8443 is made up for it");
    }

    /// <summary>Rules stay with their listener, whose ARN is not known without that of its load balancer.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("arn:aws:elasticloadbalancing:us-east-1:1:loadbalancer/app/a/1")]
    public void Load_balancer_is_made_up_for_a_listener(string? given)
    {
        var reading = Read(Listeners, "HTTP:80", ("Alb", given));
        Assert.Empty(reading.Problems);
        var listener = reading.Topology.LoadBalancers.Single().Listeners.Single();
        Assert.Equal((8080, 1), (listener.Port, listener.Rules.Count));
        Assert.Contains(reading.Notes, note => note.Message == "its load balancer is in no file: one is made up for it");
    }

    [Fact]
    public void Without_it_the_listener_is_told_and_not_its_rules_again() => Assert.EndsWith(
        "or have one made up with --assume-listener HTTP:80", Assert.Single(Workspace.Read("a.yaml", Listeners).Problems).Message, StringComparison.Ordinal);

    [Fact]
    public void Rule_of_a_plan_gets_one_as_well()
    {
        using var workspace = new Workspace();
        workspace.Write("plan.json", """
            { "format_version": "1.2", "planned_values": { "root_module": { "resources": [
              { "address": "aws_lb_listener_rule.r", "mode": "managed", "type": "aws_lb_listener_rule", "name": "r", "values": { "priority": 5,
                "condition": [{ "path_pattern": [{ "values": ["/x"] }] }],
                "action": [{ "type": "fixed-response", "fixed_response": [{ "status_code": "200", "content_type": "text/plain" }] }] } }] } },
              "configuration": { "root_module": { "resources": [{ "type": "aws_lb_listener_rule", "name": "r",
                "expressions": { "listener_arn": { "references": ["data.aws_lb_listener.l.arn", "data.aws_lb_listener.l"] } } }] } } }
            """);
        var without = Assert.Single(workspace.Read("plan.json").Problems).Message;
        workspace.Settings.AssumeListener = "HTTP:80";
        var reading = workspace.Read("plan.json");

        Assert.Contains("name the plan or the state that has the listener beside this one", without, StringComparison.Ordinal);
        Assert.Empty(reading.Problems);
        Assert.Equal(80, reading.Topology.LoadBalancers.Single().Listeners.Single().Port);
    }

    [Fact]
    public void Rule_that_AWS_described_without_its_listener_tells_which_answer_is_missing() => Assert.Contains(
        "add the answer of describe-listeners that has the listener",
        Assert.Single(Workspace.Read("rules.json", """
            { "Rules": [{ "RuleArn": "arn:x:listener-rule/app/a/1/2/3", "Priority": "1", "IsDefault": false,
              "Conditions": [{ "Field": "path-pattern", "Values": ["/x"] }],
              "Actions": [{ "Type": "fixed-response", "FixedResponseConfig": { "StatusCode": "200" } }] }] }
            """).Problems).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Group_that_is_in_no_file_is_told_with_the_way_to_name_it()
    {
        var template = Rules.Replace("{ Type: fixed-response, FixedResponseConfig: { StatusCode: 200 } }",
            "{ Type: forward, TargetGroupArn: \"arn:aws:elasticloadbalancing:us-east-1:1:targetgroup/a/1\" }", StringComparison.Ordinal);
        Assert.StartsWith(
            "no file has the target group \"arn:aws:elasticloadbalancing:us-east-1:1:targetgroup/a/1\": name the template that has the target group",
            Assert.Single(Read(template, "HTTP:80").Problems).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Group_of_an_own_file_is_found_by_its_name()
    {
        using var workspace = new Workspace();
        workspace.Settings.AssumeListener = "HTTP:80";
        workspace.Write("rules.yaml", Rules.Replace(
            "{ Type: fixed-response, FixedResponseConfig: { StatusCode: 200 } }", "{ Type: forward, TargetGroupArn: web }", StringComparison.Ordinal));
        workspace.Write("own.yaml", "TargetGroups: [{ Name: web, Targets: [{ Id: 127.0.0.1, Port: 9001 }] }]");
        Assert.Empty(workspace.Read("rules.yaml", "own.yaml").Problems);
    }

    /// <summary>So that everything that is missing is told at once.</summary>
    [Fact]
    public void Group_of_a_rule_without_a_listener_stands_in_the_overlay()
    {
        var reading = Workspace.Read("rules.yaml", Rules.Replace(
            "{ Type: fixed-response, FixedResponseConfig: { StatusCode: 200 } }", "{ Type: forward, TargetGroupArn: !Ref Group }", StringComparison.Ordinal)
            + "\n  Group: { Type: \"AWS::ElasticLoadBalancingV2::TargetGroup\", Properties: { Port: 3000 } }\n");
        Assert.Equal("Targets:\n  Group:\n    - { Id: 127.0.0.1, Port: 3000 }\n", reading.Overlay);
        Assert.Empty(reading.Notes);
    }

    [Fact]
    public void One_that_nothing_needs_is_noted()
    {
        var reading = Read(TemplateFile.Saying("hello"), "HTTP:80");
        Assert.Single(reading.Topology.LoadBalancers);
        Assert.Contains(reading.Notes, note => note.ToString() == "settings: Alb:AssumeListener: every rule has its listener, and every "
            + "listener its load balancer: none is made up");
    }

    [Theory]
    [InlineData("80")]
    [InlineData("TCP:80")]
    [InlineData("HTTP:0")]
    [InlineData("HTTP:65536")]
    [InlineData("HTTP:80:1")]
    public void Only_a_protocol_and_a_port_are_one(string listener) => Assert.Contains(
        Read(TemplateFile.Saying("hello"), listener).Problems,
        problem => problem.ToString().Contains("AssumeListener: must be a protocol and a port such as HTTP:80", StringComparison.Ordinal));

    private static TopologyReading Read(string template, string listener, params (string Name, string? Value)[] parameters)
    {
        using var workspace = new Workspace();
        workspace.Settings.AssumeListener = listener;
        foreach (var (name, value) in parameters.Where(parameter => parameter.Value is not null))
        {
            workspace.Settings.Parameters.Add(name, value!);
        }

        workspace.Write("file.yaml", template);
        return workspace.Read("file.yaml");
    }
}
