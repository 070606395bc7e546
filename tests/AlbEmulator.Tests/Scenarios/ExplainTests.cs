using System.Net;
using System.Text;
using System.Text.Json;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Why a request goes where it goes: <c>POST /explain</c> of the control port, and the headers of <c>Alb:DebugHeaders</c>.
/// </summary>
public sealed class ExplainTests
{
    private static readonly HttpClient Http = new() { Timeout = Patience.Default };

    [Fact]
    public async Task Explanation_of_the_control_port_holds_what_is_looked_at_and_what_would_be_done()
    {
        await using var target = ScriptedTarget.Start();
        await using var emulator = await HostedEmulator.StartAsync(Topology(target.Port));

        var (status, answer) = await AskAsync(emulator, $$"""
            {
              "method": "GET",
              "url": "http://shop.example.com:{{emulator.Port}}/v1?a=<1>",
              "headers": [["X-Beta", "yes"]],
              "sourceIp": "10.0.0.1"
            }
            """);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal($"shop.example.com:{emulator.Port}", answer.GetProperty("request").GetProperty("host").GetString());
        Assert.Equal("a=<1>", answer.GetProperty("request").GetProperty("query").GetString());
        Assert.Equal("10.0.0.1", answer.GetProperty("request").GetProperty("sourceIp").GetString());
        Assert.Equal("demo", answer.GetProperty("listener").GetProperty("loadBalancer").GetString());
        Assert.Equal(
            ["10 failed", "20 taken", "30 notReached", "default notReached"],
            answer.GetProperty("rules").EnumerateArray().Select(rule =>
                $"{rule.GetProperty("priority").GetString()} {rule.GetProperty("verdict").GetString()}"));
        var condition = answer.GetProperty("rules")[0].GetProperty("conditions")[0];
        Assert.Equal("path-pattern", condition.GetProperty("field").GetString());
        Assert.Equal("/api/*", condition.GetProperty("values")[0].GetString());
        Assert.Equal("/v1", condition.GetProperty("lookedAt")[0].GetString());
        Assert.False(condition.GetProperty("holds").GetBoolean());
        var outcome = answer.GetProperty("outcome");
        Assert.Equal("20", outcome.GetProperty("priority").GetString());
        var action = outcome.GetProperty("actions")[0];
        Assert.Equal("forward", action.GetProperty("type").GetString());
        Assert.Equal("web", action.GetProperty("targetGroups")[0].GetProperty("name").GetString());
        Assert.Equal(100, action.GetProperty("targetGroups")[0].GetProperty("percent").GetDouble());
        Assert.Equal(target.Address, action.GetProperty("targetGroups")[0].GetProperty("targets")[0].GetString());
        Assert.Empty(target.Requests);
        Assert.Empty(emulator.LogLines);
    }

    [Fact]
    public async Task Explanation_names_the_rule_that_routes()
    {
        await using var target = ScriptedTarget.Start();
        await using var emulator = await HostedEmulator.StartAsync(Topology(target.Port), ("Alb:DebugHeaders", "true"));
        await using var client = await RawClient.ConnectAsync(emulator.Port);
        string[] paths =
            ["/", "/api/", "/api/x?y=/v1", "/api", "/API/x", "/v1", "/v", "/v12", "/v1/", "/x/../api/x", "//v1", "/%61pi/x", "/v?", "/v%31", "/all/x", "/all"];

        foreach (var path in paths)
        {
            var routed = (await client.ExchangeAsync(Wire.Get(path))).Header("X-Alb-Rule");
            var (_, answer) = await AskAsync(emulator, JsonSerializer.Serialize(
                new { method = "GET", url = $"http://example.com:{emulator.Port}{path}" }));

            Assert.Equal(routed, Taken(answer));
        }
    }

    [Fact]
    public async Task Explanation_is_of_the_topology_in_effect()
    {
        await using var target = ScriptedTarget.Start();
        var topology = Topology(target.Port);
        await using var emulator = await HostedEmulator.StartAsync(topology);
        const string question = """{"method":"GET","url":"/v1"}""";
        Assert.Equal("20", Taken((await AskAsync(emulator, question)).Answer));

        await emulator.RewriteTopologyAsync(TopologyBuilder.Simple(emulator.Port, target.Port));

        await Patience.UntilAsync("the new rules to be explained", async () =>
            Taken((await AskAsync(emulator, question)).Answer) is "default" and var taken ? taken : null);
    }

    [Theory]
    [InlineData("not JSON", 400, "is not JSON")]
    [InlineData("""{"method":"GET","url":"http://localhost:1/"}""", 400, "there is no listener on port 1")]
    [InlineData("""{"method":"GET","urls":"/"}""", 400, "did you mean")]
    public async Task Wrong_question_is_answered_with_what_to_write(string question, int status, string told)
    {
        await using var scenario = await Scenario.StartAsync();

        var (answered, answer) = await AskAsync(scenario.Emulator, question);

        Assert.Equal(status, (int)answered);
        Assert.Contains(told, answer.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(128 * 1024, HttpStatusCode.OK)]
    [InlineData((128 * 1024) + 1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Question_is_bounded(int length, HttpStatusCode status)
    {
        await using var scenario = await Scenario.StartAsync();

        var (answered, _) = await AskAsync(scenario.Emulator, """{"method":"GET","url":"/"}""".PadRight(length));

        Assert.Equal(status, answered);
    }

    [Fact]
    public async Task Question_is_posted()
    {
        await using var scenario = await Scenario.StartAsync();

        using var response = await Http.GetAsync(new Uri(scenario.Emulator.Control, "/explain"));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    private static TopologyBuilder Topology(int targetPort) => new TopologyBuilder()
        .Listener(FreePorts.Take(), "web", (30, "/*l*", "web"), (10, "/api/*", "web"), (20, "/v?", "web"))
        .TargetGroup("web", targetPort);

    private static string? Taken(JsonElement answer) => answer.GetProperty("outcome").GetProperty("priority").GetString();

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> AskAsync(HostedEmulator emulator, string question)
    {
        using var content = new StringContent(question, Encoding.UTF8, "application/json");
        using var response = await Http.PostAsync(new Uri(emulator.Control, "/explain"), content);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return (response.StatusCode, document.RootElement.Clone());
    }
}
