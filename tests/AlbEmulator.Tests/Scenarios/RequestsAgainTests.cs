using System.Net;
using System.Text.Json;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary><c>POST /requests/again</c>: a request of the journal is sent once more.</summary>
public sealed class RequestsAgainTests
{
    [Fact]
    public async Task Target_gets_it_as_it_got_the_first_but_for_a_trace_id_of_its_own()
    {
        await using var scenario = await Scenario.StartAsync(Reply.Ok("once"));
        var journal = new JournalClient(scenario.Emulator);
        await scenario.ExchangeAsync(
            "GET /a/../%7Eb;\xe4?x=1&x=%20 HTTP/1.1\r\nhOst: shop.example\r\nX-Twice: one\r\nAuthorization: Bearer secret\r\nX-TWICE:two\r\n"
            + "Content-Type: text/plain\r\nCookie: a=1; b=2\r\n\r\n");
        var first = await journal.TheOneAsync();

        var (status, answer) = await AgainAsync(scenario.Emulator, Number(first));

        Assert.Equal((HttpStatusCode.OK, """{"status":200}"""), (status, answer.GetRawText()));
        var both = await journal.WaitForAsync(2);
        Assert.Equal(both[0].GetProperty("request").GetString(), both[1].GetProperty("request").GetString());
        Assert.NotEqual(both[0].GetProperty("trace_id").GetString(), both[1].GetProperty("trace_id").GetString());
        Assert.Equal(JournalClient.Headers(both[0], "client_request"), JournalClient.Headers(both[1], "client_request"));
        Assert.Equal(ForwardedBesidesTrace(both[0]), ForwardedBesidesTrace(both[1]));
    }

    [Theory]
    [InlineData("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("GET / HTTP/1.0\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")]
    public async Task Odd_requests_go_out_as_they_came(string request)
    {
        await using var scenario = await Scenario.StartAsync(Reply.Bytes("HTTP/1.1 204 No Content\r\n\r\n"));
        var journal = new JournalClient(scenario.Emulator);
        await scenario.ExchangeAsync(request);
        var first = await journal.TheOneAsync();

        await AgainAsync(scenario.Emulator, Number(first));

        var both = await journal.WaitForAsync(2);
        Assert.Equal(both[0].GetProperty("request").GetString(), both[1].GetProperty("request").GetString());
        Assert.Equal(JournalClient.Headers(both[0], "client_request"), JournalClient.Headers(both[1], "client_request"));
    }

    [Fact]
    public async Task What_it_is_answered_with_is_told_whatever_it_is()
    {
        await using var scenario = await Scenario.StartAsync(Reply.Bytes("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"));
        var journal = new JournalClient(scenario.Emulator);
        await scenario.ExchangeAsync(Wire.Get("/moved"));
        Assert.Equal("""{"status":302}""", (await AgainAsync(scenario.Emulator, Number(await journal.TheOneAsync()))).Answer.GetRawText());
        using var console = new ConsoleClient(scenario.Emulator);
        await console.InjectAsync("""{"rule":"default","status":503}""");
        Assert.Equal("""{"status":503}""", (await AgainAsync(scenario.Emulator, 1)).Answer.GetRawText());

        await console.InjectAsync("""{"rule":"default","reset":true}""");
        var (status, answer) = await AgainAsync(scenario.Emulator, 1);

        Assert.Equal(HttpStatusCode.BadGateway, status);
        Assert.StartsWith("it was sent, and no whole answer came: ", answer.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2.0", "h2")]
    [InlineData("1.1", "https")]
    public async Task Over_tls_it_speaks_the_protocol_that_the_client_spoke(string version, string type)
    {
        await using var scenario = await Scenario.StartHttpsAsync();
        using var client = scenario.Http2(Version.Parse(version));
        client.DefaultRequestHeaders.Add("X-Mine", "1");
        client.DefaultRequestHeaders.TryAddWithoutValidation("Expires", "0");
        await client.GetAsync("/x?y");
        var journal = new JournalClient(scenario.Emulator);

        var (status, _) = await AgainAsync(scenario.Emulator, Number(await journal.TheOneAsync()));

        Assert.Equal(HttpStatusCode.OK, status);
        var both = await journal.WaitForAsync(2);
        Assert.Equal([type, type], both.Select(told => told.GetProperty("type").GetString()));
        Assert.Equal(both[0].GetProperty("request").GetString(), both[1].GetProperty("request").GetString());
        Assert.Equal(ForwardedBesidesTrace(both[0]), ForwardedBesidesTrace(both[1]));
    }

    [Theory]
    [InlineData("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab", "it had a body, or may have had one, and bodies are not kept: send it with curl")]
    [InlineData("POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "it had a body, or may have had one, and bodies are not kept: send it with curl")]
    [InlineData("CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n", "it is a CONNECT")]
    [InlineData("nonsense\r\n\r\n", "it could not be read when it came")]
    public async Task What_cannot_be_sent_again_is_refused_by_name(string request, string why)
    {
        await using var scenario = await Scenario.StartAsync();
        await scenario.ExchangeAsync(request);
        var journal = new JournalClient(scenario.Emulator);

        var (status, answer) = await AgainAsync(scenario.Emulator, Number(await journal.TheOneAsync()));

        Assert.Equal((HttpStatusCode.Conflict, $"request 1 cannot be sent again: {why}"), (status, answer.GetProperty("error").GetString()));
        Assert.Single(await journal.FindAsync());
    }

    [Fact]
    public async Task Request_of_a_listener_that_is_gone_is_refused()
    {
        await using var scenario = await Scenario.StartAsync();
        await scenario.ExchangeAsync(Wire.Get());
        using var client = new TopologyClient(scenario.Emulator.Control);
        await client.PutGoodAsync(TopologyBuilder.Simple(FreePorts.Take(), scenario.Target.Port).ToString()!);

        var (status, answer) = await AgainAsync(scenario.Emulator, 1);

        Assert.Equal(
            (HttpStatusCode.Conflict, "request 1 cannot be sent again: its listener is not there any more"),
            (status, answer.GetProperty("error").GetString()));
    }

    [Theory]
    [InlineData("", "the body is not JSON")]
    [InlineData("[]", "the body must be an object such as {\"number\":1}")]
    [InlineData("{}", "number must be given, in an object such as {\"number\":1}")]
    [InlineData("""{"number":0}""", "number takes the number of a request")]
    [InlineData("""{"number":1.5}""", "number takes the number of a request")]
    [InlineData("""{"number":"1"}""", "number takes the number of a request")]
    [InlineData("""{"nubmer":1}""", "\"nubmer\" is not a property of the body: did you mean \"number\"?")]
    public async Task Question_that_is_wrong_is_told_with_what_to_write(string body, string words)
    {
        await using var scenario = await Scenario.StartAsync();

        var (status, answer) = await PostAsync(scenario.Emulator, body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(words, answer.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    /// <summary>Numbers begin anew with each run: who says the trace id gets that request or none.</summary>
    [Fact]
    public async Task Request_of_another_run_is_not_sent_in_the_place_of_the_one_that_was_meant()
    {
        await using var scenario = await Scenario.StartAsync();
        await scenario.ExchangeAsync(Wire.Get());
        var told = await new JournalClient(scenario.Emulator).TheOneAsync();

        var (status, answer) = await PostAsync(scenario.Emulator, """{"number":1,"traceId":"Root=1-0"}""");

        Assert.Equal(
            (HttpStatusCode.NotFound, "there is no request 1 of that trace id among the 1 that are kept"), (status, answer.GetProperty("error").GetString()));
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(scenario.Emulator, $$"""{"number":1,"traceId":{{told.GetProperty("trace_id").GetRawText()}}}""")).Status);
    }

    [Fact]
    public async Task Request_that_is_not_kept_is_a_404()
    {
        await using var scenario = await Scenario.StartAsync();
        var (status, answer) = await AgainAsync(scenario.Emulator, 7);

        Assert.Equal((HttpStatusCode.NotFound, "there is no request 7 among the 0 that are kept"), (status, answer.GetProperty("error").GetString()));
    }

    private static long Number(JsonElement told) => told.GetProperty("number").GetInt64();

    private static IEnumerable<KeyValuePair<string, string>> ForwardedBesidesTrace(JsonElement told) => JournalClient.Headers(told, "target_request")
        .Where(line => !line.Key.Equals("X-Amzn-Trace-Id", StringComparison.OrdinalIgnoreCase));

    private static Task<(HttpStatusCode Status, JsonElement Answer)> AgainAsync(RunningEmulator emulator, long number) =>
        PostAsync(emulator, $$"""{"number":{{number}}}""");

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(RunningEmulator emulator, string body)
    {
        using var console = new ConsoleClient(emulator);
        return await console.PostAsync("/requests/again", body);
    }
}
