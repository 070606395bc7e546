using AlbEmulator.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace AlbEmulator.Testing.Tests;

/// <summary>What the manual shows is what runs here, line by line.</summary>
public sealed class ManualTests
{
    private const string Page = "src/AlbEmulator/Manual/Pages/dotnet.md";

    private static readonly RequestDelegate Tea = static context => context.Response.WriteAsync("tea");

    [Fact]
    public async Task A_first_test()
    {
        var (api, web) = (AlbTarget.Of(Tea), AlbTarget.Echo);
        await using var alb = await Alb.StartAsync(a => a.Forward("/api/*", api).Default(web));
        using var client = alb.CreateClient();

        await client.GetAsync("/api/orders");

        var request = await alb.Requests.WaitForAsync(r => r.TargetGroup == "api");
        Assert.Equal(("10", 200), (request.Rule, request.Status));
    }

    [Fact]
    public async Task A_template()
    {
        var orders = Tea;
        using var folder = new Folder("template.yaml", """
            Parameters: { Environment: { Type: String } }
            Resources:
              Shop: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer }
              Orders:
                Type: AWS::ElasticLoadBalancingV2::TargetGroup
                Properties: { Name: orders, Port: 8080, Protocol: HTTP, TargetType: ip, VpcId: vpc-1 }
              Listener:
                Type: AWS::ElasticLoadBalancingV2::Listener
                Properties:
                  LoadBalancerArn: !Ref Shop
                  Port: 80
                  Protocol: HTTP
                  DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Orders }]
            """);
        await using var alb = await Alb.StartAsync(a => a
            .Topology("template.yaml")
            .TargetsOf("orders", AlbTarget.Of(orders))
            .Setting("Parameters:Environment", "test"));
        using var client = alb.CreateClient();

        Assert.Equal("tea", await client.GetStringAsync("/"));
    }

    [Fact]
    public async Task Requests_rules_and_faults()
    {
        await using var alb = await Alb.StartAsync(a => a.TopologyText("""
            LoadBalancers:
              - Listeners:
                  - Port: 80
                    DefaultActions: [{ Type: redirect, RedirectConfig: { Protocol: HTTPS, Port: "443", StatusCode: HTTP_301 } }]
                    Rules:
                      - Priority: 20
                        Conditions: [{ Field: http-header, HttpHeaderConfig: { HttpHeaderName: X-Beta, Values: ["no"] } }]
                        Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: "403" } }]
                  - Port: 443
                    Protocol: HTTPS
                    DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: "404" } }]
                    Rules:
                      - Priority: 10
                        Conditions: [{ Field: path-pattern, Values: ["/orders/*"] }]
                        Actions: [{ Type: forward, TargetGroupArn: orders }]
            TargetGroups:
              - { Name: orders, Targets: [{ Id: echo, Port: 0 }] }
            """));
        using var client = alb.CreateClient();
        using var body = new StringContent("tea");
        await client.PostAsync("https://shop.example.com/orders/1", body);

        var request = await alb.Requests.WaitForAsync(r => r.Method == "POST" && r.TargetGroup == "orders");
        Assert.Equal("https", request.TargetHeaders["X-Forwarded-Proto"]);
        Assert.Null(request.Cause);

        alb.Expect("GET", "https://shop.example.com/orders/1").ForwardsTo("orders").ByRule(10);
        alb.Expect("GET", "http://shop.example.com/").RedirectsTo("https://shop.example.com:443/", 301);
        alb.Expect("GET", "https://localhost/admin", ("X-Beta", "yes")).Answers(404).ByDefault();

        using (var fault = alb.Faults.Answer(503, targetGroup: "orders", share: 0.5))
        {
            await client.GetAsync("/orders/1");
            Assert.InRange(fault.Count, 0, 1);
        }
    }

    [Fact]
    public async Task Every_block_of_the_page_stands_here()
    {
        var own = Lines(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "tests/AlbEmulator.Testing.Tests/ManualTests.cs")));
        var blocks = (await File.ReadAllTextAsync(Path.Combine(Repository.Root, Page))).Split("```csharp\n").Skip(1).Select(block => block.Split("```")[0]).ToList();

        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.Contains(Lines(block), own, StringComparison.Ordinal));
    }

    /// <summary>However they are indented.</summary>
    private static string Lines(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    /// <summary>A file in the working directory.</summary>
    private sealed class Folder : IDisposable
    {
        private readonly string _file;

        public Folder(string file, string text)
        {
            _file = file;
            File.WriteAllText(file, text);
        }

        public void Dispose() => File.Delete(_file);
    }
}
