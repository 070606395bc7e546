using AlbEmulator.Model;
using AlbEmulator.Rules.Explanations;

namespace AlbEmulator.Tests.Rules.Explanations;

public sealed class ExplanationTextTests
{
    private static readonly ExplainedRule Default = new("default", null, RuleVerdict.NotReached, []);

    [Fact]
    public void Rules_conditions_and_weighted_targets_are_told_in_columns() => Assert.Equal(
        """
        Request     GET /api/x?a=1
        Host        shop.example.com
        Source IP   10.0.0.1
        Listener    demo, port 8080

        Rule 10     does not match
          fails  host-header          admin.example.com or regex ^adm(.*)$
                                      the request has shop.example.com
          holds  http-request-method  GET
                                      the request has GET
          fails  http-header          X-Beta: yes
                                      the request has no X-Beta
          fails  http-header          X-Alpha: yes
                                      the request has nothing and no
          fails  query-string         beta (any key)
                                      the request has no query
          fails  path-pattern         /API/*
                                      the request has /api/x: paths are case-sensitive
        Rule 20     takes the request
          holds  path-pattern         /api/*
                                      the request has /api/x
        Rule 30     not reached, though it would match
        Rule 40     not reached
        Default     not reached

        Rule 20     url-rewrite
                      ^/api/(.*)$ becomes /$1
        Rule 20     the request goes on as /x?a=1
        Rule 20     forward to one of these, by weight
                      orders    weight 90, 90 %      127.0.0.1:9001, 127.0.0.1:9002
                      canary    weight 10, 10 %      no target has an address: 503
                      orders-0  weight 0, 0 %        gets nothing
                      a client with the cookie AWSALBTG stays with its target group for 3600 s

        """,
        Render(
            [
                new("10", "arn", RuleVerdict.Failed,
                [
                    new("host-header", null, ["admin.example.com"], ["^adm(.*)$"], ["shop.example.com"], false, null),
                    new("http-request-method", null, ["GET"], [], ["GET"], true, null),
                    new("http-header", "X-Beta", ["yes"], [], [], false, null),
                    new("http-header", "X-Alpha", ["yes"], [], ["", "no"], false, null),
                    new("query-string", null, ["beta (any key)"], [], [], false, null),
                    new("path-pattern", null, ["/API/*"], [], ["/api/x"], false, "paths are case-sensitive"),
                ]),
                new("20", "arn", RuleVerdict.Taken, [new("path-pattern", null, ["/api/*"], [], ["/api/x"], true, null)]),
                new("30", "arn", RuleVerdict.NotReached, [new("path-pattern", null, ["/*"], [], ["/api/x"], true, null)]),
                new("40", "arn", RuleVerdict.NotReached, [new("path-pattern", null, ["/x"], [], ["/api/x"], false, null)]),
                Default,
            ],
            new(
                "20",
                [new ExplainedTransform("url-rewrite", [new Rewrite("^/api/(.*)$", "/$1")])],
                new TransformedRequest("TransformSuccess", null, "/x?a=1", false),
                [
                    new ExplainedAction.Forward(
                        [
                            new("orders", "arn", 90, 90, ["127.0.0.1:9001", "127.0.0.1:9002"]),
                            new("canary", "arn", 10, 10, []),
                            new("orders-0", "arn", 0, 0, ["127.0.0.1:9003"]),
                        ],
                        3600),
                ])));

    [Fact]
    public void Redirect_is_told_with_its_location() => Assert.EndsWith(
        """

        Default     takes the request

        Default     redirect 301 to
                      https://shop.example.com:443/api/x?a=1

        """,
        Render(
            [Default with { Verdict = RuleVerdict.Taken }],
            new("default", [], null, [new ExplainedAction.Redirect(301, "https://shop.example.com:443/api/x?a=1")])),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("down for an hour", "down for an hour")]
    [InlineData("", "without a body")]
    public void Fixed_response_is_told_with_its_body(string body, string told) => Assert.EndsWith(
        $"""
        Default     fixed-response 503, text/plain
                      {told}

        """,
        Render(
            [Default with { Verdict = RuleVerdict.Taken }],
            new("default", [], null, [new ExplainedAction.FixedResponse(503, "text/plain", body)])),
        StringComparison.Ordinal);

    [Fact]
    public void No_line_is_longer_than_100_characters_whatever_is_asked()
    {
        var longWord = new string('x', 9000);
        var condition = new ExplainedCondition("http-header", longWord, [longWord, longWord], [longWord], [longWord], false, longWord);

        var text = Render(
            [new("10", "arn", RuleVerdict.Failed, [condition]), Default with { Verdict = RuleVerdict.Taken }],
            new("default", [], null, [new ExplainedAction.Redirect(302, longWord)]));

        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 100, line));
    }

    private static string Render(ExplainedRule[] rules, ExplainedOutcome outcome) => ExplanationText.Render(new Explanation(
        new ExplainedRequest("GET", "shop.example.com", "/api/x", "a=1", "10.0.0.1"),
        new ExplainedListener("demo", 8080, "arn"),
        rules,
        outcome));
}
