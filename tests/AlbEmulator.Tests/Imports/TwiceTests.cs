using AlbEmulator.Commands;
using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;

namespace AlbEmulator.Tests.Imports;

/// <summary>One thing that is found twice is never silent.</summary>
public sealed class TwiceTests
{
    private const string LoadBalancer = """
        { "LoadBalancerArn": "arn:x:loadbalancer/app/one/1", "LoadBalancerName": "one", "Type": "application" }
        """;

    [Fact]
    public void Two_templates_export_one_name() => AssertTold(
        "\"shop-listener\" is exported at a.yaml:3 already, and names of exports are unique in a Region: rename one of the two",
        ("a.yaml", Exporting("shop-listener", "one")), ("b.yaml", Exporting("shop-listener", "two")));

    [Fact]
    public void Export_is_in_a_template_and_in_the_settings()
    {
        using var workspace = new Workspace();
        workspace.Settings.ImportValues.Add("x", "two");
        workspace.Write("a.yaml", Exporting("x", "one"));
        Assert.Contains(
            workspace.Read("a.yaml").Notes, note => note.ToString().EndsWith("Alb:ImportValues has a value for this export, which is taken", StringComparison.Ordinal));
    }

    /// <summary>They may have no logical id in common, and would go unseen.</summary>
    [Fact]
    public void Two_templates_are_of_one_stack() => AssertTold(
        "its stack would be called \"shop\", as that of shop.yaml is: name one of them STACK=FILE",
        ("shop.yaml", TemplateFile.Saying("one")), ("shop.json", """{ "Resources": { "Other": { "Type": "AWS::EC2::VPC" } } }"""));

    [Fact]
    public void Two_answers_have_one_ARN_with_different_names() => AssertTold(
        "\"other\" is at a.json:1 already, with the same ARN: leave out one of the two files",
        ("a.json", $$"""{ "LoadBalancers": [{{LoadBalancer}}] }"""),
        ("b.json", $$"""{ "LoadBalancers": [{{LoadBalancer.Replace("\"one\"", "\"other\"", StringComparison.Ordinal)}}] }"""));

    [Fact]
    public void Two_answers_have_the_attributes_of_one_load_balancer()
    {
        const string attributes = """{ "Attributes": [{ "Key": "idle_timeout.timeout_seconds", "Value": "VALUE" }] }""";
        AssertTold(
            "another file has the attributes of \"one\": leave out one of the two",
            ("a.json", $$"""{ "LoadBalancers": [{{LoadBalancer}}] }"""),
            ("attributes-one.json", attributes.Replace("VALUE", "10", StringComparison.Ordinal)),
            ("more-one.json", attributes.Replace("VALUE", "20", StringComparison.Ordinal)));
    }

    [Fact]
    public void Two_states_have_one_ARN()
    {
        const string state = """
            { "format_version": "1.0", "values": { "root_module": { "resources": [
              { "address": "aws_lb.a", "mode": "managed", "type": "aws_lb", "name": "a", "values": { "arn": "arn:a", "name": "NAME" } }] } } }
            """;
        AssertTold(
            "\"aws_lb.a\" is at a.json:2 already, with the same ARN: leave out one of the two files",
            ("a.json", state), ("b.json", state.Replace("NAME", "OTHER", StringComparison.Ordinal)));
    }

    /// <summary>An address is of one configuration: a listener stays with the load balancer of its own plan.</summary>
    [Fact]
    public void Two_plans_use_one_address_for_different_things()
    {
        using var workspace = new Workspace();
        foreach (var (name, port) in new[] { ("one", "8001"), ("two", "8002") })
        {
            workspace.Write($"{name}.json", $$"""
                { "format_version": "1.2", "planned_values": { "root_module": { "resources": [
                  { "address": "aws_lb.this", "mode": "managed", "type": "aws_lb", "name": "this", "values": { "name": "{{name}}" } },
                  { "address": "aws_lb_listener.l", "mode": "managed", "type": "aws_lb_listener", "name": "l", "values": { "port": {{port}}, "protocol": "HTTP",
                    "default_action": [{ "type": "fixed-response", "fixed_response": [{ "status_code": "200", "content_type": "text/plain" }] }] } }] } },
                  "configuration": { "root_module": { "resources": [{ "type": "aws_lb_listener", "name": "l",
                    "expressions": { "load_balancer_arn": { "references": ["aws_lb.this.arn", "aws_lb.this"] } } }] } } }
                """);
        }

        var reading = workspace.Read("one.json", "two.json");
        Assert.Empty(reading.Problems);
        Assert.Equal(
            [("one", 8001), ("two", 8002)], reading.Topology.LoadBalancers.Select(item => (item.Name, item.Listeners.Single().Port)));
    }

    [Fact]
    public void Name_that_two_templates_have_does_not_tell_which_of_them_is_meant()
    {
        const string rule = """
            Parameters: { Listener: { Type: String, Default: Listener } }
            Resources:
              Rule:
                Type: AWS::ElasticLoadBalancingV2::ListenerRule
                Properties:
                  ListenerArn: !Ref Listener
                  Priority: 1
                  Conditions: [{ Field: path-pattern, Values: [/x] }]
                  Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: 200 } }]
            """;
        AssertTold(
            "\"Listener\" is the name of several things: write one of \"one.Listener\", \"two.Listener\"",
            ("one.yaml", TemplateFile.Saying("a")), ("two.yaml", TemplateFile.Saying("b").Replace("Port: 80\n", "Port: 81\n", StringComparison.Ordinal)),
            ("rule.yaml", rule));
    }

    [Fact]
    public void Targets_of_a_group_are_written_by_two_of_its_names()
    {
        var template = TemplateFile.Saying("a").Replace("Name: web", "Name: site", StringComparison.Ordinal);
        AssertTold(
            "the targets of this group are written as \"Web\" already: keep one of the two",
            ("shop.yaml", template), ("targets.yaml", "Targets: { Web: [{ Id: echo, Port: 9001 }], site: [{ Id: echo, Port: 9002 }] }"));
    }

    [Fact]
    public void File_is_named_twice()
    {
        using var workspace = new Workspace();
        workspace.Write("shop.yaml", TemplateFile.Saying("a"));
        var reading = workspace.Read("shop.yaml", "./shop.yaml");
        Assert.Empty(reading.Problems);
        Assert.Contains(reading.Notes, note => note.ToString() == "./shop.yaml: is named twice, and read once");
        Assert.Single(reading.Topology.LoadBalancers);
    }

    [Fact]
    public void Two_services_of_ECS_have_one_group()
    {
        const string service = """
                  Type: AWS::ECS::Service
                  Properties: { LoadBalancers: [{ TargetGroupArn: !Ref Web, ContainerName: NAME, ContainerPort: 3000 }] }
            """;
        var template = TemplateFile.Saying("a").Replace("- Type: fixed-response", "- { Type: forward, TargetGroupArn: !Ref Web }", StringComparison.Ordinal);
        template = template[..template.IndexOf("          FixedResponseConfig", StringComparison.Ordinal)]
            + $"  One:\n{service.Replace("NAME", "a", StringComparison.Ordinal)}\n  Two:\n{service.Replace("NAME", "b", StringComparison.Ordinal)}\n";
        var problem = Assert.Single(Workspace.Read("shop.yaml", template).Problems);
        Assert.Contains(
            "container a of the ECS service One on port 3000 and container b of the ECS service Two on port 3000", problem.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parameter_is_given_twice()
    {
        var error = new StringWriter();
        Assert.Equal(2, await CommandLine.RunAsync(["check", "x.yaml", "--parameter", "A=1", "--parameter", "A=2"], TextWriter.Null, error));
        Assert.StartsWith("--parameter A is given twice, as '1' and as '2': give one of them", error.ToString(), StringComparison.Ordinal);
    }

    private static string Exporting(string name, string value) => $$"""
        Resources: { Vpc: { Type: "AWS::EC2::VPC" } }
        Outputs:
          X: { Value: {{value}}, Export: { Name: {{name}} } }
        """;

    private static void AssertTold(string expected, params (string Name, string Content)[] files)
    {
        using var workspace = new Workspace();
        foreach (var (name, content) in files)
        {
            workspace.Write(name, content);
        }

        TopologyReading reading = workspace.Read([.. files.Select(file => file.Name)]);
        Assert.Contains(expected, reading.Problems.Select(problem => problem.Message));
    }
}
