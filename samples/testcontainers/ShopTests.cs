using System.Net;
using AlbEmulator.Testcontainers;
using Xunit;

namespace ShopTests;

/// <summary>A shop behind a load balancer in a container: two target groups, hosted by the emulator itself, and a redirect.</summary>
public sealed class ShopTests : IAsyncLifetime
{
    private const string Topology = """
        LoadBalancers:
          - Name: shop
            Listeners:
              - Port: 80
                DefaultActions: [{ Type: forward, TargetGroupArn: web }]
                Rules:
                  - Priority: 10
                    Conditions: [{ Field: host-header, Values: [api.example.com] }]
                    Actions: [{ Type: forward, TargetGroupArn: orders }]
                  - Priority: 20
                    Conditions: [{ Field: path-pattern, Values: [/old/*] }]
                    Actions: [{ Type: redirect, RedirectConfig: { Path: /new, StatusCode: HTTP_301 } }]
        TargetGroups:
          - { Name: web, Targets: [{ Id: echo, Port: 9001 }] }
          - { Name: orders, Targets: [{ Id: echo, Port: 9002 }] }
        """;

    private readonly AlbContainer _alb =
        new AlbBuilder(Environment.GetEnvironmentVariable("ALB_IMAGE") ?? "alb-emulator:local").WithTopology(Topology).WithListener(80).Build();

    public Task InitializeAsync() => _alb.StartAsync();

    public Task DisposeAsync() => _alb.DisposeAsync().AsTask();

    [Fact]
    public async Task Requests_for_a_host_go_to_its_target_group()
    {
        using var client = _alb.CreateClient(80);

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("http://api.example.com/orders/7")).StatusCode);

        var request = Assert.Single(await _alb.Requests.WaitForAsync(new AlbRequestFilter { TargetGroup = "orders" }));
        Assert.Equal("10", request.Rule);
        Assert.Contains(request.TargetHeaders, line => line.Key == "X-Amzn-Trace-Id" && line.Value.StartsWith("Root=1-"));
    }

    [Fact]
    public async Task Old_paths_are_redirected()
    {
        using var client = _alb.CreateClient(80);

        var answer = await client.GetAsync("/old/prices");

        Assert.Equal((HttpStatusCode.MovedPermanently, "/new"), (answer.StatusCode, answer.Headers.Location!.AbsolutePath));
    }

    [Fact]
    public async Task What_did_not_come_is_told_with_what_did()
    {
        using var client = _alb.CreateClient(80);
        await client.GetAsync("/else");

        var told = await Assert.ThrowsAsync<TimeoutException>(() =>
            _alb.Requests.WaitForAsync(new AlbRequestFilter { TargetGroup = "orders" }, within: TimeSpan.FromSeconds(1)));

        Assert.Contains("/else", told.Message);
    }

    [Fact]
    public async Task Topology_is_another_from_one_test_to_the_next()
    {
        await _alb.PutTopologyAsync(Topology.Replace("/new", "/newer"));
        using var client = _alb.CreateClient(80);
        Assert.Equal("/newer", (await client.GetAsync("/old/prices")).Headers.Location!.AbsolutePath);

        var refused = await Assert.ThrowsAsync<AlbException>(() => _alb.PutTopologyAsync(Topology.Replace("Type: redirect", "Type: rediret")));
        Assert.Contains("rediret", refused.Message);
    }

    [Fact]
    public async Task Wrong_topology_ends_the_start_with_what_is_wrong()
    {
        await using var wrong = new AlbBuilder(_alb.Image.FullName).WithTopology(Topology.Replace("Type: redirect", "Type: rediret")).WithListener(80).Build();

        var told = await Assert.ThrowsAnyAsync<Exception>(() => wrong.StartAsync());

        Assert.Contains("rediret", told.ToString());
    }
}
