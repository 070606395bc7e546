using System.Text.Json;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>Why a request failed, in all places that tell of it: AWS has no such field.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class CausesTests(FailingStage stage) : IClassFixture<FailingStage>
{
    private const string Idle = "1 s, the load balancer's idle_timeout.timeout_seconds";

    public static TheoryData<FailingWay> OfTargets { get; } =
    [
        Of("nothing listens", 502, "/refused", "target-refused", "target {nothing} refused the connection: nothing listens there{hint}"),
        Of("closed before the answer", 502, "/closed", "target-closed", "target {web} closed the connection before it answered"),
        Of("reset before the answer", 502, "/reset", "target-closed", "target {web} broke off the connection before it answered (reset)"),
        Of("no answer", 504, "/silent", "target-timeout", $"target {{web}} gave no answer within {Idle}"),
        Of("another protocol", 502, "/ssh", "target-not-http", """target {web} does not speak HTTP/1: its answer begins with "SSH-2.0-OpenSSH_9.6" """.TrimEnd()),
        Of("bytes for a terminal", 502, "/garbage", "target-not-http", """target {web} does not speak HTTP/1: its answer begins with "\x00\x1b[31m\"\\\xff" """.TrimEnd()),
        Of("a target of TLS asked in plain", 502, "/speaks-tls", "target-not-http", """target {web} does not speak HTTP/1: its answer begins with "\x15\x03\x01\x00\x02\x02F", which is TLS: the Protocol of its target group must be HTTPS"""),
        Of("a target of HTTP/2", 502, "/speaks-http2", "target-not-http", """target {web} does not speak HTTP/1: its answer begins with "\x00\x00\x06\x04\x00\x00\x00\x00\x00", which is HTTP/2: the ProtocolVersion of its target group must be HTTP2 or GRPC"""),
        Of("no status", 502, "/no-status", "target-answer-malformed", "the answer of target {web} cannot be read: ", isBegin: true),
        Of("two lengths", 502, "/two-lengths", "target-answer-malformed", "the answer of target {web} has two lengths"),
        Of("a long head", 502, "/long-head", "target-answer-too-long", "the headers of the answer of target {web} take more than 32 KB"),
        Of("half a head", 502, "/half-head", "target-closed", "target {web} closed the connection before the head of its answer was whole"),
        Of("a plain target asked over TLS", 502, "/tls", "target-tls-failed", "TLS with target {plain} failed: ", isBegin: true),
        Of("no targets", 503, "/empty", "no-target-registered", "target group empty has no registered targets"),
        Of("a name without an address", 503, "/nowhere", "targets-have-no-address", """no target of target group nowhere has an address: the name "nowhere.invalid" was not found"""),
        Of("another version of HTTP", 464, "/http2", "protocol-mismatch", "GET over HTTP/1.1 cannot go to target group http2: its ProtocolVersion is HTTP2, which takes requests over HTTP/2 alone") with { IsSecure = true },
        Of("a function that is not there", 502, "/elsewhere", "function-unreachable", "function far cannot be invoked: {nothing}: ", isBegin: true),
        Of("half a body", 200, "/half-body", "target-broke-off", "target {web} broke off the connection in the middle of its answer") with { HasNoHeader = true, Then = UntilEndAsync },
        Of("silence within a body", 200, "/silent-body", "target-timeout", $"target {{web}} sent nothing more of its answer for {Idle}") with { HasNoHeader = true, Then = UntilEndAsync },
        Of("an idle WebSocket", 101, "/ws", "web-socket-idle", $"nothing crossed the WebSocket with target {{web}} for {Idle}") with { HasNoHeader = true, Then = UntilEndAsync, Request = Wire.Upgrade() },
    ];

    public static TheoryData<FailingWay> OfOthers { get; } =
    [
        Of("weights of 0", 503, "/weights", "no-weight", "all target groups of the rule's forward action have the weight 0"),
        Of("a path without its slash", 500, "/transform", "transform-failed", "a transform of the rule made a path that does not begin with / or has blanks or control characters"),
        Of("a long Location", 507, $"/redirect{new string('x', 5000)}", "redirect-too-long", "the Location of the rule's redirect would have 10042 bytes: more than 8192"),
        Of("a client that leaves", 460, "/client-leaves", "client-left", "the client closed the connection before it got an answer") with { HasNoHeader = true, Then = _ => Task.CompletedTask },
        Of("a client that leaves within its body", 400, "/", "client-left", "the client closed the connection before it had sent its whole request") with { HasNoHeader = true, Then = _ => Task.CompletedTask, Request = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc" },
        Sent("half a body and silence", 408, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc", "client-too-slow", $"the client sent nothing more of its request's body for {Idle}"),
        Sent("half a head and silence", 408, "GET / HTTP/1.1\r\nHos", "client-too-slow", $"the client did not send its whole request within {Idle}"),
        Sent("a bad chunk", 400, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", "request-malformed", "the body of the request cannot be read: ", isBegin: true),
        Sent("TRACE", 405, Wire.Request("TRACE", "/"), "request-method", "the load balancer takes no TRACE requests"),
        Sent("no host name", 400, "GET / HTTP/1.1\r\nHost: a:70000\r\n\r\n", "request-host", """the request's Host "a:70000" is no host name, with or without a port"""),
        Sent("a Host that is a path", 400, "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", "request-host", """the request's Host "a/b" is no host name, with or without a port"""),
        Sent("no path", 400, "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "request-uri", """the request's target "*" is no path"""),
        Sent("a long header", 400, Wire.Get("/", $"X: {new string('x', 17_000)}"), "request-too-long", "a header of the request takes 16384 bytes or more"),
        Sent("a long line", 414, Wire.Get($"/{new string('x', 17_000)}"), "request-too-long", "the request line takes more than 16384 bytes"),
        Sent("long headers", 400, Wire.Get("/", [.. Enumerable.Range(0, 9).Select(index => $"X{index}: {new string('x', 9000)}")]), "request-too-long", "the headers of the request take more than 65536 bytes"),
        Sent("many addresses", 463, Wire.Get("/", $"X-Forwarded-For: {string.Join(',', Enumerable.Repeat("10.0.0.1", 31))}"), "too-many-addresses", "X-Forwarded-For of the request has more than 30 addresses"),
        Sent("HTTP/3.0", 505, "GET / HTTP/3.0\r\nHost: a\r\n\r\n", "request-version", "the request is of a version of HTTP that the load balancer does not speak"),
        Sent("the preface of HTTP/2", 400, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "request-version", "the client began with HTTP/2, which a listener takes over TLS and ALPN alone"),
        Sent("another coding", 501, Wire.Get("/", "Transfer-Encoding: gzip"), "request-transfer-encoding", "the request has a Transfer-Encoding other than chunked"),
        Sent("TLS to an HTTP listener", 400, "\u0016\u0003\u0001\u0000\u0001\u0001\r\n\r\n", "request-tls", "the client spoke TLS to an HTTP listener: an https URL, or a listener that is to be HTTPS"),
        Sent("no HTTP", 400, "GARBAGE\r\n\r\n", "request-malformed", "the request cannot be read: ", isBegin: true),
        Sent("no colon", 400, "GET / HTTP/1.1\r\nHost: a\r\nb\r\n\r\n", "request-malformed", "the request cannot be passed on in any mode of desync mitigation: MissingHeaderColon"),
        Sent("two lengths", 400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", "request-malformed", "the request cannot be passed on in any mode of desync mitigation: MultipleContentLength"),
    ];

    public static TheoryData<string, string, string, string> OfFunctions { get; } = new()
    {
        { """{"statusCode":"200"}""", "", "function-answer-refused", "the answer of function hello is refused: statusCode is \"200\" and not a whole number from 200 to 599" },
        { """{"statusCode":200,"headers":{"a":1}}""", "", "function-answer-refused", "the answer of function hello is refused: headers.a is 1 and not a text" },
        { "no JSON", "", "function-answer-refused", "the answer of function hello is refused: the answer is not JSON: no JSON" },
        { """{"errorMessage":"boom","errorType":"ValueError"}""", "X-Amz-Function-Error: Unhandled", "function-failed", "function hello failed: ValueError: boom" },
        { """{"errorMessage":"2.00 seconds"}""", "", "function-failed", "function hello failed: 2.00 seconds" },
        { """{"Message":"Function not found"}""", "X-Amzn-ErrorType: ResourceNotFoundException", "function-refused", "Lambda refused to invoke function hello: ResourceNotFoundException, status 200" },
    };

    [Theory]
    [MemberData(nameof(OfTargets))]
    public Task Failure_of_a_target_has_its_cause_everywhere(FailingWay way) => AssertToldAsync(way);

    [Theory]
    [MemberData(nameof(OfOthers))]
    public Task Failure_of_a_rule_or_a_client_has_its_cause_everywhere(FailingWay way) => AssertToldAsync(way);

    [Theory]
    [MemberData(nameof(OfFunctions))]
    public Task Failure_of_a_function_has_its_cause_everywhere(string payload, string header, string code, string cause)
    {
        stage.Returns("200 OK", payload, [.. new[] { header }.Where(line => line.Length > 0)]);
        return AssertToldAsync(Of("a function", 502, "/function", code, cause));
    }

    [Theory]
    [InlineData("/", 200)]
    [InlineData("/fixed", 503)]
    [InlineData("/redirect", 301)]
    public async Task What_did_not_fail_has_no_cause(string path, int status)
    {
        using var stream = await new JournalClient(stage.Emulator).FollowAsync();

        var response = await RawClient.ExchangeAsync(stage.Emulator.Port, Wire.Get(path));
        var (_, told) = await JournalClient.EventAsync(stream);

        Assert.Equal((status, null), (response.Status, response.Header("X-Alb-Cause")));
        Assert.Equal((null, null), (told.GetProperty("cause").GetString(), told.GetProperty("cause_code").GetString()));
        Assert.DoesNotContain("alb.cause", (await stage.SpanAsync(told)).Attributes.Keys);
        Assert.DoesNotContain(await new JournalClient(stage.Emulator).FindAsync("?failed=true"), NumberOf(told));
        Assert.Contains(await new JournalClient(stage.Emulator).FindAsync("?failed=false"), NumberOf(told));
    }

    private async Task AssertToldAsync(FailingWay way)
    {
        var journal = new JournalClient(stage.Emulator);
        using var stream = await journal.FollowAsync();

        RawMessage? response = null;
        await using (var client = await (way.IsSecure
            ? RawClient.ConnectTlsAsync(stage.SecurePort)
            : RawClient.ConnectAsync(stage.Emulator.Port)))
        {
            await client.SendAsync(way.Request);
            if (way.Then is { } then)
            {
                await then(client);
            }
            else
            {
                response = await client.ReadResponseAsync();
            }
        }

        var (_, told) = await JournalClient.EventAsync(stream);
        var cause = told.GetProperty("cause").GetString()!;
        var expected = stage.WithPorts(way.Cause);

        Assert.Equal((way.Status, way.Code), (told.GetProperty("elb_status_code").GetInt32(), told.GetProperty("cause_code").GetString()));
        Assert.Equal(expected, way.IsBegin ? cause[..Math.Min(cause.Length, expected.Length)] : cause);
        Assert.True(!way.IsBegin || cause.Length > expected.Length, cause);
        Assert.Equal(way.HasNoHeader ? null : cause, response?.Header("X-Alb-Cause"));
        var kept = (await journal.FindAsync("?failed=true")).Single(request => NumberOf(told)(request));
        Assert.Equal(cause, kept.GetProperty("cause").GetString());
        var (attributes, words) = await stage.SpanAsync(told);
        Assert.Equal((cause, way.Code), (attributes["alb.cause"], attributes["alb.cause_code"]));
        Assert.Equal(way.Status >= 500 || way.Code is "target-broke-off" or "target-timeout" ? cause : "", words);
    }

    private static Predicate<JsonElement> NumberOf(JsonElement told) =>
        request => request.GetProperty("number").GetInt64() == told.GetProperty("number").GetInt64();

    private static Task UntilEndAsync(RawClient client) => client.ReadEndingAsync();

    private static FailingWay Of(string name, int status, string path, string code, string cause, bool isBegin = false) =>
        Sent(name, status, Wire.Get(path), code, cause, isBegin);

    private static FailingWay Sent(string name, int status, string request, string code, string cause, bool isBegin = false) =>
        new(name, status, code, cause) { Request = request, IsBegin = isBegin };
}
