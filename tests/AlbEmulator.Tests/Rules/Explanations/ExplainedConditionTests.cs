using System.Net;
using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.Rules.Conditions;
using AlbEmulator.Rules.Explanations;
using AlbEmulator.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace AlbEmulator.Tests.Rules.Explanations;

public sealed class ExplainedConditionTests
{
    private static readonly RuleSubject Subject = new()
    {
        Method = "get",
        Host = Hosts.Of("shop.example.com"),
        Uri = "/API/x?a=1&b&&c=2",
        Headers = new HeaderDictionary { ["X-Beta"] = new(["no", "caf\u00c3\u00a9"]), ["X-Forwarded-For"] = "10.0.0.1" },
        SourceIp = IPAddress.Parse("192.0.2.1"),
    };

    public static TheoryData<Condition, string, string[], string[]> Kinds { get; } = new()
    {
        { new Condition.HostHeader(["*.example.com"]), "host-header", ["*.example.com"], ["shop.example.com"] },
        { new Condition.PathPattern(["/api/*", "/v?"]), "path-pattern", ["/api/*", "/v?"], ["/API/x"] },
        { new Condition.HttpHeader("x-beta", ["yes"]), "http-header", ["yes"], ["no", "café"] },
        { new Condition.HttpHeader("X-None", ["yes"]), "http-header", ["yes"], [] },
        { new Condition.HttpRequestMethod(["GET"]), "http-request-method", ["GET"], ["get"] },
        {
            new Condition.QueryString([new("a", "1*"), new(null, "beta")]),
            "query-string",
            ["a=1*", "beta (any key)"],
            ["a=1", "b", "c=2"]
        },
        {
            new Condition.SourceIp([IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("2001:db8::/32")]),
            "source-ip",
            ["10.0.0.0/8", "2001:db8::/32"],
            ["192.0.2.1"]
        },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_kind_is_told_with_its_values_and_what_the_request_has(
        Condition condition, string field, string[] values, string[] lookedAt)
    {
        var explained = ExplainedCondition.Of(Hosts.At(), condition, new Always(true), Subject);

        Assert.Equal(field, explained.Field);
        Assert.Equal(values, explained.Values);
        Assert.Equal(lookedAt, explained.LookedAt);
        Assert.Equal((condition as Condition.HttpHeader)?.Name, explained.Name);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Whether_it_holds_says_the_condition_that_routes(bool holds) =>
        Assert.Equal(holds, ExplainedCondition.Of(Hosts.At(), new Condition.HostHeader(["x.y"]), new Always(holds), Subject).Holds);

    [Fact]
    public void Regular_expressions_stand_beside_the_values()
    {
        var condition = new Condition.PathPattern([]) { RegexValues = ["^/api/(.*)$"] };

        Assert.Equal(["^/api/(.*)$"], ExplainedCondition.Of(Hosts.At(), condition, new Always(true), Subject).RegexValues);
    }

    [Theory]
    [InlineData("*.example.com", "example.com", "names below example.com would match, the name itself does not")]
    [InlineData("*.example.com", "example.org", null)]
    [InlineData("*.example.com", "example.org:8080", null)]
    [InlineData("example.com", "example.com:8080", "its port is compared as well; Values cannot hold a port, RegexValues can, and Alb:IgnoreHostPort=true has it ignored")]
    [InlineData("example.com", "example.com.", "without the dot at its end it would match")]
    public void Hint_for_a_host(string value, string host, string? hint) =>
        Assert.Equal(hint, Told(new Condition.HostHeader([value]), Hosts.Ask(host)));

    [Theory]
    [InlineData(8080, 0, false, "clients that are given this port send example.com:8080, which does not match; Values cannot hold a port, RegexValues can, and Alb:IgnoreHostPort=true has it ignored")]
    [InlineData(80, 8080, false, null)]
    [InlineData(80, 0, false, null)]
    [InlineData(8080, 0, true, null)]
    public void Host_that_matches_without_its_port_alone_has_a_hint(int port, int bound, bool ignoresPort, string? hint)
    {
        var (hosts, condition) = (Hosts.At(port, bound, ignoresPort: ignoresPort), new Condition.HostHeader(["example.com"]));
        var subject = new RuleSubject { Host = hosts.Of("example.com") };

        Assert.Equal(hint, ExplainedCondition.Of(hosts, condition, CompiledCondition.Compile(condition), subject).Hint);
    }

    [Theory]
    [InlineData("/api/*", "/api", "with a slash at its end it would match")]
    [InlineData("/api", "/api/", "without the slash at its end it would match")]
    [InlineData("/Api/*", "/aPI/x", "paths are case-sensitive")]
    [InlineData("/api", "/api/x", "/api is the whole path: write /api/* for what lies below it")]
    [InlineData("/api", "/apix", null)]
    [InlineData("/api/*", "/web", null)]
    public void Hint_for_a_path(string value, string path, string? hint) =>
        Assert.Equal(hint, Told(new Condition.PathPattern([value]), new RuleSubject { Uri = path }));

    [Fact]
    public void Hint_for_a_method() => Assert.Equal(
        "methods are case-sensitive",
        ExplainedCondition.Of(Hosts.At(), new Condition.HttpRequestMethod(["GET"]), new HoldsFor("GET"), Subject).Hint);

    [Fact]
    public void Hint_for_a_source_IP()
    {
        var condition = new Condition.SourceIp([IPNetwork.Parse("10.0.0.0/8")]);

        Assert.Equal(
            "the peer of the connection counts, never X-Forwarded-For",
            ExplainedCondition.Of(Hosts.At(), condition, new Always(false), Subject).Hint);
        Assert.Null(ExplainedCondition.Of(Hosts.At(), condition, new Always(false), new RuleSubject()).Hint);
    }

    [Fact]
    public void Condition_that_holds_needs_no_hint() =>
        Assert.Null(Told(new Condition.PathPattern(["/api", "/API/*"]), new RuleSubject { Uri = "/API/x" }));

    private static string? Told(Condition condition, RuleSubject subject) =>
        ExplainedCondition.Of(Hosts.At(), condition, CompiledCondition.Compile(condition), subject).Hint;

    private sealed class Always(bool holds) : CompiledCondition
    {
        public override bool Holds(RuleSubject subject) => holds;
    }

    private sealed class HoldsFor(string method) : CompiledCondition
    {
        public override bool Holds(RuleSubject subject) => subject.Method == method;
    }
}
