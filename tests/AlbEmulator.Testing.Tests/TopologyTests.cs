using AlbEmulator.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace AlbEmulator.Testing.Tests;

/// <summary>What the program reads a test may run, with targets of its own.</summary>
public sealed class TopologyTests : IDisposable
{
    private const string Template = """
        Resources:
          Shop: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer }
          Web:
            Type: AWS::ElasticLoadBalancingV2::TargetGroup
            Properties: { Port: 8080, Protocol: HTTP, TargetType: ip, VpcId: vpc-1 }
          Listener:
            Type: AWS::ElasticLoadBalancingV2::Listener
            Properties:
              LoadBalancerArn: !Ref Shop
              Port: 80
              Protocol: HTTP
              DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Web }]
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alb-topologies-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Template_runs_with_targets_of_the_test()
    {
        var file = Path.Combine(_folder.FullName, "template.yaml");
        await File.WriteAllTextAsync(file, Template);
        RequestDelegate web = context => context.Response.WriteAsync("of the test");
        await using var alb = await Alb.StartAsync(a => a.Topology(file).TargetsOf("Web", AlbTarget.Of(web)));
        using var client = alb.CreateClient();

        Assert.Equal("of the test", await client.GetStringAsync("http://shop.example.com/"));
    }

    [Fact]
    public async Task Topology_file_runs_on_its_own_port_and_a_free_one()
    {
        await using var alb = await Alb.StartAsync(a => a.Topology(InRepository("config/examples/minimal.yaml")).TargetsOf("app", AlbTarget.Echo));
        using var client = alb.CreateClient();

        Assert.Contains("[\"X-Forwarded-Port\", \"8080\"]", await client.GetStringAsync("/"), StringComparison.Ordinal);
        Assert.Equal("http://localhost:8080/", client.BaseAddress!.ToString());
        Assert.NotEqual(8080, alb.UrlOf(8080).Port);
    }

    [Fact]
    public async Task Manifest_of_an_ingress_runs_with_targets_of_the_test()
    {
        RequestDelegate web = context => context.Response.WriteAsync("web");
        RequestDelegate canary = context => context.Response.WriteAsync("canary");
        await using var alb = await Alb.StartAsync(a => a
            .Topology(InRepository("config/examples/kubernetes/canary.yaml"))
            .TargetsOf("shop/web:80", AlbTarget.Of(web))
            .TargetsOf("shop/canary:80", AlbTarget.Of(canary)));
        using var client = alb.CreateClient();
        client.DefaultRequestHeaders.Add("X-Canary", "yes");

        Assert.Equal("canary", await client.GetStringAsync("/"));
    }

    [Fact]
    public async Task Plan_of_terraform_runs_with_targets_of_the_test()
    {
        const string Fixtures = "tests/AlbEmulator.Tests/Fixtures/imports";
        RequestDelegate orders = context => context.Response.WriteAsync("orders");
        await using var alb = await Alb.StartAsync(a => a
            .Topology(InRepository($"{Fixtures}/terraform-plan.json"), InRepository($"{Fixtures}/terraform-function.targets.yaml"))
            .TargetsOf("shop-web", AlbTarget.Echo)
            .TargetsOf("aws_lb_target_group.service[\"orders\"]", AlbTarget.Of(orders))
            .TargetsOf("shop-canary", AlbTarget.Of(orders)));
        using var client = alb.CreateClient();

        // By the redirect of the listener on port 80.
        Assert.Equal("orders", await client.GetStringAsync("http://shop.example.com/orders/1"));
        alb.Expect("GET", "https://shop.example.com/orders/1").ByRule(10).ForwardsTo("shop-orders");
    }

    [Fact]
    public async Task Texts_and_routes_are_one_topology()
    {
        await using var alb = await Alb.StartAsync(a => a
            .TopologyText("LoadBalancers: [{ Name: of-text, Listeners: [{ Port: 8080, DefaultActions: [{ Type: forward, TargetGroupArn: web }] }] }]")
            .TopologyText("TargetGroups: [{ Name: web, Targets: [{ Id: echo, Port: 0 }] }]")
            .Forward("/api/*", AlbTarget.Echo));
        using var client = alb.CreateClient();

        Assert.Contains("[\"X-Forwarded-Port\", \"8080\"]", await client.GetStringAsync("http://localhost:8080/"), StringComparison.Ordinal);
        Assert.Contains("[\"X-Forwarded-Port\", \"80\"]", await client.GetStringAsync("/api/1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_told_with_its_line()
    {
        var wrong = await Assert.ThrowsAsync<AlbException>(() => Alb.StartAsync(a => a.TopologyText("""
            LoadBalancers:
              - Listeners: [{ Port: 80, DefaultActions: [{ Type: forward, TargetGroupArn: wep }] }]
            TargetGroups: [{ Name: web, Target: [] }]
            """)));

        Assert.Equal(["TopologyText:2", "TopologyText:3"], wrong.Message.Split('\n').Select(line => string.Join(':', line.Split(':')[..2])));
    }

    [Fact]
    public async Task Group_that_speaks_otherwise_than_what_answers_here_is_told()
    {
        var wrong = await Assert.ThrowsAsync<AlbException>(() => Alb.StartAsync(a => a
            .TopologyText("""
                LoadBalancers: [{ Listeners: [{ Port: 80, DefaultActions: [{ Type: forward, TargetGroupArn: web }] }] }]
                TargetGroups: [{ Name: web, Protocol: HTTPS }]
                """)
            .TargetsOf("web", AlbTarget.Of(static _ => Task.CompletedTask))));

        Assert.StartsWith("The target group web speaks HTTPS and HTTP1 to its targets", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Topology_is_changed_while_it_runs_or_not_at_all()
    {
        await using var alb = await Alb.StartAsync(a => a.TopologyText(Answers(201)));
        using var client = alb.CreateClient();
        var before = alb.Url;

        await alb.ChangeAsync(Answers(202));
        var wrong = await Assert.ThrowsAsync<AlbException>(() => alb.ChangeAsync("LoadBalancer: []"));

        Assert.Equal(202, (int)(await client.GetAsync(new Uri("/", UriKind.Relative))).StatusCode);
        Assert.Equal(before, alb.Url);
        Assert.Contains("did you mean \"LoadBalancers\"?", wrong.Message, StringComparison.Ordinal);
    }

    /// <summary>Whatever waits for requests that are on their way does not go by a clock that nobody turns.</summary>
    [Fact]
    public async Task Topology_is_changed_while_the_clock_of_the_test_stands_still()
    {
        await using var alb = await Alb.StartAsync(a => a
            .TopologyText("""
                LoadBalancers: [{ Listeners: [{ Port: 80, DefaultActions: [{ Type: forward, TargetGroupArn: web }] }] }]
                TargetGroups: [{ Name: web, Targets: [{ Id: echo, Port: 0 }] }]
                """)
            .Clock(new ManualTime()));
        using var client = alb.CreateClient();

        await alb.ChangeAsync(Answers(202));

        Assert.Equal(202, (int)(await client.GetAsync(new Uri("/", UriKind.Relative))).StatusCode);
    }

    [Theory]
    [InlineData("Matcher: { HttpCode: '204' }")]
    [InlineData("HealthCheckPort: 1")]
    [InlineData("HealthCheckProtocol: HTTPS")]
    public async Task Target_that_is_not_to_be_checked_is_healthy_whatever_its_group_asks(string check)
    {
        await using var alb = await Alb.StartAsync(a => a
            .TopologyText($$"""
                LoadBalancers: [{ Listeners: [{ Port: 80, DefaultActions: [{ Type: forward, TargetGroupArn: web }] }] }]
                TargetGroups: [{ Name: web, {{check}} }]
                """)
            .TargetsOf("web", AlbTarget.Of(static context => context.Response.WriteAsync("tea"))));
        using var client = alb.CreateClient();

        await alb.WaitForHealthyAsync();

        Assert.Equal("tea", await client.GetStringAsync("/"));
    }

    [Fact]
    public async Task Targets_that_are_not_healthy_are_told()
    {
        await using var alb = await Alb.StartAsync(a => a.Default(AlbTarget.Of(static context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        }).WithHealthChecks()));

        var wrong = await Assert.ThrowsAsync<AlbException>(() => alb.WaitForHealthyAsync(TimeSpan.FromMilliseconds(20)));

        Assert.Matches(@"^Not healthy within 0\.02 s:\n  web: 127\.0\.0\.1:\d+ is (initial|unhealthy)", wrong.Message);
    }

    private static string InRepository(string file) => Path.Combine(Repository.Root, file);

    private static string Answers(int status) => $$"""
        LoadBalancers:
          - Listeners: [{ Port: 80, DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: "{{status}}" } }] }]
        """;
}
