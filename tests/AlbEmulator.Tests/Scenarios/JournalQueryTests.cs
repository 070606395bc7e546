using System.Globalization;
using System.Net;
using System.Text.Json;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>Which requests the control port tells of: <c>GET /requests</c>, <c>GET /requests/ID</c>, <c>DELETE /requests</c>.</summary>
public sealed class JournalQueryTests
{
    private const string Root = "1-5759e988-bd862e3fe1be46a994272793";

    [Fact]
    public async Task Every_filter_finds_what_it_names_newest_first()
    {
        await using var target = ScriptedTarget.Start();
        target.On("/api/7", Reply.Bytes("HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n"));
        await using var emulator = await StartAsync(target.Port);
        var journal = new JournalClient(emulator);
        await journal.ExchangeAsync(Wire.Get("/a?x=1"));
        await journal.ExchangeAsync(Wire.Get("/api/7"));
        await journal.ExchangeAsync(Wire.Post("/api/8?y", "hello"));
        await journal.ExchangeAsync(Wire.Get("/caf\u00c3\u00a9", $"X-Amzn-Trace-Id: Root={Root}"));
        await journal.ExchangeAsync(Wire.Get("/*"));
        await journal.ExchangeAsync("nonsense\r\n\r\n");
        var all = await journal.WaitForAsync(6);
        var (group, rule, elb) = (Text(all[1], "target_group_arn"), all[1].GetProperty("rule").GetProperty("arn"), Text(all[0], "elb"));
        var traceId = Text(all[3], "trace_id")!;
        var self = traceId.Split(';')[0]["Self=".Length..];
        var created = DateTimeOffset.Parse(Text(all[3], "request_creation_time")!, CultureInfo.InvariantCulture);
        // The log has milliseconds, in one of which two may come.
        var sinceThen = all.Reverse()
            .Where(request => string.CompareOrdinal(Text(request, "request_creation_time"), Text(all[3], "request_creation_time")) >= 0)
            .Select(request => request.GetProperty("number").GetInt64())
            .ToArray();

        await FindsAsync("", 6, 5, 4, 3, 2, 1);
        await FindsAsync("?limit=2", 6, 5);
        await FindsAsync("?load-balancer=demo", 6, 5, 4, 3, 2, 1);
        await FindsAsync($"?load-balancer={elb}", 6, 5, 4, 3, 2, 1);
        await FindsAsync($"?load-balancer=arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/{elb}&limit=1", 6);
        await FindsAsync("?rule=10", 3, 2);
        await FindsAsync($"?rule={rule}", 3, 2);
        await FindsAsync("?rule=default", 5, 4, 1);
        await FindsAsync("?rule=0", 5, 4, 1);
        await FindsAsync("?target-group=api", 3, 2);
        await FindsAsync($"?target-group={group}", 3, 2);
        await FindsAsync($"?target={target.Address}", 5, 4, 3, 2, 1);
        await FindsAsync("?target=127.0.0.1", 5, 4, 3, 2, 1);
        await FindsAsync("?status=200", 5, 4, 3, 1);
        await FindsAsync("?status=5xx", 2);
        await FindsAsync("?status=4XX", 6);
        await FindsAsync("?method=post", 3);
        await FindsAsync("?path=/a", 1);
        await FindsAsync("?path=/api/*", 3, 2);
        await FindsAsync("?path=/api/%3F&method=GET", 2);
        await FindsAsync("?path=/API/*");
        await FindsAsync("?path=/caf%C3%A9", 4);
        await FindsAsync("?path=*f??", 4);
        await FindsAsync(@"?path=/\*", 5);
        await FindsAsync($"?trace-id={Root}", 4);
        await FindsAsync($"?trace-id={self}", 4);
        await FindsAsync($"?trace-id={Uri.EscapeDataString(traceId)}", 4);
        await FindsAsync($"?since={created.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff}Z", sinceThen);
        await FindsAsync($"?since={Uri.EscapeDataString(created.ToOffset(TimeSpan.FromHours(2)).ToString("o"))}", sinceThen);
        await FindsAsync("?since=2999-01-01");

        async Task FindsAsync(string query, params long[] numbers) =>
            Assert.Equal(numbers, (await journal.FindAsync(query)).Select(request => request.GetProperty("number").GetInt64()));
    }

    [Theory]
    [InlineData("CalledFrom=a/b")]
    [InlineData("CalledFrom=a%2Fb")]
    [InlineData("CalledFrom=a b?c#d")]
    public async Task Trace_id_is_found_whatever_characters_it_has(string field)
    {
        await using var scenario = await Scenario.StartAsync();
        var journal = new JournalClient(scenario.Emulator);
        await journal.ExchangeAsync(Wire.Get("/", $"X-Amzn-Trace-Id: Root={Root};{field}"));
        var traceId = Text(await journal.TheOneAsync(), "trace_id")!;
        Assert.Contains(field, traceId, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, (await journal.GetAsync($"/requests/{Uri.EscapeDataString(traceId)}")).Status);
    }

    [Theory]
    [InlineData("pth=/x", "\"pth\" is not known here: did you mean \"path\"?")]
    [InlineData("colour=red", "\"colour\" is not known here: there are \"load-balancer\", \"rule\", \"target-group\"")]
    [InlineData("timeoutSeconds=1", "\"timeoutSeconds\" is not known here")]
    [InlineData("path=/x&path=/y", "\"path\" is given 2 times")]
    [InlineData("path=x", "path takes a path such as /orders/7 or a pattern such as /orders/*, not \"x\"")]
    [InlineData("path=", "path takes a path")]
    [InlineData("method=", "method takes a method such as GET")]
    [InlineData("method=A%20B", "method takes a method such as GET")]
    [InlineData("trace-id=", "trace-id takes the value of Root or Self")]
    [InlineData("status=ok", "status takes three digits such as 404, or a class such as 5xx, not \"ok\"")]
    [InlineData("status=4x4", "status takes three digits")]
    [InlineData("limit=0", "limit takes 1 to 100000, not \"0\"")]
    [InlineData("limit=-1", "limit takes 1 to 100000")]
    [InlineData("limit=99999999999999999999", "limit takes 1 to 100000")]
    [InlineData("since=yesterday", "since takes a time such as 2026-11-22T21:03:29Z")]
    [InlineData("since=2026-11-22T21:03:29+02:00", "since takes a time")]
    [InlineData("target-group=wep", "target-group takes a target group, perhaps \"web\", not \"wep\"")]
    [InlineData("target-group=nothing-like-it", "target-group takes a target group: \"api\", \"web\"")]
    [InlineData("load-balancer=x", "load-balancer takes a load balancer: \"demo\"")]
    [InlineData("rule=999", "rule takes a priority of a rule: \"10\", \"default\"")]
    [InlineData("target=10.0.0.1:80", "target takes a target: \"127.0.0.1:")]
    [InlineData("status=ok&limit=x", "status takes three digits such as 404, or a class such as 5xx, not \"ok\"; limit takes")]
    public async Task Wrong_question_is_refused_with_what_there_is(string query, string told)
    {
        await using var emulator = await StartAsync(FreePorts.Take());
        var journal = new JournalClient(emulator);

        foreach (var path in new[] { "/requests", "/requests/stream" })
        {
            var (status, answer) = await journal.GetAsync($"{path}?{query}");

            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.StartsWith(told, answer.GetProperty("error").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Request_is_found_by_root_self_or_the_whole_trace_header()
    {
        await using var scenario = await Scenario.StartAsync();
        var journal = new JournalClient(scenario.Emulator);
        await journal.ExchangeAsync(Wire.Get("/1", $"X-Amzn-Trace-Id: Root={Root};CalledFrom=a/b"));
        await journal.ExchangeAsync(Wire.Get("/2"));
        await journal.ExchangeAsync(Wire.Get("/3", $"X-Amzn-Trace-Id: Root={Root}"));
        var all = await journal.WaitForAsync(3);
        var whole = Text(all[0], "trace_id")!;

        Assert.Equal([3, 1], await NumbersAsync(Root));
        Assert.Equal([1], await NumbersAsync(whole));
        Assert.Equal([1], await NumbersAsync(whole.Split(';')[0]["Self=".Length..]));
        Assert.Equal([2], await NumbersAsync(Text(all[1], "trace_id")!["Root=".Length..]));
        var (status, answer) = await journal.GetAsync("/requests/1-00000000-000000000000000000000000");
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal(
            "of the last 3 requests none has the trace id \"1-00000000-000000000000000000000000\"",
            answer.GetProperty("error").GetString());

        async Task<IEnumerable<long>> NumbersAsync(string traceId)
        {
            var (found, told) = await journal.GetAsync($"/requests/{traceId}");
            Assert.Equal(HttpStatusCode.OK, found);
            return told.GetProperty("requests").EnumerateArray().Select(request => request.GetProperty("number").GetInt64());
        }
    }

    [Fact]
    public async Task Emptied_journal_tells_of_later_requests_only()
    {
        await using var scenario = await Scenario.StartAsync();
        var journal = new JournalClient(scenario.Emulator);
        await journal.ExchangeAsync(Wire.Get("/before"));

        Assert.Equal(HttpStatusCode.NoContent, await journal.EmptyAsync());
        Assert.Empty(await journal.FindAsync());
        await scenario.ExchangeAsync(Wire.Get("/after"));

        Assert.Contains("/after", Text(await journal.TheOneAsync(), "request"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_last_requests_are_kept()
    {
        await using var target = ScriptedTarget.Start();
        await using var emulator = await HostedEmulator.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), target.Port), ("Alb:JournalSize", "3"));
        await using var client = await RawClient.ConnectAsync(emulator.Port);
        for (var number = 1; number <= 10; number++)
        {
            await client.ExchangeAsync(Wire.Get($"/{number}"));
        }

        await emulator.WaitForLogLinesAsync(10);
        var journal = new JournalClient(emulator);
        Assert.Equal([10, 9, 8], (await journal.FindAsync()).Select(request => request.GetProperty("number").GetInt64()));
        Assert.Equal("""{"size":3,"requests":3}""", JsonSerializer.Serialize((await emulator.HealthAsync()).GetProperty("journal")));
        var (status, answer) = await journal.WaitAsync("""{"count":4}""");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("count takes 1 to 3, not \"4\"", answer.GetProperty("error").GetString());
    }

    [Theory]
    [InlineData("GET", "/requests")]
    [InlineData("GET", "/requests/1-2-3")]
    [InlineData("GET", "/requests/stream")]
    [InlineData("POST", "/requests/wait")]
    [InlineData("DELETE", "/requests")]
    public async Task Journal_that_is_off_says_so(string method, string path)
    {
        await using var target = ScriptedTarget.Start();
        await using var emulator = await HostedEmulator.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), target.Port), ("Alb:JournalSize", "0"));
        Assert.Equal("ok", (await RawClient.ExchangeAsync(emulator.Port, Wire.Get())).Text);
        await emulator.WaitForLogLinesAsync(1);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(emulator.Control, path));

        using var response = await http.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("the setting Alb:JournalSize is 0", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Journal_is_kept_without_an_access_log()
    {
        await using var target = ScriptedTarget.Start();
        await using var emulator = await HostedEmulator.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), target.Port), ("Alb:AccessLog", ""));

        await RawClient.ExchangeAsync(emulator.Port, Wire.Get("/x"));

        Assert.Contains("/x", Text(await new JournalClient(emulator).TheOneAsync(), "request"), StringComparison.Ordinal);
    }

    private static string? Text(JsonElement request, string field) => request.GetProperty(field).GetString();

    private static Task<HostedEmulator> StartAsync(int targetPort) => HostedEmulator.StartAsync(new TopologyBuilder()
        .Listener(FreePorts.Take(), "web", (10, "/api/*", "api"))
        .TargetGroup("web", targetPort)
        .TargetGroup("api", targetPort));
}
