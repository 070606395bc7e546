using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>What happened to a request: what the journal tells of it on the control port.</summary>
public sealed class JournalTests
{
    [Fact]
    public async Task Headers_are_told_as_they_came_as_they_were_sent_on_and_as_they_came_back()
    {
        await using var scenario = await Scenario.StartAsync(
            Reply.Bytes("HTTP/1.1 201 Made\r\nKeep-Alive: timeout=5\r\nX-Of-Target: a\r\nSet-Cookie: b=1\r\nSet-Cookie: c=2\r\nContent-Length: 2\r\n\r\nok"),
            topology => topology.ListenerAttribute("routing.http.response.x_frame_options.header_value", "DENY"));

        await using var client = await scenario.ConnectAsync();
        await client.SendAsync(Wire.Post(
            "/a?b=1", "hello", "X-Amzn-Trace-Id: Root=1-5759e988-bd862e3fe1be46a994272793", "Expect: 100-continue", "X-Twice: 1",
            "X-Twice: 2", "X-Forwarded-For: 10.0.0.1", "Content-Type: text/plain", "X-Utf8: caf\u00c3\u00a9", "X-Latin1: \u00e9"));
        var interim = await client.ReadResponseAsync();
        await client.ReadResponseAsync();

        var request = await new JournalClient(scenario.Emulator).TheOneAsync();
        var received = JournalClient.Headers(request, "client_request");
        Assert.Equal("example.com", received.Single(line => line.Key == "Host").Value);
        Assert.Equal("100-continue", received.Single(line => line.Key == "Expect").Value);
        Assert.Equal("10.0.0.1", received.Single(line => line.Key == "X-Forwarded-For").Value);
        Assert.Equal("Root=1-5759e988-bd862e3fe1be46a994272793", received.Single(line => line.Key == "X-Amzn-Trace-Id").Value);
        Assert.Equal(["1", "2"], received.Where(line => line.Key == "X-Twice").Select(line => line.Value));
        Assert.Equal("café", received.Single(line => line.Key == "X-Utf8").Value);
        Assert.Equal("é", received.Single(line => line.Key == "X-Latin1").Value);
        AssertSame(scenario.Target.Request.Headers, JournalClient.Headers(request, "target_request"));
        Assert.Equal($"example.com:{scenario.Port}", JournalClient.Headers(request, "target_request").Single(line => line.Key == "Host").Value);
        var answered = JournalClient.Headers(request, "target_response");
        Assert.Equal(201, request.GetProperty("target_response").GetProperty("status").GetInt32());
        Assert.Equal(["Keep-Alive", "X-Of-Target", "Set-Cookie", "Set-Cookie", "Content-Length"], answered.Select(line => line.Key));
        Assert.Equal(100, interim.Status);
        Assert.Equal(201, request.GetProperty("client_response").GetProperty("status").GetInt32());
        var returned = JournalClient.Headers(request, "client_response");
        Assert.Equal("DENY", returned.Single(line => line.Key == "X-Frame-Options").Value);
        Assert.DoesNotContain(returned, line => line.Key == "Keep-Alive");
    }

    public static TheoryData<string> Requests =>
    [
        Wire.Get(),
        Wire.Request("POST", "/"),
        Wire.Request("PROPFIND", "/"),
        Wire.Request("DELETE", "/"),
        Wire.Post("/", "hello", "Content-Type: text/plain"),
        Wire.PostChunked("/", "hello", "you"),
        Wire.Get("/", "Content-Type: text/plain"),
        Wire.Get("/", "Cookie: a=1", "Cookie: b=2", "Accept: x", "Accept: y", "User-Agent: me"),
        Wire.Get("/", "Connection: close", "TE: trailers", "Keep-Alive: 5", "Upgrade: h2c"),
        "GET / HTTP/1.0\r\n\r\n",
        Wire.Request("HEAD", "/chunked"),
        Wire.Get("/chunked"),
        Wire.Get("/204"),
    ];

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Headers_of_target_and_client_are_those_on_the_wire(string request)
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Target
            .On("/chunked", Reply.Bytes("HTTP/1.1 200 OK\r\nX: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"))
            .On("/204", Reply.Bytes("HTTP/1.1 204 None\r\nX: 1\r\n\r\n"));
        if (request.StartsWith("HEAD ", StringComparison.Ordinal))
        {
            scenario.Target.Next(Reply.Bytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"));
        }

        var response = await scenario.ExchangeAsync(request);

        var told = await new JournalClient(scenario.Emulator).TheOneAsync();
        AssertSame(scenario.Target.Request.Headers, JournalClient.Headers(told, "target_request"));
        AssertSame(response.Headers, JournalClient.Headers(told, "client_response"));
    }

    [Fact]
    public async Task Rule_and_target_group_are_told_by_their_names()
    {
        await using var target = ScriptedTarget.Start();
        await using var emulator = await HostedEmulator.StartAsync(new TopologyBuilder()
            .Listener(FreePorts.Take(), "web", (10, "/api/*", "api"))
            .TargetGroup("web", target.Port)
            .TargetGroup("api", target.Port));
        var journal = new JournalClient(emulator);
        await journal.ExchangeAsync(Wire.Get("/"));
        await journal.ExchangeAsync(Wire.Get("/api/x"));

        var told = await journal.WaitForAsync(2);

        Assert.Equal("""{"priority":"default"}""", JsonSerializer.Serialize(told[0].GetProperty("rule")));
        Assert.Equal("10", told[1].GetProperty("rule").GetProperty("priority").GetString());
        Assert.Matches(
            "^arn:aws:elasticloadbalancing:us-east-1:000000000000:listener-rule/app/demo/[0-9a-f]{16}/[0-9a-f]{16}/[0-9a-f]{16}$",
            told[1].GetProperty("rule").GetProperty("arn").GetString());
        Assert.Equal(["web", "api"], told.Select(request => request.GetProperty("target_group").GetString()));
        Assert.Equal([1, 2], told.Select(request => request.GetProperty("number").GetInt64()));
    }

    [Fact]
    public async Task Answer_of_the_load_balancer_itself_is_told_as_it_was_sent()
    {
        await using var scenario = await Scenario.StartAsync(Reply.Close);

        var response = await scenario.ExchangeAsync(Wire.Get());

        var told = await new JournalClient(scenario.Emulator).TheOneAsync();
        Assert.Equal(502, told.GetProperty("client_response").GetProperty("status").GetInt32());
        AssertSame(response.Headers, JournalClient.Headers(told, "client_response"));
        AssertSame(scenario.Target.Request.Headers, JournalClient.Headers(told, "target_request"));
        Assert.Equal(JsonValueKind.Null, told.GetProperty("target_response").ValueKind);
    }

    [Fact]
    public async Task Target_that_cannot_be_reached_got_nothing()
    {
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), FreePorts.Take()));

        await RawClient.ExchangeAsync(emulator.Port, Wire.Get());

        var told = await new JournalClient(emulator).TheOneAsync();
        Assert.Equal(JsonValueKind.Null, told.GetProperty("target_request").ValueKind);
        Assert.Equal("web", told.GetProperty("target_group").GetString());
    }

    [Fact]
    public async Task Client_that_left_got_nothing()
    {
        await using var scenario = await Scenario.StartAsync(Reply.Silence);
        await using (var client = await scenario.ConnectAsync())
        {
            await client.SendAsync(Wire.Get());
            await scenario.Target.WaitForRequestsAsync(1);
        }

        var told = await new JournalClient(scenario.Emulator).TheOneAsync();

        Assert.Equal(460, told.GetProperty("elb_status_code").GetInt32());
        Assert.Equal(JsonValueKind.Null, told.GetProperty("client_response").ValueKind);
        AssertSame(scenario.Target.Request.Headers, JournalClient.Headers(told, "target_request"));
    }

    [Fact]
    public async Task Request_that_the_parser_refused_is_told_as_far_as_it_is_known()
    {
        await using var scenario = await Scenario.StartAsync();
        await using var client = await scenario.ConnectAsync();
        await client.ExchangeAsync(Wire.Get("/before", "X-Before: 1"));

        var response = await client.ExchangeAsync("GET /a?b HTTP/1.1\r\nUser-Agent: me\r\nX-Mine: 1\r\n\r\n");
        var journal = new JournalClient(scenario.Emulator);
        await journal.WaitForAsync(2);
        await scenario.ExchangeAsync("nonsense\r\n\r\n");

        var told = await journal.WaitForAsync(3);
        Assert.Equal(400, told[1].GetProperty("elb_status_code").GetInt32());
        Assert.EndsWith("/a?b HTTP/1.1", told[1].GetProperty("request").GetString(), StringComparison.Ordinal);
        Assert.Equal(["User-Agent", "X-Mine"], JournalClient.Headers(told[1], "client_request").Select(line => line.Key));
        AssertSame(response.Headers, JournalClient.Headers(told[1], "client_response"));
        Assert.Equal(JsonValueKind.Null, told[1].GetProperty("rule").ValueKind);
        Assert.Equal(JsonValueKind.Null, told[1].GetProperty("target_request").ValueKind);
        Assert.Empty(JournalClient.Headers(told[2], "client_request"));
    }

    [Fact]
    public async Task Headers_that_the_load_balancer_drops_or_replaces_are_told_as_they_came()
    {
        await using var scenario = await Scenario.StartHttpsAsync(change: topology => topology
            .Attribute("routing.http.drop_invalid_header_fields.enabled", "true")
            .Attribute("routing.http.x_amzn_tls_version_and_cipher_suite.enabled", "true"));
        await using var client = await RawClient.ConnectTlsAsync(scenario.Port);

        await client.ExchangeAsync(Wire.Get("/", "X_Bad: 1", "X-Amzn-Tls-Version: mine"));

        var told = await new JournalClient(scenario.Emulator).TheOneAsync();
        var received = JournalClient.Headers(told, "client_request");
        Assert.Equal("1", received.Single(line => line.Key == "X_Bad").Value);
        Assert.Equal("mine", received.Single(line => line.Key == "X-Amzn-Tls-Version").Value);
        var forwarded = JournalClient.Headers(told, "target_request");
        Assert.DoesNotContain(forwarded, line => line.Key == "X_Bad");
        Assert.StartsWith("TLSv1.", forwarded.Single(line => line.Key == "X-Amzn-Tls-Version").Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Web_socket_is_told_when_it_closes()
    {
        await using var scenario = await Scenario.StartAsync(Reply.WebSocketEcho);
        var journal = new JournalClient(scenario.Emulator);
        RawMessage response;
        await using (var client = await scenario.ConnectAsync())
        {
            response = await client.ExchangeAsync(Wire.Upgrade());
            await client.SendAsync("hello");
            await client.ReadExactlyAsync(5);
            Assert.Empty(await journal.FindAsync());
        }

        var told = await journal.TheOneAsync();

        Assert.Equal("ws", told.GetProperty("type").GetString());
        Assert.Equal(101, told.GetProperty("client_response").GetProperty("status").GetInt32());
        AssertSame(scenario.Target.Request.Headers, JournalClient.Headers(told, "target_request"));
        AssertSame(response.Headers, JournalClient.Headers(told, "client_response"));
    }

    /// <summary>Line by line and in order.</summary>
    private static void AssertSame(
        IReadOnlyList<KeyValuePair<string, string>> wire, IReadOnlyList<KeyValuePair<string, string>> told) =>
        Assert.Equal(
            wire.Select(line => KeyValuePair.Create(line.Key, AsTold(line.Value))),
            told);

    /// <summary>What is UTF-8 is told as such, and any other byte as a character.</summary>
    private static string AsTold(string bytes) =>
        Utf8.IsValid(Encoding.Latin1.GetBytes(bytes)) ? Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(bytes)) : bytes;
}
