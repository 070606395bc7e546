using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Transforms: what the target gets, and what the log says of it.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html"/>
/// </summary>
public sealed class TransformsTests
{
    private static readonly Transform ProductPages = Url("^/dp/([A-Za-z0-9]+)/?$", "/product.php?id=$1");
    private static readonly Transform InternalHosts = Host("^mywebsite-(.+).com$", "internal.dev.$1.myweb.com");

    [Fact]
    public async Task Target_gets_what_was_rewritten_and_the_log_has_both()
    {
        await using var scenario = await StartAsync(ProductPages, InternalHosts);

        var received = await scenario.ForwardAsync("GET /dp/B09G3HRMW HTTP/1.1\r\nHost: MyWebsite-Blog.com\r\n\r\n");

        Assert.Equal("GET /product.php?id=B09G3HRMW HTTP/1.1", received.StartLine);
        // As it was rewritten, and without a port that the listener's would add.
        Assert.Equal("internal.dev.blog.myweb.com", received.Header("Host"));
        var line = await scenario.LineAsync();
        Assert.Equal($"http://mywebsite-blog.com:{scenario.Port}/dp/B09G3HRMW", line.RequestUrl);
        Assert.Equal("internal.dev.blog.myweb.com", line.TransformedHost);
        Assert.Equal("/product.php?id=B09G3HRMW", line.TransformedUri);
        Assert.Equal("TransformSuccess", line.RequestTransformStatus);
        // AWS lists the value "rewrite", and shows an example with transforms and without it: the example is followed.
        Assert.Equal("forward", line.ActionsExecuted);
        Assert.Equal("10", line.MatchedRulePriority);
    }

    [Fact]
    public async Task Request_that_no_pattern_matches_is_sent_as_it_came()
    {
        await using var scenario = await StartAsync(ProductPages, InternalHosts);

        var received = await scenario.ForwardAsync(Wire.Get("/dp/?a=b"));

        Assert.Equal("GET /dp/?a=b HTTP/1.1", received.StartLine);
        Assert.Equal($"example.com:{scenario.Port}", received.Header("Host"));
        Assert.Equal("- - -", Fields(await scenario.LineAsync()));
    }

    [Fact]
    public async Task What_stayed_the_same_is_not_in_the_log()
    {
        await using var scenario = await StartAsync(Url("^/keep$", "/keep"), InternalHosts);

        var received = await scenario.ForwardAsync(Wire.Get("/keep"));

        Assert.Equal("/keep", received.Target);
        Assert.Equal("- - TransformSuccess", Fields(await scenario.LineAsync()));
    }

    [Theory]
    [InlineData("^/(.*)$", "$1", "TransformInvalidPath")]
    [InlineData("^.*$", "/a b", "TransformInvalidPath")]
    [InlineData("^.*$", "/a\r\nX-Injected: yes", "TransformInvalidPath")]
    public async Task Transform_that_fails_is_500(string regex, string replace, string status)
    {
        await using var scenario = await StartAsync(Url(regex, replace), Host("^example", "other"));

        AlbPage.AssertIs("500 Internal Server Error", await scenario.ExchangeAsync(Wire.Get()));

        var line = await scenario.LineAsync();
        Assert.Equal($"- - {status}", Fields(line));
        Assert.Equal("10 - - -", $"{line.MatchedRulePriority} {line.ActionsExecuted} {line.Target} {line.TargetGroupArn}");
        Assert.StartsWith("Root=1-", line.TraceId, StringComparison.Ordinal);
        Assert.Empty(scenario.Target.Requests);
    }

    [Fact]
    public async Task Host_that_cannot_be_sent_is_500()
    {
        await using var scenario = await StartAsync(Host("^example", "a b"));

        AlbPage.AssertIs("500 Internal Server Error", await scenario.ExchangeAsync(Wire.Get()));

        Assert.Equal("- - TransformInvalidHost", Fields(await scenario.LineAsync()));
    }

    [Fact]
    public async Task Url_that_grew_too_long_is_500()
    {
        await using var scenario = await StartAsync(Url("^/(.*)$", "/$1$1"));

        AlbPage.AssertIs("500 Internal Server Error", await scenario.ExchangeAsync(Wire.Get("/" + new string('x', 9000))));

        Assert.Equal("- - TransformBufferTooSmall", Fields(await scenario.LineAsync()));
    }

    [Fact]
    public async Task Rewriting_does_not_change_which_rule_was_chosen()
    {
        await using var scenario = await Scenario.StartAsync();
        await scenario.Emulator.ChangeAsync(topology => topology
            .WithRule(10, "/old/*", topology.Forward(("web", 1)), Url("^/old/", "/new/"))
            .WithRule(20, "/new/*", new RuleAction.FixedResponse(404)));

        Assert.Equal("/new/x", (await scenario.ForwardAsync(Wire.Get("/old/x"))).Target);
        Assert.Equal(404, (await scenario.ExchangeAsync(Wire.Get("/new/x"))).Status);
    }

    [Fact]
    public async Task Only_a_forward_is_transformed()
    {
        await using var scenario = await Scenario.StartAsync();
        await scenario.Emulator.ChangeAsync(topology => topology.WithRule(
            10, "/*", new RuleAction.Redirect(302) { Protocol = "HTTPS", Port = "443" }, Url("^/a$", "/b"), Url("^/x$", "x")));

        Assert.Equal("https://example.com:443/a", (await scenario.ExchangeAsync(Wire.Get("/a"))).Header("Location"));
        Assert.Equal(302, (await scenario.ExchangeAsync(Wire.Get("/x"))).Status);
        Assert.All(await scenario.Emulator.WaitForLogLinesAsync(2), line => Assert.Equal("- - -", Fields(line)));
    }

    [Fact]
    public async Task Every_byte_that_was_not_rewritten_stays()
    {
        await using var scenario = await StartAsync(Url("^/a/", "/b/"));

        var received = await scenario.ForwardAsync(Wire.Get("/a/\u00e9%2F\"'<>?\u00ff=%zz"));

        Assert.Equal("/b/\u00e9%2F\"'<>?\u00ff=%zz", received.Target);
        Assert.Equal(@"/b/\xE9%2F\x22'<>?\xFF=%zz", (await scenario.LineAsync()).TransformedUri);
    }

    [Fact]
    public async Task Next_request_on_the_connection_has_nothing_of_the_one_before()
    {
        await using var scenario = await StartAsync(ProductPages, InternalHosts);
        await using var client = await scenario.ConnectAsync();

        await client.ExchangeAsync("GET /dp/1 HTTP/1.1\r\nHost: mywebsite-a.com\r\n\r\n");
        await client.ExchangeAsync(Wire.Get("/plain"));

        Assert.Equal("/plain", scenario.Target.Requests[1].Target);
        Assert.Equal($"example.com:{scenario.Port}", scenario.Target.Requests[1].Header("Host"));
        Assert.Equal("- - -", Fields((await scenario.Emulator.WaitForLogLinesAsync(2))[1]));
    }

    [Fact]
    public async Task Http_1_0_without_host_has_none_to_rewrite()
    {
        await using var scenario = await StartAsync(Host(".*", "other.example"));

        var received = await scenario.ForwardAsync("GET / HTTP/1.0\r\n\r\n");

        Assert.Matches(@"^demo-\d{10}\.us-east-1\.elb\.amazonaws\.com$", received.Header("Host"));
        Assert.Equal("- - -", Fields(await scenario.LineAsync()));
    }

    private static string Fields(AccessLogLine line) =>
        $"{line.TransformedHost} {line.TransformedUri} {line.RequestTransformStatus}";

    private static Transform.UrlRewrite Url(string regex, string replace) => new([new Rewrite(regex, replace)]);

    private static Transform.HostHeaderRewrite Host(string regex, string replace) => new([new Rewrite(regex, replace)]);

    /// <summary>A rule for every path that forwards to the one target.</summary>
    private static async Task<Scenario> StartAsync(params Transform[] transforms)
    {
        var scenario = await Scenario.StartAsync();
        await scenario.Emulator.ChangeAsync(topology =>
            topology.WithRule(10, "/*", topology.Forward(("web", 1)), transforms));
        return scenario;
    }
}
