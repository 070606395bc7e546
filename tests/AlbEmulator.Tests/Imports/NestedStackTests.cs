using AlbEmulator.Model;
using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;

namespace AlbEmulator.Tests.Imports;

/// <summary>Stacks within stacks.</summary>
public sealed class NestedStackTests
{
    private const string Child = """
        Parameters:
          Text: { Type: String }
          Names: { Type: CommaDelimitedList, Default: a }
        Resources:
          Vpc: { Type: "AWS::EC2::VPC" }
        Outputs:
          Said: { Value: !Sub ["${Text} ${All}", { All: !Join ['+', !Ref Names] }] }
          Stack: { Value: !Ref AWS::StackName }
          Block: { Value: !GetAtt Vpc.CidrBlock }
          Never: { Condition: No, Value: x }
        Conditions: { No: !Equals [a, b] }
        """;

    [Theory]
    [InlineData("TemplateURL: child.yaml", "child.yaml")]
    [InlineData("TemplateURL: ./child.yaml", "child.yaml")]
    [InlineData("TemplateURL: parts/child.yaml", "parts/child.yaml")]
    [InlineData("TemplateURL: https://s3.amazonaws.com/bucket/prefix/child.yaml", "child.yaml")]
    [InlineData("TemplateURL: https://bucket.s3.eu-west-1.amazonaws.com/parts/child.yaml?versionId=1", "parts/child.yaml")]
    [InlineData("TemplateURL: s3://bucket/child.yaml", "child.yaml")]
    [InlineData("TemplateURL: !Sub 'https://${NotGiven}.s3.amazonaws.com/child.yaml'", "child.yaml")]
    [InlineData("TemplateURL: !Join ['/', ['https:/', !Ref NotGiven, child.yaml]]", "child.yaml")]
    public void Template_of_a_nested_stack_is_found(string url, string file)
    {
        using var workspace = Parent("!GetAtt Nested.Outputs.Said", url);
        Directory.CreateDirectory(workspace.PathOf("parts"));
        workspace.Write(file, Child);
        Assert.Equal("hello a", Said(workspace.Read("shop.yaml")));
    }

    [Fact]
    public void Template_is_found_from_another_folder()
    {
        using var workspace = Parent("!GetAtt Nested.Outputs.Said", "TemplateURL: https://b.s3.amazonaws.com/q/common/child.yaml");
        Directory.CreateDirectory(workspace.PathOf("templates"));
        Directory.CreateDirectory(workspace.PathOf("common"));
        File.Move(workspace.PathOf("shop.yaml"), workspace.PathOf("templates/shop.yaml"));
        workspace.Write("common/child.yaml", Child);
        Assert.Equal("hello a", Said(workspace.Read("templates/shop.yaml")));
    }

    [Theory]
    [InlineData("!GetAtt Nested.Outputs.Said", "hello a")]
    [InlineData("{ 'Fn::GetAtt': [Nested, Outputs.Said] }", "hello a")]
    [InlineData("!Sub 'x ${Nested.Outputs.Said}'", "x hello a")]
    [InlineData("!Select [1, !Split ['-', !GetAtt Nested.Outputs.Stack]]", "Nested")]
    [InlineData("!Select [1, !Split ['/', !Ref Nested]]", "shop-Nested-*")]
    public void Output_is_what_the_nested_stack_says(string value, string expected)
    {
        using var workspace = Parent(value, "TemplateURL: child.yaml");
        workspace.Write("child.yaml", Child);
        var said = Said(workspace.Read("shop.yaml"));
        Assert.True(expected.EndsWith('*') ? said.StartsWith(expected[..^1], StringComparison.Ordinal) : said == expected, said);
    }

    [Theory]
    [InlineData("{ Text: a, Names: !Ref Both }", "a x+y")]
    [InlineData("{ Text: !Ref AWS::StackName, Names: 'p,q' }", "shop p+q")]
    [InlineData("{ Text: 5, Names: !Join [',', !Ref Both] }", "5 x+y")]
    [InlineData("{ Text: !If [Yes, yes, no], Names: !Ref AWS::NoValue }", "yes a")]
    public void Parameters_are_what_the_stack_gives(string parameters, string expected)
    {
        using var workspace = Parent("!GetAtt Nested.Outputs.Said", "TemplateURL: child.yaml", parameters);
        workspace.Write("child.yaml", Child);
        Assert.Equal(expected, Said(workspace.Read("shop.yaml")));
    }

    [Fact]
    public void Parameter_of_a_nested_stack_is_given_by_its_whole_name()
    {
        using var workspace = Parent("!GetAtt Nested.Outputs.Said", "TemplateURL: child.yaml");
        workspace.Write("child.yaml", Child);
        workspace.Settings.Parameters.Add("shop.Nested.Text", "given");
        Assert.Equal("given a", Said(workspace.Read("shop.yaml")));
    }

    [Fact]
    public void Parameter_of_a_nested_stack_is_not_given_by_its_name_alone()
    {
        using var workspace = Parent("!GetAtt Nested.Outputs.Said", "TemplateURL: child.yaml");
        workspace.Write("child.yaml", Child);
        workspace.Settings.Parameters.Add("Text", "given");
        Assert.Equal(
            "settings: Alb:Parameters:Text: no template has this parameter: there is \"NotGiven\", \"shop.NotGiven\", \"Both\", "
                + "\"shop.Both\", \"shop.Nested.Text\", \"shop.Nested.Names\"",
            Assert.Single(workspace.Read("shop.yaml").Problems).ToString());
    }

    [Theory]
    [InlineData("!GetAtt Nested.Outputs.Siad", "{ Text: a }", "child.yaml has no output \"Siad\": did you mean \"Said\"?")]
    [InlineData("!GetAtt Nested.Outputs.Never", "{ Text: a }", "the output \"Never\" of child.yaml has no value")]
    [InlineData("!GetAtt Nested.Outputs.Said", "{}", "the parameter Text has no value: give it one, as --parameter shop.Nested.Text=VALUE")]
    [InlineData("!GetAtt Nested.Outputs.Said", "{ Txet: a, Text: a }", "child.yaml has no parameter \"Txet\": did you mean \"Text\"?")]
    [InlineData("!GetAtt Nested.Outputs.Said", "{ Text: { a: b } }", "a nested stack takes strings, and lists of them")]
    [InlineData("!GetAtt Nested.Outputs.Block", "{ Text: a }", "\"Vpc.CidrBlock\" is known only to AWS: give it a value, as --parameter shop.Nested.Vpc.CidrBlock=VALUE")]
    [InlineData("!GetAtt Nested.Outputs.Said", "{ Text: !GetAtt Nested.Outputs.Said }", "depends on itself")]
    public void What_cannot_be_of_a_nested_stack_is_a_problem(string value, string parameters, string expected)
    {
        using var workspace = Parent(value, "TemplateURL: child.yaml", parameters);
        workspace.Write("child.yaml", Child);
        Assert.Contains(workspace.Read("shop.yaml").Problems, problem => problem.ToString().EndsWith(expected, StringComparison.Ordinal)
            || problem.Message.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Missing_template_is_a_problem_where_its_output_is_needed()
    {
        using var workspace = Parent("!GetAtt Nested.Outputs.Said", "TemplateURL: https://b.s3.amazonaws.com/x/child.yaml");
        var reading = workspace.Read("shop.yaml");
        Assert.EndsWith(
            "child.yaml is not here: put it beside shop.yaml, or give the value, as --parameter Nested.Outputs.Said=VALUE",
            Assert.Single(reading.Problems).Message,
            StringComparison.Ordinal);

        workspace.Settings.Parameters.Add("Nested.Outputs.Said", "given");
        Assert.Equal("given", Said(workspace.Read("shop.yaml")));
    }

    [Fact]
    public void Missing_template_that_nothing_needs_is_noted()
    {
        using var workspace = Parent("hello", "TemplateURL: network.yaml");
        var reading = workspace.Read("shop.yaml");
        Assert.Empty(reading.Problems);
        Assert.Contains(reading.Notes, note =>
            note.Message == "a nested stack is left out: network.yaml is not here: put it beside shop.yaml" && note.Origin.Line > 0);
    }

    [Theory]
    [InlineData("TemplateURL: ''", "a nested stack is left out: \"\" is no template: write the path of a file")]
    [InlineData("TemplateURL: 'https://s3.amazonaws.com/'", "a nested stack is left out: \"https://s3.amazonaws.com/\" is no template: write the path of a file")]
    [InlineData("TemplateURL: !Ref NotGiven", "a nested stack is left out: only AWS knows what TemplateURL is: write the path of a file")]
    [InlineData("TemplateURL: ../../../../../../../../../../../nowhere.yaml", "a nested stack is left out: nowhere.yaml is not here: put it beside shop.yaml")]
    public void Location_that_leads_nowhere_is_noted(string url, string expected)
    {
        using var workspace = Parent("hello", url);
        Assert.Contains(workspace.Read("shop.yaml").Notes, note => note.Message == expected);
    }

    [Fact]
    public void Missing_template_that_is_given_a_listener_is_a_problem()
    {
        using var workspace = Parent("hello", "TemplateURL: rules.yaml", "{ Text: !Ref Listener }");
        Assert.Equal(
            "rules.yaml is not here: put it beside shop.yaml", Assert.Single(workspace.Read("shop.yaml").Problems).Message);
    }

    [Fact]
    public void Stacks_are_nested_to_any_depth()
    {
        using var workspace = Parent("!GetAtt Nested.Outputs.Said", "TemplateURL: level1.yaml");
        for (var level = 1; level < 20; level++)
        {
            workspace.Write($"level{level}.yaml", $$"""
                Parameters: { Text: { Type: String } }
                Resources:
                  Next:
                    Type: AWS::CloudFormation::Stack
                    Properties: { TemplateURL: level{{level + 1}}.yaml, Parameters: { Text: !Sub "${Text}-{{level}}" } }
                Outputs: { Said: { Value: !GetAtt Next.Outputs.Said } }
                """);
        }

        workspace.Write("level20.yaml", Child);
        Assert.Equal($"hello-{string.Join('-', Enumerable.Range(1, 19))} a", Said(workspace.Read("shop.yaml")));
    }

    [Fact]
    public void Template_within_itself_is_a_problem()
    {
        using var workspace = Parent("hello", "TemplateURL: other.yaml");
        workspace.Write("other.yaml", "Resources: { Back: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: shop.yaml } } }");
        Assert.Contains(workspace.Read("shop.yaml").Problems, problem => problem.Message == "shop.yaml is nested within itself");
    }

    [Fact]
    public void Too_many_stacks_are_a_problem()
    {
        using var workspace = Parent("hello", "TemplateURL: level1.yaml", "{}");
        for (var level = 1; level < 12; level++)
        {
            workspace.Write($"level{level}.yaml", $$"""
                Resources:
                  A: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: level{{level + 1}}.yaml } }
                  B: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: level{{level + 1}}.yaml } }
                """);
        }

        workspace.Write("level12.yaml", "Resources: { V: { Type: 'AWS::EC2::VPC' } }");
        Assert.Contains(workspace.Read("shop.yaml").Problems, problem => problem.Message == "there are more than 500 nested stacks");
    }

    [Fact]
    public void Template_that_another_nests_is_no_stack_of_its_own()
    {
        using var workspace = Parent("!GetAtt Nested.Outputs.Said", "TemplateURL: child.yaml");
        workspace.Write("child.yaml", Child);
        var reading = workspace.Read("child.yaml", "shop.yaml");
        Assert.Equal("hello a", Said(reading));
        Assert.Contains(reading.Notes, note => note.ToString() ==
            "child.yaml: is the template of the nested stack shop.Nested, and no stack of its own: name it STACK=FILE to have both");
    }

    [Fact]
    public void Groups_of_nested_stacks_have_names_of_their_own()
    {
        using var workspace = Parent("hello", "TemplateURL: group.yaml", "{}");
        var parent = File.ReadAllText(workspace.PathOf("shop.yaml"));
        workspace.Write("shop.yaml", parent.Replace(
            "Resources:", "Resources:\n  Twin: { Type: \"AWS::CloudFormation::Stack\", Properties: { TemplateURL: group.yaml } }", StringComparison.Ordinal));
        workspace.Write("group.yaml", """
            Resources:
              Group: { Type: "AWS::ElasticLoadBalancingV2::TargetGroup", Properties: { Port: 80, Protocol: HTTP } }
            """);
        workspace.Write("targets.yaml", "Targets: { shop.Twin.Group: [{ Id: one, Port: 1 }], shop.Nested.Group: [{ Id: two, Port: 2 }] }");
        var reading = workspace.Read("shop.yaml", "targets.yaml");
        Assert.Empty(reading.Problems);
        Assert.Equal(["one", "two"], reading.Topology.TargetGroups.SelectMany(group => group.Targets).Select(target => target.Id).Order());
        Assert.Equal(3, reading.Topology.TargetGroups.Select(group => group.Name).Distinct().Count());
    }

    [Fact]
    public void Change_of_a_nested_template_is_seen()
    {
        using var workspace = Parent("!GetAtt Nested.Outputs.Said", "TemplateURL: child.yaml");
        var files = workspace.Files;
        Assert.NotEmpty(files.Read(["shop.yaml"]).Problems);
        Assert.False(files.HaveChanged(isThorough: true));

        workspace.Write("child.yaml", Child);
        Assert.True(files.HaveChanged(isThorough: true));
        Assert.Equal("hello a", Said(files.Read(["shop.yaml"])));
        Assert.False(files.HaveChanged(isThorough: true));

        workspace.Write("child.yaml", Child.Replace("${Text} ", "now ${Text} ", StringComparison.Ordinal));
        Assert.True(files.HaveChanged(isThorough: true));
    }

    [Fact]
    public void Application_of_the_Serverless_Application_Model_is_a_nested_stack()
    {
        using var workspace = Parent("!GetAtt Nested.Outputs.Said", "Location: child.yaml");
        workspace.Write("shop.yaml", File.ReadAllText(workspace.PathOf("shop.yaml"))
            .Replace("AWS::CloudFormation::Stack", "AWS::Serverless::Application", StringComparison.Ordinal));
        workspace.Write("child.yaml", Child);
        Assert.Equal("hello a", Said(workspace.Read("shop.yaml")));
    }

    private static Workspace Parent(string value, string url, string parameters = "{ Text: hello }")
    {
        var workspace = new Workspace();
        var sections = """
            Parameters:
              NotGiven: { Type: String }
              Both: { Type: CommaDelimitedList, Default: "x,y" }
            Conditions: { Yes: !Equals [a, a] }
            """;
        workspace.Write("shop.yaml", TemplateFile.Saying(value, sections) + $$"""

              Nested:
                Type: AWS::CloudFormation::Stack
                Properties:
                  {{url}}
                  Parameters: {{parameters}}
            """);
        return workspace;
    }

    private static string Said(TopologyReading reading)
    {
        Assert.Empty(reading.Problems);
        var listener = Assert.Single(Assert.Single(reading.Topology.LoadBalancers).Listeners);
        return Assert.IsType<RuleAction.FixedResponse>(listener.DefaultActions[0]).MessageBody ?? "";
    }
}
