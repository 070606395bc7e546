using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Imports;

/// <summary>Parts of a template that are repeated, and those of other files.</summary>
public sealed class LanguageExtensionTests
{
    [Fact]
    public void Loop_makes_resources_of_parameters_and_mappings()
    {
        var reading = TemplateFile.Read(Looped("!Ref Services", "Services: { Type: CommaDelimitedList, Default: 'orders,web-shop' }"));
        Assert.Empty(reading.Problems);
        var rules = reading.Topology.LoadBalancers.Single().Listeners.Single().Rules;
        Assert.Equal([1, 2], rules.Select(rule => rule.Priority));
        Assert.Equal(["/orders/*", "/web-shop/*"], rules.SelectMany(rule => Assert.IsType<Condition.PathPattern>(rule.Conditions[0]).Values));
        Assert.Equal(["g-orders", "g-web-shop", "web"], reading.Topology.TargetGroups.Select(group => group.Name).Order());
    }

    [Theory]
    [InlineData("[orders, web-shop]")]
    [InlineData("[!Ref One, web-shop]")]
    [InlineData("!FindInMap [All, Of, Them]")]
    [InlineData("!Split ['+', 'orders+web-shop']")]
    public void Loop_goes_through_what_functions_give(string values)
    {
        var reading = TemplateFile.Read(Looped(values, "One: { Type: String, Default: orders }"));
        Assert.Empty(reading.Problems);
        Assert.Equal(2, reading.Topology.LoadBalancers.Single().Listeners.Single().Rules.Count);
    }

    [Fact]
    public void Loops_stand_within_loops_and_in_properties()
    {
        var template = TemplateFile.Saying("!GetAtt GroupA2.TargetGroupName") + "\n" + """
              Fn::ForEach::Letters:
                - Letter
                - [A, B]
                - Fn::ForEach::Numbers:
                    - Number
                    - ["1", "2"]
                    - Group${Letter}${Number}:
                        Type: AWS::ElasticLoadBalancingV2::TargetGroup
                        Properties:
                          Fn::ForEach::Properties:
                            - Property
                            - [Name, HealthCheckPath]
                            - ${Property}: !Join ["", [/, !Ref Property, !Ref Letter, !Ref Number]]
                          Name: !Sub "${Letter}-${Number}"
                          Port: 80
                          Protocol: HTTP
            """;
        var reading = TemplateFile.Read(template);
        Assert.Empty(reading.Problems);
        Assert.Equal(
            ["A-1 /HealthCheckPathA1", "A-2 /HealthCheckPathA2", "B-1 /HealthCheckPathB1", "B-2 /HealthCheckPathB2"],
            reading.Topology.TargetGroups.Where(group => group.Name != "web").Select(group => $"{group.Name} {group.HealthCheck.Path}").Order());
    }

    [Theory]
    [InlineData("!Ref Nothing", "the parameter Nothing has no value: give it one, as --parameter Nothing=VALUE")]
    [InlineData("text", "what Fn::ForEach goes through must be a list")]
    [InlineData("[[a]]", "Fn::ForEach goes through strings")]
    [InlineData("[a, b", "is not YAML")]
    public void Loop_that_cannot_be_is_a_problem(string values, string expected) => Assert.Contains(
        TemplateFile.Read(Looped(values, "Nothing: { Type: CommaDelimitedList }")).Problems,
        problem => problem.Message.StartsWith(expected, StringComparison.Ordinal));

    [Fact]
    public void Loops_that_double_each_other_are_a_problem()
    {
        var list = string.Join(", ", Enumerable.Range(0, 100).Select(at => $"\"{at}\""));
        var body = "{ \"A${N0}${N1}${N2}${N3}${N4}\": { \"Type\": \"AWS::EC2::VPC\" } }";
        for (var at = 4; at >= 0; at--)
        {
            body = $"{{ \"Fn::ForEach::L{at}\": [\"N{at}\", [{list}], {body}] }}";
        }

        var text = $"{{ \"AWSTemplateFormatVersion\": \"2010-09-09\", \"Resources\": {body} }}";
        Assert.Contains(TemplateFile.Read(text).Problems, problem => problem.Message.StartsWith("the template makes more than", StringComparison.Ordinal));
    }

    [Fact]
    public void Included_file_is_part_of_the_template()
    {
        using var workspace = new Workspace();
        workspace.Write("shop.yaml", TemplateFile.Saying("!FindInMap [Words, a, b]", """
            Transform: { Name: "AWS::Include", Parameters: { Location: "s3://bucket/mappings.yaml" } }
            """) + "\n  Fn::Transform: { Name: \"AWS::Include\", Parameters: { Location: more/resources.json } }");
        Directory.CreateDirectory(workspace.PathOf("more"));
        workspace.Write("mappings.yaml", "Mappings: { Words: { a: { b: included } } }");
        workspace.Write("more/resources.json", """{ "Extra": { "Type": "AWS::ElasticLoadBalancingV2::TargetGroup", "Properties": { "Name": "extra", "Port": 80, "Protocol": "HTTP" } } }""");
        var reading = workspace.Read("shop.yaml");
        Assert.Empty(reading.Problems);
        Assert.Equal("included", Assert.IsType<RuleAction.FixedResponse>(reading.Topology.LoadBalancers[0].Listeners[0].DefaultActions[0]).MessageBody);
        Assert.Equal(["extra", "web"], reading.Topology.TargetGroups.Select(group => group.Name).Order());
    }

    [Fact]
    public void Included_file_that_is_not_here_is_a_problem()
    {
        var template = TemplateFile.Saying("hello") + "\n  Fn::Transform: { Name: \"AWS::Include\", Parameters: { Location: \"s3://b/resources.yaml\" } }";
        Assert.EndsWith("Location: resources.yaml is not here: put it beside shop.yaml", TemplateFile.ProblemOf(template), StringComparison.Ordinal);
    }

    [Fact]
    public void File_that_includes_itself_is_a_problem()
    {
        using var workspace = new Workspace();
        const string include = "Fn::Transform: { Name: \"AWS::Include\", Parameters: { Location: more.yaml } }";
        workspace.Write("shop.yaml", TemplateFile.Saying("hello") + $"\n  {include}");
        workspace.Write("more.yaml", include);
        Assert.Equal("more.yaml includes itself", Assert.Single(workspace.Read("shop.yaml").Problems).Message);
    }

    private static string Looped(string values, string parameter) => TemplateFile.Saying("hello", $$"""
        Transform: AWS::LanguageExtensions
        Parameters:
          {{parameter}}
        Mappings: { Priorities: { orders: { P: 1 }, web-shop: { P: 2 } }, All: { Of: { Them: [orders, web-shop] } } }
        """) + "\n" + $$"""
          Fn::ForEach::Services:
            - Name
            - {{values}}
            - Group&{Name}:
                Type: AWS::ElasticLoadBalancingV2::TargetGroup
                Properties: { Name: !Sub "g-${Name}", Port: 80, Protocol: HTTP, TargetType: ip, Targets: [{ Id: 127.0.0.1, Port: 9001 }] }
              Rule&{Name}:
                Type: AWS::ElasticLoadBalancingV2::ListenerRule
                Properties:
                  ListenerArn: !Ref Listener
                  Priority: !FindInMap [Priorities, !Ref Name, P]
                  Conditions: [{ Field: path-pattern, Values: [!Sub "/${Name}/*"] }]
                  Actions: [{ Type: forward, TargetGroupArn: !Ref "Group&{Name}" }]
        """;
}
