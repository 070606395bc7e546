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

    private static string Answers(int status) => $$"""
        LoadBalancers:
          - Listeners: [{ Port: 80, DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: "{{status}}" } }] }]
        """;
}
