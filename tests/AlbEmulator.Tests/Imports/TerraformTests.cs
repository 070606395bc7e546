using AlbEmulator.Model;
using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;

namespace AlbEmulator.Tests.Imports;

/// <summary>What a plan says, and what is told of it.</summary>
public sealed class TerraformTests
{
    private const string Fixtures = "tests/AlbEmulator.Tests/Fixtures/imports";

    [Fact]
    public void Plan_says_what_the_configuration_says()
    {
        var loadBalancer = ReadPlan().Topology.LoadBalancers.Single();
        var https = loadBalancer.Listeners[1];

        Assert.Equal(("shop", TimeSpan.FromSeconds(30)), (loadBalancer.Name, loadBalancer.Attributes.IdleTimeout));
        Assert.Equal((443, ListenerProtocol.Https), (https.Port, https.Protocol));
        Assert.Equal("ELBSecurityPolicy-TLS13-1-2-2021-06", https.SslPolicy.Name);
    }

    /// <summary>The provider takes the next after the highest.</summary>
    [Fact]
    public void Rules_without_a_priority_come_after_the_others() =>
        Assert.Equal([10, 20, 30, 31, 32], ReadPlan().Topology.LoadBalancers[0].Listeners[1].Rules.Select(rule => rule.Priority));

    [Fact]
    public void Weights_stay_with_their_groups_though_the_set_has_another_order()
    {
        var topology = ReadPlan().Topology;
        var forward = Assert.IsType<RuleAction.Forward>(topology.LoadBalancers[0].Listeners[1].Rules[0].Actions[0]);
        var weights = forward.TargetGroups.ToDictionary(group => group.TargetGroupArn.Split('/')[1], group => group.Weight);
        Assert.Equal((90, 10), (weights["shop-orders"], weights["shop-canary"]));
    }

    [Fact]
    public void Attached_addresses_are_targets()
    {
        using var workspace = new Workspace();
        var targets = workspace.Files.Read([PathOf("terraform-plan.json")]);
        Assert.DoesNotContain(targets.Problems, problem => problem.Message.Contains("\"orders\"", StringComparison.Ordinal));
        Assert.Contains("aws_lb_target_group.service[\"web\"]", targets.Overlay, StringComparison.Ordinal);
        Assert.Contains("Id: arn:aws:lambda:us-east-1:000000000000:function:hello", targets.Overlay, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"idle_timeout\":30", "\"idle_timeout\":\"long\"", "module.alb.aws_lb.this.idle_timeout")]
    [InlineData("\"idle_timeout\":30", "\"idle_timeout\":30,\"new_thing\":true", "module.alb.aws_lb.this.new_thing: \"new_thing\" is not a property of a load balancer")]
    [InlineData("\"load_balancer_type\":\"application\"", "\"load_balancer_type\":\"network\"", "has only load balancers of other kinds, network or gateway")]
    [InlineData("\"authenticate_oidc\":[]", "\"authenticate_oidc\":[{\"issuer\":\"x\"}]", "AuthenticateOidcConfig does not go with forward: remove it, or write authenticate-oidc")]
    [InlineData("\"aws_lb_target_group.service\",\"each.key\"", "\"local.group\"", "target_group_arn is known after an apply, and its expression (local.group) does not tell which resource it is of")]
    public void What_cannot_be_is_told_by_its_address(string written, string instead, string expected)
    {
        var plan = File.ReadAllText(PathOf("terraform-plan.json"));
        Assert.Contains(written, plan, StringComparison.Ordinal);
        using var workspace = new Workspace();
        workspace.Write("plan.json", plan.Replace(written, instead, StringComparison.Ordinal));
        var problems = workspace.Files.Read(["plan.json", PathOf("terraform.targets.yaml"), PathOf("terraform-function.targets.yaml")]).Problems;
        Assert.Contains(problems, problem => problem.ToString().Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void The_only_load_balancer_is_taken_where_an_expression_does_not_tell()
    {
        var plan = File.ReadAllText(PathOf("terraform-plan.json"))
            .Replace("[\"aws_lb.this.arn\",\"aws_lb.this\"]", "[\"local.lb\"]", StringComparison.Ordinal);
        using var workspace = new Workspace();
        workspace.Write("plan.json", plan);
        var reading = workspace.Files.Read(["plan.json", PathOf("terraform.targets.yaml"), PathOf("terraform-function.targets.yaml")]);
        Assert.Empty(reading.Problems);
        Assert.Contains(reading.Notes, note => note.Message ==
            "load_balancer_arn is known after an apply: module.alb.aws_lb.this is taken, which is the only one of its type");
    }

    [Fact]
    public void Service_of_ECS_tells_its_container()
    {
        var plan = File.ReadAllText(PathOf("terraform-plan.json")).Replace(
            "\"planned_values\":{\"root_module\":{\"resources\":[",
            """
            "planned_values":{"root_module":{"resources":[{"address":"aws_ecs_service.s","mode":"managed","type":"aws_ecs_service",
            "name":"s","values":{"load_balancer":[{"container_name":"web","container_port":3001,
            "target_group_arn":"aws_lb_target_group.service[\"web\"]"}]}},
            """,
            StringComparison.Ordinal);
        using var workspace = new Workspace();
        workspace.Write("plan.json", plan);
        Assert.Contains(
            "service[\"web\"]':  # container web of aws_ecs_service.s\n    - { Id: 127.0.0.1, Port: 3001 }\n",
            workspace.Read("plan.json").Overlay,
            StringComparison.Ordinal);
    }

    [Fact]
    public void State_file_itself_is_told_what_to_be()
    {
        var reading = Workspace.Read("terraform.tfstate", """{ "version": 4, "terraform_version": "1.11.4", "lineage": "x", "resources": [] }""");
        Assert.Equal("is a state of Terraform's own: give what terraform show -json prints", Assert.Single(reading.Problems).Message);
    }

    private static string PathOf(string file) => Path.Combine(Repository.Root, Fixtures, file);

    private static TopologyReading ReadPlan()
    {
        using var workspace = new Workspace();
        var reading = workspace.Files.Read(
            [PathOf("terraform-plan.json"), PathOf("terraform.targets.yaml"), PathOf("terraform-function.targets.yaml")]);
        Assert.Empty(reading.Problems);
        return reading;
    }
}
