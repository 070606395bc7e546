using System.Net;
using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.Rules;
using AlbEmulator.Tests.Support;
using Microsoft.AspNetCore.Http;
using static AlbEmulator.Tests.Rules.Tables;

namespace AlbEmulator.Tests.Rules;

public sealed class RuleTableTests
{
    [Fact]
    public void The_rule_with_the_lowest_priority_is_evaluated_first()
    {
        var table = Compile(
            Rule(30, new Condition.PathPattern(["/a/b"])),
            Rule(10, new Condition.PathPattern(["/a/*"])),
            Rule(20, new Condition.PathPattern(["*"])));

        Assert.Equal([10, 20, 30], table.Rules.Select(rule => rule.Priority));
        Assert.Equal(10, table.Match(new RuleSubject { Uri = "/a/b" }).Priority);
        Assert.Equal(20, table.Match(new RuleSubject { Uri = "/b" }).Priority);
    }

    [Fact]
    public void The_default_rule_takes_what_no_other_rule_takes()
    {
        var table = Compile(Rule(1, new Condition.PathPattern(["/a"])));

        Assert.Same(table.Default, table.Match(new RuleSubject { Uri = "/b" }));
        Assert.Equal(RuleTable.DefaultPriority, table.Default.Priority);
        Assert.Null(table.Default.Rule);
    }

    [Theory]
    [InlineData("/api/x", "GET", "blue", true)]
    [InlineData("/api/x", "HEAD", "green", true)]
    [InlineData("/web/x", "GET", "green", true)]
    [InlineData("/other", "GET", "blue", false)]
    [InlineData("/api/x", "POST", "blue", false)]
    [InlineData("/api/x", "GET", "red", false)]
    public void All_conditions_must_hold_and_one_value_of_each_is_enough(
        string uri, string method, string tenant, bool matches)
    {
        var table = Compile(Rule(
            1,
            new Condition.PathPattern(["/api/*", "/web/*"]),
            new Condition.HttpRequestMethod(["GET", "HEAD"]),
            new Condition.HttpHeader("X-Tenant", ["blue", "green"])));
        var subject = new RuleSubject
        {
            Uri = uri,
            Method = method,
            Headers = new HeaderDictionary { ["X-Tenant"] = tenant },
        };

        Assert.Equal(matches ? 1 : RuleTable.DefaultPriority, table.Match(subject).Priority);
    }

    [Fact]
    public void Two_conditions_of_one_kind_must_both_hold()
    {
        var table = Compile(Rule(
            1,
            new Condition.HttpHeader("X-A", ["1"]),
            new Condition.HttpHeader("X-B", ["2"]),
            new Condition.QueryString([new QueryParameter("c", "3")]),
            new Condition.QueryString([new QueryParameter("d", "4")])));

        Assert.Equal(1, Priority("/?d=4&c=3", ("X-A", "1"), ("X-B", "2")));
        Assert.Equal(0, Priority("/?d=4&c=3", ("X-A", "1")));
        Assert.Equal(0, Priority("/?d=4", ("X-A", "1"), ("X-B", "2")));

        int Priority(string uri, params (string Name, string Value)[] headers)
        {
            var sent = new HeaderDictionary();
            foreach (var (name, value) in headers)
            {
                sent[name] = value;
            }

            return table.Match(new RuleSubject { Uri = uri, Headers = sent }).Priority;
        }
    }

    [Fact]
    public void Each_of_5000_rules_takes_its_own_request()
    {
        var table = Compile([.. Enumerable.Range(1, 5000).Select(number => Rule(number, new Condition.PathPattern([$"/{number}/*"])))]);

        for (var number = 1; number <= 5000; number += 7)
        {
            Assert.Equal(number, table.Match(new RuleSubject { Uri = $"/{number}/x" }).Priority);
        }

        Assert.Same(table.Default, table.Match(new RuleSubject { Uri = "/5001/x" }));
    }

    [Fact]
    public void Matching_against_100_mixed_rules_allocates_nothing()
    {
        var table = Compile([.. Enumerable.Range(1, 100).Select(number => Rule(number, Mixed(number)))]);
        var headers = new HeaderDictionary { ["User-Agent"] = "curl/8.5.0", ["X-Tenant"] = "blue" };
        var subject = new RuleSubject { Host = Hosts.Of("www.example.org"), SourceIp = IPAddress.Parse("198.51.100.7") };
        string[] uris = ["/shop/17?page=2&sort=name", "/?debug", "/service-100/x", "/a?version=7&tenant=x"];
        MatchAll(10);

        // A collection of the process may cost a regex its runner once; what a request allocates shows each time.
        var least = long.MaxValue;
        var found = 0;
        for (var round = 0; round < 3; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            found = MatchAll(10_000);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
        Assert.Equal(2_500, found);

        int MatchAll(int count)
        {
            var matched = 0;
            for (var time = 0; time < count; time++)
            {
                subject.Uri = uris[time % uris.Length];
                subject.Headers = headers;
                matched += table.Match(subject).Priority == 100 ? 1 : 0;
            }

            return matched;
        }
    }

    private static Condition Mixed(int number) => (number == 100 ? 0 : number % 9) switch
    {
        0 => new Condition.PathPattern([$"/service-{number}/*"]),
        1 => new Condition.HostHeader([$"*.tenant-{number}.example.com"]),
        2 => new Condition.HttpHeader("X-Tenant", [$"green-{number}*", $"*b?{number}*"]),
        3 => new Condition.QueryString([new QueryParameter("version", $"v{number}"), new QueryParameter(null, $"*x{number}*")]),
        4 => new Condition.SourceIp([IPNetwork.Parse($"10.{number}.0.0/16"), IPNetwork.Parse($"2001:db8:{number}::/48")]),
        5 => new Condition.HttpRequestMethod(["PUT", "DELETE"]),
        6 => new Condition.PathPattern([]) { RegexValues = [$"^/orders-{number}/[0-9]+$"] },
        7 => new Condition.HttpHeader("User-Agent", []) { RegexValues = [$"mozilla/{number}"] },
        _ => new Condition.HostHeader([]) { RegexValues = [$@"^(.*)\.tenant-{number}\.example\.com$"] },
    };
}
