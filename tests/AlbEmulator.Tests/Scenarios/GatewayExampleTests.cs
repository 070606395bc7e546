using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary><c>config/examples/kubernetes/gateway.yaml</c>, run as it stands but for its ports.</summary>
public sealed class GatewayExampleTests
{
    private const string Manifests = "config/examples/kubernetes/gateway.yaml";
    private const string Targets = "config/examples/kubernetes/gateway.targets.yaml";

    [Theory]
    [InlineData("shop.example.com", "/", "X-Canary: yes", "shop/canary:80")]
    [InlineData("shop.example.com", "/api/orders?id=1", "", "shop/api:8080 /orders?id=1 api.internal")]
    [InlineData("shop.example.com", "/api", "", "shop/api:8080 /")]
    [InlineData("shop.example.com", "/blog/2026/01?page=2", "", "301 http://blog.example.com:80/2026/01?page=2")]
    [InlineData("other.example.com", "/", "", "404")]
    [InlineData("shop.example.org", "/", "", "404")]
    public async Task Gateway_routes_as_its_routes_say(string host, string target, string headers, string expected)
    {
        await using var emulator = await ImportedEmulator.StartAsync([Manifests, Targets]);

        var response = await emulator.GetAsync(host, target, headers.Split('|', StringSplitOptions.RemoveEmptyEntries));

        Went.AssertIs(expected, response, emulator.GroupOf(response));
    }

    [Fact]
    public async Task Of_ten_requests_some_go_to_the_canary()
    {
        await using var emulator = await ImportedEmulator.StartAsync([Manifests, Targets]);
        var groups = new HashSet<string?>();
        for (var request = 0; request < 500 && groups.Count < 2; request++)
        {
            groups.Add(emulator.GroupOf(await emulator.GetAsync("shop.example.com", "/")));
        }

        Assert.Equal(["shop/canary:80", "shop/web:80"], groups.Order());
    }

    [Fact]
    public async Task Pods_of_the_EndpointSlices_are_the_targets()
    {
        await using var pod = ScriptedTarget.Start(Reply.Ok("hello"));
        await using var emulator = await ImportedEmulator.StartAsync(
            [Manifests], text => text.Replace("port: 9223", $"port: {pod.Port}", StringComparison.Ordinal));

        var response = await emulator.GetAsync("shop.example.com", "/api/orders");

        Assert.Equal((200, "hello"), (response.Status, response.Text));
        Assert.Equal("GET /orders HTTP/1.1", pod.Request.StartLine);
    }
}
