using System.Text.Json;
using System.Text.Json.Nodes;
using AlbEmulator.Metrics.History;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Scenarios;

/// <summary><c>GET /history</c>: what was counted, a point each ten seconds.</summary>
public sealed class HistoryTests
{
    private static readonly HttpClient Http = OneQuestion.Client();

    [Fact]
    public async Task Point_has_what_was_counted_since_the_one_before()
    {
        var time = new ManualTime();
        await using var target = ScriptedTarget.Start().Next(Reply.Ok(), Reply.Ok(), Empty(404), Empty(500));
        await using var emulator = await StartAsync(time, target.Port);
        await RawClient.ExchangeAsync(emulator.Port, Get("/"));
        await RawClient.ExchangeAsync(emulator.Port, Get("/"));
        await RawClient.ExchangeAsync(emulator.Port, Get("/fixed"));
        await CountedAsync(emulator, 3);
        time.Advance(MetricHistory.Interval);
        await RawClient.ExchangeAsync(emulator.Port, Get("/"));
        await RawClient.ExchangeAsync(emulator.Port, Get("/"));
        await CountedAsync(emulator, 5);
        time.Advance(MetricHistory.Interval);
        time.Advance(MetricHistory.Interval);

        var history = await HistoryAsync(emulator);

        Assert.Equal(10, history.GetProperty("intervalSeconds").GetInt32());
        var times = history.GetProperty("times").EnumerateArray().Select(point => point.GetInt64()).ToArray();
        Assert.Equal([10, 10], times.Zip(times.Skip(1), (one, next) => next - one));
        Assert.Equal(time.GetUtcNow().ToUnixTimeSeconds(), times[^1]);
        var loadBalancer = history.GetProperty("loadBalancers")[0];
        Assert.Equal("demo", loadBalancer.GetProperty("name").GetString());
        Assert.Equal(
            [[3, 0, 0], [0, 0, 0], [0, 1, 0], [0, 1, 0]],
            new[] { "status2xx", "status3xx", "status4xx", "status5xx" }.Select(name => Numbers(loadBalancer, name)));
        var group = Assert.Single(history.GetProperty("targetGroups").EnumerateArray());
        Assert.Equal(("web", "demo"), (group.GetProperty("name").GetString(), group.GetProperty("loadBalancer").GetString()));
        Assert.Equal([2, 2, 0], Numbers(group, "requests"));
        Assert.Equal([2, 0, 0], Numbers(group, "status2xx"));
        Assert.Equal([true, true, false], Numbers(group, "p99").Select(value => value is > 0));
        Assert.Null(Numbers(group, "p50")[2]);
    }

    [Fact]
    public async Task Hour_is_kept_and_no_more()
    {
        var time = new ManualTime();
        await using var emulator = await StartAsync(time, FreePorts.Take());
        await RawClient.ExchangeAsync(emulator.Port, Get("/fixed"));
        await CountedAsync(emulator, 1);
        for (var point = 0; point < MetricHistory.Points; point++)
        {
            time.Advance(MetricHistory.Interval);
        }

        var full = await HistoryAsync(emulator);
        time.Advance(MetricHistory.Interval);
        var later = await HistoryAsync(emulator);

        Assert.Equal((360, 360), (full.GetProperty("times").GetArrayLength(), later.GetProperty("times").GetArrayLength()));
        Assert.Equal(1, Numbers(full.GetProperty("loadBalancers")[0], "status2xx")[0]);
        Assert.All(Numbers(later.GetProperty("loadBalancers")[0], "status2xx"), value => Assert.Equal(0, value));
    }

    [Fact]
    public async Task Reset_begins_anew_and_counts_on()
    {
        var time = new ManualTime();
        await using var emulator = await StartAsync(time, FreePorts.Take());
        await RawClient.ExchangeAsync(emulator.Port, Get("/fixed"));
        await CountedAsync(emulator, 1);
        time.Advance(MetricHistory.Interval);
        using (var reset = await Http.PostAsync(new Uri(emulator.Control, "/reset"), content: null))
        {
            Assert.True(reset.IsSuccessStatusCode);
        }

        await RawClient.ExchangeAsync(emulator.Port, Get("/fixed"));
        await RawClient.ExchangeAsync(emulator.Port, Get("/fixed"));
        await CountedAsync(emulator, 2);
        time.Advance(MetricHistory.Interval);

        Assert.Equal([1, 2], Numbers((await HistoryAsync(emulator)).GetProperty("loadBalancers")[0], "status2xx"));
    }

    private static Reply Empty(int status) => Reply.Bytes($"HTTP/1.1 {status} Status\r\nContent-Length: 0\r\n\r\n");

    private static string Get(string path) => $"GET {path} HTTP/1.1\r\nHost: shop.example.com\r\nConnection: close\r\n\r\n";

    private static Task<HostedEmulator> StartAsync(ManualTime time, int targetPort) => HostedEmulator.StartAsync(
        TopologyBuilder.Simple(FreePorts.Take(), targetPort).HealthCheck("web", intervalSeconds: 300).OfListener("Rules", new JsonArray(new JsonObject
        {
            ["Priority"] = 1,
            ["Conditions"] = new JsonArray(new JsonObject { ["Field"] = "path-pattern", ["Values"] = new JsonArray("/fixed") }),
            ["Actions"] = new JsonArray(new JsonObject { ["Type"] = "fixed-response", ["FixedResponseConfig"] = new JsonObject { ["StatusCode"] = "200" } }),
        })),
        services => services.AddSingleton<TimeProvider>(time));

    /// <summary>A request is counted as it ends, which a client does not see; then it is in the journal too.</summary>
    private static Task CountedAsync(HostedEmulator emulator, int requests) => new JournalClient(emulator).WaitForAsync(requests);

    private static async Task<JsonElement> HistoryAsync(HostedEmulator emulator)
    {
        using var document = JsonDocument.Parse(await Http.GetStringAsync(new Uri(emulator.Control, "/history")));
        return document.RootElement.Clone();
    }

    private static double?[] Numbers(JsonElement series, string name) =>
        [.. series.GetProperty(name).EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Null ? (double?)null : value.GetDouble())];
}
