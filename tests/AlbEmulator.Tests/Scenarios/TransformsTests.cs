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

    /// <summary>A rule that AWS's load balancer controller makes, and what it expects of a real one.</summary>
    [Fact]
    public async Task Redirect_is_built_of_what_was_rewritten()
    {
        await using var scenario = await Scenario.StartAsync();
        var redirect = new RuleAction.Redirect(302) { Host = "api.example.com", Protocol = "HTTPS", Port = "80" };
        await scenario.Emulator.ChangeAsync(topology =>
            topology.WithRule(10, "/api*", redirect, Url("(^/api(/)?)", "/v2$2")));

        var response = await scenario.ExchangeAsync(Wire.Get("/api/v1/users"));

        Assert.Equal((302, "https://api.example.com:80/v2/v1/users"), (response.Status, response.Header("Location")));
        var line = await scenario.LineAsync();
        Assert.Equal("- /v2/v1/users TransformSuccess", Fields(line));
        Assert.Equal("https://api.example.com:80/v2/v1/users", line.RedirectUrl);
        Assert.Equal($"http://example.com:{scenario.Port}/api/v1/users", line.RequestUrl);
        Assert.Equal("redirect", line.ActionsExecuted);
    }

    [Theory]
    [InlineData("/a/b?x=1", "https://inner.example:443/new/b?was=/new/b&y=2&at=inner.example")]
    // What no pattern matches stays.
    [InlineData("/z?x=1", "https://inner.example:443/z?was=/z&x=1&at=inner.example")]
    [InlineData("/a/b", "https://inner.example:443/new/b?was=/new/b&y=2&at=inner.example")]
    public async Task Host_path_and_query_of_a_redirect_are_the_rewritten_ones(string target, string location)
    {
        await using var scenario = await Scenario.StartAsync();
        var redirect = new RuleAction.Redirect(301)
        {
            Protocol = "HTTPS",
            Port = "443",
            Query = "was=/#{path}&#{query}&at=#{host}",
        };
        // The port of a rewritten host is none of a redirect's host.
        await scenario.Emulator.ChangeAsync(topology => topology.WithRule(
            10, "/*", redirect, Url(@"^/a/([^?]*)(\?.*)?$", "/new/$1?y=2"), Host("^example.com", "Inner.example:99")));

        Assert.Equal(location, (await scenario.ExchangeAsync(Wire.Get(target))).Header("Location"));
        Assert.Equal(location, (await scenario.LineAsync()).RedirectUrl);
    }

    [Fact]
    public async Task Fixed_response_is_the_same_and_its_line_tells_what_was_rewritten()
    {
        await using var scenario = await Scenario.StartAsync();
        await scenario.Emulator.ChangeAsync(topology => topology.WithRule(
            10, "/*", new RuleAction.FixedResponse(404) { MessageBody = "none" }, Url("^/a$", "/b"), InternalHosts));

        var response = await scenario.ExchangeAsync("GET /a HTTP/1.1\r\nHost: mywebsite-blog.com\r\n\r\n");

        Assert.Equal((404, "none"), (response.Status, response.Text));
        Assert.Equal("internal.dev.blog.myweb.com /b TransformSuccess", Fields(await scenario.LineAsync()));
    }

    [Fact]
    public async Task Transform_that_fails_is_500_before_any_action()
    {
        await using var scenario = await Scenario.StartAsync();
        await scenario.Emulator.ChangeAsync(topology => topology
            .WithRule(10, "/r*", new RuleAction.Redirect(302) { Port = "81" }, Url("^/", ""))
            .WithRule(20, "/f*", new RuleAction.FixedResponse(200), Url("^/", "")));

        AlbPage.AssertIs("500 Internal Server Error", await scenario.ExchangeAsync(Wire.Get("/r")));
        AlbPage.AssertIs("500 Internal Server Error", await scenario.ExchangeAsync(Wire.Get("/f")));

        Assert.All(
            await scenario.Emulator.WaitForLogLinesAsync(2),
            line => Assert.Equal("- - TransformInvalidPath - -", $"{Fields(line)} {line.RedirectUrl} {line.ActionsExecuted}"));
    }

    [Fact]
    public async Task Function_gets_what_was_rewritten()
    {
        await using var stage = await LambdaStage.StartAsync();
        await stage.Emulator.ChangeAsync(topology => topology.With(listener => listener with
        {
            Rules =
            [
                new Rule
                {
                    ListenerArn = listener.Arn,
                    Priority = 1,
                    Conditions = [new Condition.PathPattern(["/*"])],
                    Actions = listener.DefaultActions,
                    Transforms = [Url("^/dp/(.+)$", "/product?id=$1&x=#y"), Host("^example.com", "inner.example")],
                },
            ],
        }));

        await stage.ExchangeAsync(Wire.Get("/dp/7"));

        // A fragment, which no client sends, is none of the query.
        Assert.Contains("\"path\":\"/product\",\"queryStringParameters\":{\"id\":\"7\",\"x\":\"\"}", stage.Event, StringComparison.Ordinal);
        Assert.Contains("\"host\":\"inner.example\"", stage.Event, StringComparison.Ordinal);
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
