using System.Net;
using AlbEmulator.Model;
using AlbEmulator.Rules.Explanations;
using AlbEmulator.Snapshots;
using AlbEmulator.Stickiness;
using AlbEmulator.TargetGroups;
using AlbEmulator.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlbEmulator.Tests.Rules.Explanations;

/// <summary>Rules of every kind, explained by the conditions, transforms and actions that route.</summary>
public sealed class ExplanationTests
{
    private static readonly RuleAction ToWeb = new RuleAction.Forward("web");

    [Theory]
    [InlineData("http://localhost:8080/", "Host: shop.example.com", "127.0.0.1", "10")]
    [InlineData("http://localhost:8080/", "Beta: yes", "127.0.0.1", "20")]
    [InlineData("http://localhost:8080/?Version=V2", "Beta: no", "127.0.0.1", "30")]
    [InlineData("http://localhost:8080/", "Beta: no", "10.1.2.3", "40")]
    [InlineData("http://localhost:8080/v7", "Beta: no", "::1", "50")]
    [InlineData("http://localhost:8080/", "X-Forwarded-For: 10.1.2.3", "127.0.0.1", "default")]
    public void Rule_that_takes_a_request_is_the_one_that_routes_it(string url, string header, string sourceIp, string priority)
    {
        var explanation = Explain(
            url,
            header,
            sourceIp,
            Rule(10, [new Condition.HostHeader(["*.example.com"])], ToWeb),
            Rule(20, [new Condition.HttpHeader("beta", ["y?s"]), new Condition.HttpRequestMethod(["GET", "HEAD"])], ToWeb),
            Rule(30, [new Condition.QueryString([new("version", "v2")])], ToWeb),
            Rule(40, [new Condition.SourceIp([IPNetwork.Parse("10.0.0.0/8")])], ToWeb),
            Rule(50, [new Condition.PathPattern([]) { RegexValues = ["^/v[0-9]$"] }], ToWeb));

        Assert.Equal(["10", "20", "30", "40", "50", "default"], explanation.Rules.Select(rule => rule.Priority));
        Assert.Equal(priority, explanation.Outcome.Priority);
        var taken = Assert.Single(explanation.Rules, rule => rule.Verdict == RuleVerdict.Taken);
        Assert.Equal(priority, taken.Priority);
        Assert.All(
            explanation.Rules.TakeWhile(rule => rule != taken),
            rule => Assert.Equal((RuleVerdict.Failed, false), (rule.Verdict, rule.Holds)));
        Assert.All(
            explanation.Rules.SkipWhile(rule => rule != taken).Skip(1),
            rule => Assert.Equal(RuleVerdict.NotReached, rule.Verdict));
    }

    [Fact]
    public void Every_condition_is_asked_also_behind_one_that_fails()
    {
        var conditions = Explain(
            "http://localhost:8080/api/x",
            "A: b",
            "127.0.0.1",
            Rule(10, [new Condition.HostHeader(["a.example.com"]), new Condition.PathPattern(["/api/*"])], ToWeb)).Rules[0].Conditions;

        Assert.Equal([("host-header", false), ("path-pattern", true)], conditions.Select(condition => (condition.Field, condition.Holds)));
    }

    [Fact]
    public void Hidden_rule_is_told()
    {
        var rules = Explain(
            "http://localhost:8080/api/x",
            "A: b",
            "127.0.0.1",
            Rule(10, [new Condition.PathPattern(["/*"])], ToWeb),
            Rule(20, [new Condition.PathPattern(["/api/*"])], ToWeb)).Rules;

        Assert.Equal((RuleVerdict.NotReached, true), (rules[1].Verdict, rules[1].Holds));
    }

    [Fact]
    public void Weights_are_shares_and_every_address_of_a_target_could_be_chosen()
    {
        var action = new RuleAction.Forward([new("web", 3), new("api", 1), new("none", 0)]) { Stickiness = TimeSpan.FromMinutes(1) };

        var forward = Assert.IsType<ExplainedAction.Forward>(Assert.Single(Outcome(action).Actions));

        Assert.Equal(
            [("web", 3, 75.0), ("api", 1, 25.0), ("none", 0, 0.0)],
            forward.TargetGroups.Select(group => (group.Name, group.Weight, group.Percent)));
        Assert.Equal(["127.0.0.1:9001"], forward.TargetGroups[0].Targets);
        Assert.Equal(["10.0.0.1:9002", "10.0.0.2:9002"], forward.TargetGroups[1].Targets);
        Assert.Empty(forward.TargetGroups[2].Targets);
        Assert.Equal(60, forward.StickinessSeconds);
    }

    [Fact]
    public void All_weights_of_0_share_nothing()
    {
        var forward = Assert.IsType<ExplainedAction.Forward>(
            Assert.Single(Outcome(new RuleAction.Forward([new("web", 0), new("api", 0)])).Actions));

        Assert.All(forward.TargetGroups, group => Assert.Equal(0, group.Percent));
    }

    [Fact]
    public void Location_of_a_redirect_is_the_one_that_is_sent() => Assert.Equal(
        new ExplainedAction.Redirect(301, "https://localhost:443/old/é?a=1"),
        Assert.Single(Outcome(new RuleAction.Redirect(301) { Protocol = "HTTPS", Port = "443" }).Actions));

    [Fact]
    public void Location_that_is_too_long_is_507()
    {
        var explanation = Explain(
            $"http://localhost:8080/{new string('a', 9000)}",
            "A: b",
            "127.0.0.1",
            Rule(10, [new Condition.PathPattern(["/*"])], new RuleAction.Redirect(302) { Host = "example.com" }));

        Assert.Equal(new ExplainedAction.Redirect(507, null), Assert.Single(explanation.Outcome.Actions));
        Assert.Contains("redirect: 507", ExplanationText.Render(explanation), StringComparison.Ordinal);
    }

    [Fact]
    public void Fixed_response_is_told_as_it_was_asked_for() => Assert.Equal(
        new ExplainedAction.FixedResponse(503, "text/html", "<p>"),
        Assert.Single(Outcome(new RuleAction.FixedResponse(503) { ContentType = "text/html", MessageBody = "<p>" }).Actions));

    [Theory]
    [InlineData("^/old/(.*)$", "/new/$1", "TransformSuccess", "/new/é?a=1", false, "the request goes on as /new/é?a=1")]
    [InlineData("^/none", "/new", null, null, false, "transforms nothing: no pattern matches")]
    [InlineData("^/old", "", "TransformSuccess", "/é?a=1", false, "the request goes on as /é?a=1")]
    [InlineData("^.*$", "no slash", "TransformInvalidPath", null, true, "fails to transform (TransformInvalidPath): 500")]
    public void Transforms_are_told_with_what_they_make_of_the_request(
        string regex, string replace, string? status, string? uri, bool fails, string told)
    {
        var outcome = Outcome(ToWeb, new Transform.UrlRewrite([new(regex, replace)]));

        Assert.Equal("url-rewrite", Assert.Single(outcome.Transforms).Type);
        Assert.Equal(new TransformedRequest(status, null, uri, fails), outcome.Transformed);
        Assert.Contains(
            told,
            ExplanationText.Render(Of(Rule(10, [new Condition.PathPattern(["/*"])], ToWeb) with
            {
                Transforms = [new Transform.UrlRewrite([new(regex, replace)])],
            })),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Host_is_transformed_as_well() => Assert.Equal(
        new TransformedRequest("TransformSuccess", "internal.localhost:8080", null, false),
        Outcome(ToWeb, new Transform.HostHeaderRewrite([new("^(.*)$", "internal.$1")])).Transformed);

    [Fact]
    public void Location_is_made_of_the_transformed_request()
    {
        var outcome = Outcome(
            new RuleAction.Redirect(302) { Protocol = "HTTPS", Port = "443" },
            new Transform.UrlRewrite([new("^/old/[^?]*", "/new")]),
            new Transform.HostHeaderRewrite([new("^[^:]*", "inner.example")]));

        Assert.Equal(new TransformedRequest("TransformSuccess", "inner.example:8080", "/new?a=1", false), outcome.Transformed);
        Assert.Equal(new ExplainedAction.Redirect(302, "https://inner.example:443/new?a=1"), Assert.Single(outcome.Actions));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(503)]
    public void Fixed_response_is_transformed_as_well(int code) => Assert.Equal(
        new TransformedRequest("TransformSuccess", null, "/xold/é?a=1", false),
        Outcome(new RuleAction.FixedResponse(code), new Transform.UrlRewrite([new("^/", "/x")])).Transformed);

    [Fact]
    public void Nothing_is_done_where_a_transform_fails() =>
        Assert.Empty(Outcome(new RuleAction.Redirect(302) { Port = "81" }, new Transform.UrlRewrite([new("^/", "")])).Actions);

    private static ExplainedOutcome Outcome(RuleAction action, params Transform[] transforms) =>
        Of(Rule(10, [new Condition.PathPattern(["/*"])], action) with { Transforms = transforms }).Outcome;

    private static Explanation Of(Rule rule) => Explain("http://localhost:8080/old/é?a=1", "A: b", "127.0.0.1", rule);

    private static Explanation Explain(string url, string header, string sourceIp, params Rule[] rules)
    {
        var parts = header.Split(": ");
        var (request, problem) = AskedRequest.Read("GET", url, [new(parts[0], parts[1])], sourceIp);
        Assert.Null(problem);
        var topology = Topology(rules);
        using var targets = new TargetRegistry();
        targets.Register(
            topology,
            (id, _) => id == "two.internal" ? [IPAddress.Parse("10.0.0.2"), IPAddress.Parse("10.0.0.1")] : [IPAddress.Parse(id)],
            _ => TargetHealth.HealthCheckDisabled);
        var keys = new CookieKeys(Stored.In(new AlbSettings()), "", NullLogger<CookieKeys>.Instance);
        var snapshot = new SnapshotCompiler(targets, new CookieSeals(keys), new AlbSettings()).Compile(topology, default);
        var listener = Assert.Single(snapshot.Listeners);
        return Explanation.Of(snapshot, listener, request!.Subject(listener.Hosts));
    }

    private static Topology Topology(Rule[] rules) => new(
        [
            new LoadBalancer
            {
                Name = "demo",
                Arn = "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/demo/0123456789abcdef",
                DnsName = "demo-1.us-east-1.elb.amazonaws.com",
                BindAddresses = [IPAddress.Loopback],
                Listeners =
                [
                    new Listener
                    {
                        Arn = "listener",
                        Port = 8080,
                        Protocol = ListenerProtocol.Http,
                        DefaultActions = [ToWeb],
                        Rules = rules,
                    },
                ],
            },
        ],
        [
            new TargetGroup { Name = "web", Arn = "web", Targets = [new("127.0.0.1", 9001)] },
            new TargetGroup { Name = "api", Arn = "api", Targets = [new("two.internal", 9002)] },
            new TargetGroup { Name = "none", Arn = "none" },
        ]);

    private static Rule Rule(int priority, Condition[] conditions, RuleAction action) =>
        new() { ListenerArn = "listener", Priority = priority, Conditions = conditions, Actions = [action] };
}
