using System.Net;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Attributes of a listener that change what clients get.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/header-modification.html#insert-header"/>
/// </summary>
public sealed class ResponseHeadersTests
{
    private const string Server = "routing.http.response.server.enabled";
    private const string Frames = "routing.http.response.x_frame_options.header_value";
    private const string Security = "routing.http.response.strict_transport_security.header_value";
    private const string Policy = "default-src 'self'; img-src *";
    private const string Content = "routing.http.response.content_security_policy.header_value";

    [Fact]
    public async Task Headers_are_added_to_a_targets_response_or_replace_its_own()
    {
        await using var scenario = await Scenario.StartHttpsAsync(
            Reply.Bytes(
                "HTTP/1.1 404 Not Found\r\nServer: own\r\nx-frame-options: SAMEORIGIN\r\nX-Frame-Options: ALLOWALL\r\n"
                + "X-Own: 1\r\nContent-Length: 2\r\n\r\nno"),
            Changed);
        using var http2 = scenario.Http2();
        using var http1 = scenario.Http2(HttpVersion.Version11);

        foreach (var client in new[] { http1, http2 })
        {
            using var response = await client.GetAsync("/");

            Assert.Equal("DENY", Assert.Single(response.Headers.GetValues("X-Frame-Options")));
            Assert.Equal("max-age=60", Assert.Single(response.Headers.GetValues("Strict-Transport-Security")));
            Assert.Equal(Policy, Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
            Assert.Equal(("own", "1"), (response.Headers.Server.ToString(), response.Headers.GetValues("X-Own").Single()));
            Assert.Equal((404, "no"), ((int)response.StatusCode, await response.Content.ReadAsStringAsync()));
        }
    }

    [Theory]
    [InlineData("/fixed", "HTTP/1.1 200 OK\r\nDate: DATE\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 2\r\nConnection: keep-alive\r\n")]
    [InlineData("/redirect", "HTTP/1.1 301 Moved Permanently\r\nDate: DATE\r\nContent-Type: text/html\r\nContent-Length: 134\r\nConnection: keep-alive\r\nLocation: https://example.com:{port}/new\r\n")]
    [InlineData("/", "HTTP/1.1 502 Bad Gateway\r\nDate: DATE\r\nContent-Type: text/html\r\nContent-Length: 122\r\nConnection: keep-alive\r\n")]
    [InlineData("/%00", "HTTP/1.1 400 Bad Request\r\nDate: DATE\r\nContent-Type: text/html\r\nContent-Length: 122\r\nConnection: close\r\n")]
    public async Task Headers_come_last_in_the_load_balancers_own_answers(string path, string expected)
    {
        await using var scenario = await Scenario.StartHttpsAsync(Reply.Close, Changed);
        await scenario.Emulator.ChangeAsync(topology => topology
            .WithRule(1, "/fixed", new RuleAction.FixedResponse(200) { ContentType = "text/plain", MessageBody = "ok" })
            .WithRule(2, "/redirect", new RuleAction.Redirect(301) { Path = "/new" }));
        await using var client = await RawClient.ConnectTlsAsync(scenario.Port);

        var response = await client.ExchangeAsync(Wire.Get(path));

        Assert.Equal(
            expected.Replace("{port}", $"{scenario.Port}", StringComparison.Ordinal)
            + $"Strict-Transport-Security: max-age=60\r\nContent-Security-Policy: {Policy}\r\nX-Frame-Options: DENY\r\n\r\n",
            AlbPage.WithoutDate(response.Head));
        Assert.Equal($"{response.WireLength}", (await scenario.LineAsync()).SentBytes);
    }

    [Fact]
    public async Task Own_answers_on_http_2_have_them_too()
    {
        await using var scenario = await Scenario.StartHttpsAsync(Reply.Close, Changed);
        using var client = scenario.Http2();

        using var response = await client.GetAsync("/");

        Assert.Equal(502, (int)response.StatusCode);
        Assert.Equal(
            ["Content-Security-Policy", "Date", "Strict-Transport-Security", "X-Frame-Options"],
            response.Headers.Select(header => header.Key).Order());
    }

    [Fact]
    public async Task Headers_replace_those_of_a_function()
    {
        await using var stage = await LambdaStage.StartAsync(change: Changed);

        var response = await stage.AnswerAsync(
            """{"statusCode":200,"isBase64Encoded":false,"headers":{"x-frame-options":"SAMEORIGIN","X-Own":"1"},"body":"ok"}""");

        Assert.Equal("DENY", response.Header("X-Frame-Options"));
        Assert.Equal(("1", "ok"), (response.Header("X-Own"), response.Text));
        Assert.Null(response.Header("Server"));
    }

    [Fact]
    public async Task Errors_of_grpc_have_them()
    {
        await using var scenario = await Scenario.StartHttpsAsync(
            change: topology => Changed(topology.Property("web", "ProtocolVersion", "GRPC")));
        await scenario.Emulator.ChangeAsync(topology => topology with
        {
            TargetGroups = [.. topology.TargetGroups.Select(group => group with { Targets = [] })],
        });
        using var client = scenario.Http2();
        using var content = new ByteArrayContent([]) { Headers = { ContentType = new("application/grpc") } };

        using var response = await client.OpenAsync(HttpMethod.Post, "/a.B/C", content);

        Assert.Equal(503, (int)response.StatusCode);
        Assert.Equal("DENY", Assert.Single(response.Headers.GetValues("X-Frame-Options")));
        Assert.Empty(response.Headers.Server);
    }

    [Fact]
    public async Task Listener_that_changes_nothing_names_the_load_balancer()
    {
        await using var scenario = await Scenario.StartAsync(
            Reply.Close, topology => topology.ListenerAttribute(Server, "true").ListenerAttribute(Frames, ""));

        AlbPage.AssertIs("502 Bad Gateway", await scenario.ExchangeAsync(Wire.Get()));
    }

    private static void Changed(TopologyBuilder topology) => topology
        .ListenerAttribute(Server, "false")
        .ListenerAttribute(Frames, "DENY")
        .ListenerAttribute(Security, "max-age=60")
        .ListenerAttribute(Content, Policy);
}
