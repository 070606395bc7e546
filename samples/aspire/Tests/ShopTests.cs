using System.Net;
using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Xunit;

namespace ShopTests;

/// <summary>The AppHost of this folder without a dashboard: two services behind load balancers, whose ports are of Aspire's choice.</summary>
public sealed class ShopTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task Rules_choose_the_service()
    {
        using var client = shop.App.CreateHttpClient("alb", "http");

        Assert.Equal("api", (await GetAsync(client, "/api/orders/7"))["service"]!.ToString());
        Assert.Equal("web", (await GetAsync(client, "/orders/7"))["service"]!.ToString());
        Assert.Equal("api", (await GetAsync(client, "/", ("Host", $"api.example.com:{client.BaseAddress!.Port}"), ("X-Beta", "yes")))["service"]!.ToString());
    }

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task Port_of_the_listener_is_the_one_that_clients_see(string listener)
    {
        using var client = new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true });
        client.BaseAddress = shop.App.GetEndpoint("alb", listener);

        Assert.Equal($"{client.BaseAddress.Port}", (await GetAsync(client, "/api/port"))["forwardedPort"]!.ToString());
    }

    [Fact]
    public async Task Each_replica_is_a_target_also_when_it_has_started_anew()
    {
        using var client = shop.App.CreateHttpClient("alb", "http");
        Assert.Equal(2, (await PortsAsync(client)).Count);

        var one = await shop.App.ResourceNotifications.WaitForResourceAsync("api", told => told.Snapshot.State?.Text == KnownResourceStates.Running);
        await shop.App.ResourceCommands.ExecuteCommandAsync(one.ResourceId, KnownResourceCommands.RestartCommand);

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while ((await PortsAsync(client)).Count < 2)
        {
            await Task.Delay(200, patience.Token);
        }
    }

    [Fact]
    public async Task Topology_file_has_resources_as_targets_and_keeps_its_port()
    {
        using var client = shop.App.CreateHttpClient("edge", "http");

        Assert.Equal("80", (await GetAsync(client, "/orders/7", ("Host", "orders.example.com")))["forwardedPort"]!.ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/orders/7")).StatusCode);
    }

    [Fact]
    public async Task Fault_of_a_command_is_there_until_it_is_removed()
    {
        using var client = shop.App.CreateHttpClient("alb", "http");

        Assert.True((await shop.CommandAsync("alb", "inject-fault", ("kind", "503"), ("target-group", "web"))).Success);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/faulty")).StatusCode);

        Assert.True((await shop.CommandAsync("alb", "remove-faults")).Success);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/faulty")).StatusCode);
    }

    [Fact]
    public async Task Connection_that_is_reset_has_no_answer()
    {
        using var client = shop.App.CreateHttpClient("edge", "http");
        Assert.True((await shop.CommandAsync("edge", "inject-fault", ("kind", "reset"), ("load-balancer", "edge"))).Success);

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/reset"));

        Assert.True((await shop.CommandAsync("edge", "remove-faults")).Success);
    }

    [Fact]
    public async Task Fault_that_is_for_nothing_is_refused_in_words()
    {
        var refused = await shop.CommandAsync("alb", "inject-fault", ("kind", "503"), ("target-group", "wep"));

        Assert.False(refused.Success);
        Assert.Contains("web", refused.Message);
    }

    [Fact]
    public async Task Commands_reload_and_forget()
    {
        Assert.Contains("\"loadBalancers\": 1", (await shop.CommandAsync("alb", "reload")).Data!.Value);
        Assert.True((await shop.CommandAsync("alb", "forget-requests")).Success);
    }

    [Fact]
    public async Task Dashboard_has_a_link_to_the_console()
    {
        var told = await shop.App.ResourceNotifications.WaitForResourceHealthyAsync("alb");
        var console = Assert.Single(told.Snapshot.Urls, url => url.DisplayProperties.DisplayName == "Console");

        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        Assert.Contains("<html", await client.GetStringAsync(console.Url));
    }

    [Fact]
    public async Task Traces_and_metrics_go_where_the_dashboard_takes_them()
    {
        using var client = shop.App.CreateHttpClient("alb", "http");
        await client.GetAsync("/traced");

        await shop.Telemetry.WaitForAsync("/v1/traces");
        await shop.Telemetry.WaitForAsync("/v1/metrics");
    }

    /// <summary>Those of the replicas that answer.</summary>
    private static async Task<HashSet<string>> PortsAsync(HttpClient client)
    {
        var ports = new HashSet<string>();
        for (var requests = 0; requests < 4; requests++)
        {
            using var answer = await client.GetAsync("/api/who");
            if (answer.IsSuccessStatusCode)
            {
                ports.Add(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["port"]!.ToString());
            }
        }

        return ports;
    }

    private static async Task<JsonNode> GetAsync(HttpClient client, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }
}
