using System.Text;
using System.Text.Json;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary><c>GET /load-balancers</c>: what is in effect, for people.</summary>
public sealed class LoadBalancersTests
{
    private static readonly HttpClient Http = OneQuestion.Client();

    [Fact]
    public async Task Rules_are_told_in_order_in_words_with_where_they_stand()
    {
        var port = FreePorts.Take();
        await using var emulator = await HostedEmulator.StartAsync($$"""
            {
              "LoadBalancers": [{
                "Name": "shop",
                "Listeners": [{
                  "Port": {{port}},
                  "DefaultActions": [{ "Type": "forward", "ForwardConfig": { "TargetGroups": [
                    { "TargetGroupArn": "web", "Weight": 3 }, { "TargetGroupArn": "canary", "Weight": 1 }] } }],
                  "Rules": [
                    { "Priority": 20, "Conditions": [{ "Field": "host-header", "Values": ["a.example", "*.b.example"] }],
                      "Actions": [{ "Type": "fixed-response", "FixedResponseConfig": { "StatusCode": "200" } }] },
                    { "Priority": 10, "Conditions": [{ "Field": "path-pattern", "Values": ["/old/*"] }],
                      "Transforms": [{ "Type": "url-rewrite", "UrlRewriteConfig": { "Rewrites": [{ "Regex": "^/old", "Replace": "/new" }] } }],
                      "Actions": [{ "Type": "forward", "TargetGroupArn": "web" }] }
                  ]
                }]
              }],
              "TargetGroups": [{ "Name": "web" }, { "Name": "canary" }]
            }
            """);

        var told = await ToldAsync(emulator);

        var loadBalancer = Assert.Single(told.GetProperty("loadBalancers").EnumerateArray());
        Assert.Equal("shop", loadBalancer.GetProperty("name").GetString());
        Assert.EndsWith(".json:3", loadBalancer.GetProperty("from").GetString(), StringComparison.Ordinal);
        var listener = Assert.Single(loadBalancer.GetProperty("listeners").EnumerateArray());
        Assert.Equal([$"http://localhost:{port}/"], Texts(listener, "urls"));
        var rules = listener.GetProperty("rules").EnumerateArray().ToArray();
        Assert.Equal(["10", "20", "default"], rules.Select(rule => rule.GetProperty("priority").GetString()));
        Assert.Equal(["path-pattern /old/*"], Texts(rules[0], "conditions"));
        Assert.Equal(["url-rewrite"], Texts(rules[0], "transforms"));
        Assert.Equal(["web"], Texts(rules[0], "actions"));
        Assert.Equal(["host-header a.example or *.b.example"], Texts(rules[1], "conditions"));
        Assert.Equal(["fixed-response 200"], Texts(rules[1], "actions"));
        Assert.Equal(["web 3 + canary 1"], Texts(rules[2], "actions"));
        Assert.Equal([75, 25], rules[2].GetProperty("forwards").EnumerateArray().Select(share => share.GetProperty("percent").GetDouble()));
        Assert.All(rules, rule => Assert.Matches(@"\.json:\d+$", rule.GetProperty("from").GetString()));
    }

    [Fact]
    public async Task Targets_are_told_with_their_state_their_last_check_and_the_requests_under_way()
    {
        using var go = new SemaphoreSlim(0);
        await using var target = ScriptedTarget.Start().On("/slow", Reply.Stepwise(go, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), target.Port));
        var asked = RawClient.ExchangeAsync(emulator.Port, "GET /slow HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        await target.WaitForRequestsAsync(1);

        var told = Assert.Single((await ToldAsync(emulator)).GetProperty("targetGroups")[0].GetProperty("targets").EnumerateArray());

        Assert.Equal((target.Address, 1), (told.GetProperty("target").GetString(), told.GetProperty("inFlight").GetInt32()));
        Assert.Equal("healthy", told.GetProperty("state").GetString());
        go.Release();
        await asked;
    }

    [Fact]
    public async Task Last_check_is_told_whether_it_passed_or_not()
    {
        await using var stage = await HealthStage.StartAsync(check => check with { UnhealthyThreshold = 1 }, Reply.Bytes("HTTP/1.1 503 Status\r\nContent-Length: 0\r\n\r\n"));
        await stage.ResultAsync(1);

        var target = (await ToldAsync(stage.Emulator)).GetProperty("targetGroups")[0].GetProperty("targets")[0];

        Assert.Equal("unhealthy", target.GetProperty("state").GetString());
        Assert.Equal("Target.ResponseCodeMismatch", target.GetProperty("reason").GetString());
        var check = target.GetProperty("lastCheck");
        Assert.Equal((false, "503"), (check.GetProperty("passed").GetBoolean(), check.GetProperty("detail").GetString()));
    }

    [Fact]
    public async Task Target_that_is_held_is_told_to_be()
    {
        await using var target = ScriptedTarget.Start();
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), target.Port));
        Assert.True((await ToldAsync(emulator)).GetProperty("actions").GetBoolean());
        Assert.Equal((false, "healthy"), await HeldAsync());

        using var body = new StringContent($$"""{"targetGroup":"web","target":"{{target.Address}}","state":"unhealthy"}""", Encoding.UTF8, "application/json");
        using var answer = await Http.PutAsync(new Uri(emulator.Control, "/target-health"), body);

        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        Assert.Equal((true, "unhealthy"), await HeldAsync());

        async Task<(bool, string?)> HeldAsync()
        {
            var told = (await ToldAsync(emulator)).GetProperty("targetGroups")[0].GetProperty("targets")[0];
            return (told.GetProperty("held").GetBoolean(), told.GetProperty("state").GetString());
        }
    }

    [Fact]
    public async Task What_the_API_made_is_told_to_be_its()
    {
        await using var stage = await ElbV2Stage.StartAsync();
        await stage.Api.DoAsync("CreateTargetGroup", ("Name", "made"), ("Protocol", "HTTP"), ("Port", "80"), ("VpcId", "vpc-1"));

        var made = (await ToldAsync(stage.Emulator)).GetProperty("targetGroups").EnumerateArray().Single(group => group.GetProperty("name").GetString() == "made");

        Assert.Equal("API", made.GetProperty("from").GetString());
    }

    private static async Task<JsonElement> ToldAsync(RunningEmulator emulator)
    {
        using var document = JsonDocument.Parse(await Http.GetStringAsync(new Uri(emulator.Control, "/load-balancers")));
        return document.RootElement.Clone();
    }

    private static IEnumerable<string?> Texts(JsonElement element, string name) => element.GetProperty(name).EnumerateArray().Select(text => text.GetString());
}
