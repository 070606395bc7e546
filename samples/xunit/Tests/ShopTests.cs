using System.Net.Http.Json;
using AlbEmulator.Testing;
using Microsoft.AspNetCore.Mvc.Testing;
using Xunit;
using Xunit.Abstractions;

namespace Samples;

/// <summary>A service of ASP.NET Core behind a load balancer, all of it in this process.</summary>
public sealed class ShopTests(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly WebApplicationFactory<Program> _shop = new();
    private Alb _alb = null!;

    public async Task InitializeAsync() => _alb = await Alb.StartAsync(a => a
        .Forward("shop.example.com/orders/*", _shop.Server.CreateHandler(), name: "orders")
        .Default(AlbTarget.Echo)
        .Https()
        .LogTo(output.WriteLine));

    public async Task DisposeAsync()
    {
        await _alb.DisposeAsync();
        await _shop.DisposeAsync();
    }

    [Fact]
    public async Task Links_of_the_service_lead_through_the_load_balancer()
    {
        using var client = _alb.CreateClient();

        var order = await client.GetFromJsonAsync<Order>("https://shop.example.com/orders/1");

        Assert.Equal(new Order(1, "https://shop.example.com/orders/1", "127.0.0.1"), order);
        var request = await _alb.Requests.WaitForAsync(r => r.TargetGroup == "orders");
        Assert.Equal(("10", 200), (request.Rule, request.Status));
    }

    [Fact]
    public void Orders_of_another_host_are_not_the_services() =>
        _alb.Expect("GET", "https://www.example.com/orders/1").ForwardsTo("web").ByDefault();

    private sealed record Order(int Id, string Self, string Client);
}
