using System.Net;
using AlbEmulator.Model;

namespace AlbEmulator.Tests.Topologies;

/// <summary>Conditions that AWS takes, in every form that it takes them.</summary>
public sealed class ConditionReadingTests
{
    [Theory]
    [InlineData("""{ "Field": "host-header", "Values": ["*.example.com", "a.b"] }""")]
    [InlineData("""{ "Field": "host-header", "HostHeaderConfig": { "Values": ["*.example.com", "a.b"] } }""")]
    public void Of_the_host(string condition)
    {
        var host = Read<Condition.HostHeader>(condition);
        Assert.Equal(["*.example.com", "a.b"], host.Values);
        Assert.Empty(host.RegexValues);
    }

    [Theory]
    [InlineData("""{ "Field": "path-pattern", "Values": ["/a&amp;b", "/c&d"] }""")]
    [InlineData("""{ "Field": "path-pattern", "PathPatternConfig": { "Values": ["/a&amp;b", "/c&d"] } }""")]
    public void Of_the_path(string condition) =>
        Assert.Equal(["/a&b", "/c&d"], Read<Condition.PathPattern>(condition).Values);

    [Fact]
    public void Of_a_header()
    {
        var header = Read<Condition.HttpHeader>(
            """{ "Field": "http-header", "HttpHeaderConfig": { "HttpHeaderName": "X-A~b", "Values": ["*a b?", "~"] } }""");
        Assert.Equal("X-A~b", header.Name);
        Assert.Equal(["*a b?", "~"], header.Values);
    }

    [Fact]
    public void Of_the_method() => Assert.Equal(
        ["GET", "M-SEARCH", "A_B"],
        Read<Condition.HttpRequestMethod>(
            """{ "Field": "http-request-method", "HttpRequestMethodConfig": { "Values": ["GET", "M-SEARCH", "A_B"] } }""").Values);

    [Fact]
    public void Of_the_query() => Assert.Equal(
        [new QueryParameter("version", "v?"), new QueryParameter(null, @"\*a")],
        Read<Condition.QueryString>(
            """
            { "Field": "query-string", "QueryStringConfig": { "Values": [{ "Key": "version", "Value": "v?" }, { "Value": "\\*a" }] } }
            """).Values);

    [Fact]
    public void Of_the_address_of_the_client() => Assert.Equal(
        ["10.0.0.0/8", "192.0.2.1/32", "2001:db8::/32", "::/0", "0.0.0.0/0"],
        Read<Condition.SourceIp>(
            """
            { "Field": "source-ip", "SourceIpConfig": { "Values": ["10.0.0.0/8", "192.0.2.1/32", "2001:db8::/32", "::/0", "0.0.0.0/0"] } }
            """).Values.Select(block => block.ToString()));

    [Theory]
    [InlineData("10.1.2.3/8", "10.0.0.0/8")]
    [InlineData("10.1.2.3/31", "10.1.2.2/31")]
    [InlineData("10.1.2.3/20", "10.1.0.0/20")]
    [InlineData("2001:db8::ff/121", "2001:db8::80/121")]
    public void Bits_beyond_the_prefix_of_an_address_do_not_count(string written, string block) => Assert.Equal(
        IPNetwork.Parse(block),
        Assert.Single(Read<Condition.SourceIp>(
            $$"""{ "Field": "source-ip", "SourceIpConfig": { "Values": ["{{written}}"] } }""").Values));

    [Theory]
    [InlineData("""{ "Field": "host-header", "RegexValues": ["^a+$", ".+"] }""")]
    [InlineData("""{ "Field": "host-header", "HostHeaderConfig": { "RegexValues": ["^a+$", ".+"] } }""")]
    [InlineData("""{ "Field": "path-pattern", "RegexValues": ["^a+$", ".+"] }""")]
    [InlineData("""{ "Field": "path-pattern", "PathPatternConfig": { "RegexValues": ["^a+$", ".+"] } }""")]
    [InlineData("""{ "Field": "http-header", "RegexValues": ["^a+$", ".+"], "HttpHeaderConfig": { "HttpHeaderName": "a" } }""")]
    [InlineData("""{ "Field": "http-header", "HttpHeaderConfig": { "HttpHeaderName": "a", "RegexValues": ["^a+$", ".+"] } }""")]
    public void By_regular_expressions(string condition)
    {
        var read = Read<Condition>(condition);
        Assert.Equal(["^a+$", ".+"], read.RegexValues);
        Assert.Empty(read switch
        {
            Condition.HostHeader host => host.Values,
            Condition.PathPattern path => path.Values,
            Condition.HttpHeader header => header.Values,
            _ => ["of another field"],
        });
    }

    [Fact]
    public void Of_headers_and_queries_a_rule_may_have_several()
    {
        const string header = """{ "Field": "http-header", "HttpHeaderConfig": { "HttpHeaderName": "a", "Values": ["b"] } }""";
        const string query = """{ "Field": "query-string", "QueryStringConfig": { "Values": [{ "Value": "b" }] } }""";
        var rules = new RuleFile { Conditions = $"{header}, {query}, {header}, {query}, {header}" }.Rules();
        Assert.All(rules, rule => Assert.Equal(5, rule.Conditions.Count));
    }

    [Fact]
    public void Values_may_have_their_greatest_length()
    {
        var longest = new string('a', 128);
        var header = Read<Condition.HttpHeader>(
            $$"""
            { "Field": "http-header", "HttpHeaderConfig": { "HttpHeaderName": "{{longest[..40]}}", "Values": ["{{longest}}"] } }
            """);
        Assert.Equal((40, 128), (header.Name.Length, header.Values[0].Length));
    }

    private static T Read<T>(string condition)
        where T : Condition
    {
        var rules = new RuleFile { Conditions = condition }.Rules();
        Assert.All(rules, rule => Assert.IsAssignableFrom<T>(Assert.Single(rule.Conditions)));
        return (T)rules[0].Conditions[0];
    }
}
