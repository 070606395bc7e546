using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Imports;

/// <summary>What names the stack of a template.</summary>
public sealed class StackTests
{
    private static readonly string Template = TemplateFile.Saying("!Ref AWS::StackName", "Parameters: { Port: { Type: Number } }")
        .Replace("Port: 80\n", "Port: !Ref Port\n", StringComparison.Ordinal)
        .Replace("Name: web, ", "", StringComparison.Ordinal);

    [Fact]
    public void One_template_is_several_stacks_with_parameters_of_their_own()
    {
        using var workspace = new Workspace();
        workspace.Write("web.yaml", Template);
        workspace.Settings.Parameters.Add("Port", "8081");
        workspace.Settings.Parameters.Add("green.Port", "8082");
        var reading = workspace.Read("blue=web.yaml", "green=web.yaml");

        Assert.Empty(reading.Problems);
        Assert.Equal([("blue", 8081), ("green", 8082)], reading.Topology.LoadBalancers.Select(Said));
        Assert.Equal(4, reading.Topology.LoadBalancers.Select(item => item.Name)
            .Concat(reading.Topology.TargetGroups.Select(group => group.Name)).Distinct().Count());
    }

    [Fact]
    public void Problem_of_one_of_several_stacks_tells_how_to_give_it_a_parameter()
    {
        using var workspace = new Workspace();
        workspace.Write("web.yaml", Template);
        workspace.Settings.Parameters.Add("blue.Port", "8081");
        Assert.EndsWith(
            "the parameter Port has no value: give it one, as --parameter green.Port=VALUE",
            Assert.Single(workspace.Read("blue=web.yaml", "green=web.yaml").Problems).ToString(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("orders/template.yaml", "shop/template.yaml", "orders-template", "shop-template")]
    [InlineData("a/x/main.yaml", "b/x/main.yaml", "a-x-main", "b-x-main")]
    [InlineData("template.yaml", "shop/template.yaml", "template", "shop-template")]
    [InlineData("web.yaml", "shop.yaml", "web", "shop")]
    [InlineData("mine=web.yaml", "shop/web.yaml", "mine", "shop-web")]
    public void Files_of_one_name_are_stacks_of_two(string one, string other, string first, string second)
    {
        using var workspace = new Workspace();
        foreach (var (named, port) in new[] { (one, 8081), (other, 8082) })
        {
            var file = named[(named.IndexOf('=', StringComparison.Ordinal) + 1)..];
            Directory.CreateDirectory(Path.GetDirectoryName(workspace.PathOf(file))!);
            workspace.Write(file, Template.Replace("!Ref Port", $"{port}", StringComparison.Ordinal));
        }

        var reading = workspace.Read(one, other);
        Assert.Empty(reading.Problems);
        Assert.Equal([first, second], reading.Topology.LoadBalancers.Select(item => Said(item).Name));
    }

    [Fact]
    public void Parameter_of_a_stack_that_no_template_has_is_a_problem()
    {
        using var workspace = new Workspace();
        workspace.Write("web.yaml", Template);
        workspace.Settings.Parameters.Add("Port", "8081");
        workspace.Settings.Parameters.Add("blue.Prot", "8081");
        Assert.Contains("blue.Prot: no template has this parameter", Assert.Single(workspace.Read("blue=web.yaml").Problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Stack_of_what_is_no_template_is_a_problem()
    {
        using var workspace = new Workspace();
        workspace.Write("alb.yaml", "LoadBalancers: []");
        Assert.Equal(
            "alb.yaml:1: is no template of CloudFormation, and \"blue\" names a stack: name the file alone",
            Assert.Single(workspace.Read("blue=alb.yaml").Problems).ToString());
    }

    [Fact]
    public void File_whose_name_looks_like_that_of_a_stack_is_found()
    {
        using var workspace = new Workspace();
        workspace.Write("blue=alb.yaml", "LoadBalancers: []");
        var files = workspace.Files.Locate(["blue=alb.yaml"]);
        Assert.Equal([Path.Combine(".", "blue=alb.yaml")], files);
        Assert.Empty(workspace.Files.Read(files).Problems);
    }

    [Fact]
    public void File_that_is_not_there_is_told_without_its_stack()
    {
        using var workspace = new Workspace();
        Assert.Equal("web.yaml: there is no such file", Assert.Single(workspace.Read("blue=web.yaml").Problems).ToString());
    }

    [Fact]
    public void Change_of_the_template_of_a_stack_is_seen()
    {
        using var workspace = new Workspace();
        workspace.Settings.Parameters.Add("Port", "8081");
        workspace.Write("web.yaml", Template);
        var files = workspace.Files;
        Assert.Empty(files.Read(["blue=web.yaml"]).Problems);
        Assert.False(files.HaveChanged(isThorough: true));

        workspace.Write("web.yaml", Template + "\n");
        Assert.True(files.HaveChanged(isThorough: true));
    }

    [Fact]
    public void Answer_of_get_template_is_a_template()
    {
        using var workspace = new Workspace();
        workspace.Settings.Parameters.Add("Port", "8081");
        foreach (var body in new[] { System.Text.Json.JsonSerializer.Serialize(Template), Json })
        {
            workspace.Write("shop.json", $"{{ \"TemplateBody\": {body}, \"StagesAvailable\": [\"Original\"] }}");
            var reading = workspace.Read("shop.json");
            Assert.Empty(reading.Problems);
            Assert.Equal(("shop", 8081), Said(Assert.Single(reading.Topology.LoadBalancers)));
        }
    }

    private const string Json = """
        { "Resources": {
          "Alb": { "Type": "AWS::ElasticLoadBalancingV2::LoadBalancer" },
          "L": { "Type": "AWS::ElasticLoadBalancingV2::Listener", "Properties": { "LoadBalancerArn": { "Ref": "Alb" }, "Port": { "Ref": "Port" },
            "Protocol": "HTTP", "DefaultActions": [{ "Type": "fixed-response", "FixedResponseConfig": { "StatusCode": "200", "MessageBody": { "Ref": "AWS::StackName" } } }] } } },
          "Parameters": { "Port": { "Type": "Number" } } }
        """;

    private static (string? Name, int Port) Said(LoadBalancer loadBalancer)
    {
        var listener = Assert.Single(loadBalancer.Listeners);
        return (Assert.IsType<RuleAction.FixedResponse>(Assert.Single(listener.DefaultActions)).MessageBody, listener.Port);
    }
}
