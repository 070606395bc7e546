using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Xunit;

namespace ShopTests;

/// <summary>The AppHost of this folder, without a dashboard: two services behind a load balancer, which clients reach at ports of Aspire's choice.</summary>
public sealed class ShopTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task Rules_choose_the_service()
    {
        Assert.Equal("api", (await shop.GetAsync("/api/orders/7"))["service"]!.ToString());
        Assert.Equal("web", (await shop.GetAsync("/orders/7"))["service"]!.ToString());
    }

    [Fact]
    public async Task Port_of_the_listener_is_the_one_that_clients_see()
    {
        Assert.Equal($"{shop.Client.BaseAddress!.Port}", (await shop.GetAsync("/api/port"))["forwardedPort"]!.ToString());
    }

    [Fact]
    public async Task Each_replica_is_a_target()
    {
        var ports = new HashSet<string>();
        for (var requests = 0; requests < 4; requests++)
        {
            ports.Add((await shop.GetAsync("/api/who"))["port"]!.ToString());
        }

        Assert.Equal(2, ports.Count);
    }

    [Fact]
    public async Task Fault_of_a_command_is_there_until_it_is_removed()
    {
        Assert.True((await shop.CommandAsync("inject-fault", ("kind", "503"), ("target-group", "web"))).Success);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await shop.Client.GetAsync("/faulty")).StatusCode);

        Assert.True((await shop.CommandAsync("remove-faults")).Success);
        Assert.Equal(HttpStatusCode.OK, (await shop.Client.GetAsync("/faulty")).StatusCode);
    }
}

/// <summary>The AppHost, started once for all tests.</summary>
public sealed class Shop : IAsyncLifetime
{
    private DistributedApplication? _app;

    public HttpClient Client { get; private set; } = new();

    public async Task InitializeAsync()
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>();
        _app = await builder.BuildAsync();
        await _app.StartAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await _app.ResourceNotifications.WaitForResourceHealthyAsync("alb", WaitBehavior.StopOnResourceUnavailable, patience.Token);
        Client = _app.CreateHttpClient("alb", "http");
    }

    public async Task<JsonObject> GetAsync(string path) => (await Client.GetFromJsonAsync<JsonObject>(path))!;

    public Task<ExecuteCommandResult> CommandAsync(string name, params (string Name, string Value)[] arguments)
    {
#pragma warning disable ASPIREINTERACTION001
        var inputs = arguments.Select(item => new InteractionInput { Name = item.Name, Value = item.Value, InputType = InputType.Text }).ToList();
        return _app!.ResourceCommands.ExecuteCommandAsync("alb", name, new InteractionInputCollection(inputs));
#pragma warning restore ASPIREINTERACTION001
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await _app!.DisposeAsync();
    }
}
