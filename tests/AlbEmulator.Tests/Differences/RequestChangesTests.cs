using AlbEmulator.Commands;
using AlbEmulator.Differences;
using AlbEmulator.Model;
using AlbEmulator.TargetGroups;
using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;
using static AlbEmulator.Tests.Differences.ComparedTopologies;

namespace AlbEmulator.Tests.Differences;

/// <summary>What is said of requests is so, and what is so is said.</summary>
public sealed class RequestChangesTests : IDisposable
{
    private static readonly string[] Hosts = ["shop.example.com", "*.example.com", "admin.example.com", "*.com"];
    private static readonly string[] Paths = ["/api/*", "/api/v1/*", "*.json", "/", "/*", "/static/?.css"];
    private static readonly string[] Methods = ["GET", "POST"];
    private static readonly string[] Groups = ["web", "orders", "orders-v2"];
    private static readonly string[] AskedHosts = ["shop.example.com", "admin.example.com", "other.example.com", "localhost"];
    private static readonly string[] AskedPaths = ["/", "/api/1", "/api/v1/x", "/api/v1/x.json", "/a.json", "/static/a.css", "/nothing"];
    private static readonly string[] AskedMethods = ["GET", "POST", "DELETE"];

    private readonly ComparedTopologies _compared = new();
    private readonly TargetRegistry _targets = new();
    private readonly TargetRegistry _others = new();

    public void Dispose()
    {
        _compared.Dispose();
        _targets.Dispose();
        _others.Dispose();
    }

    [Theory]
    [InlineData("path=/api/*", "path=/api/*", "/api/* on port 80 went to orders, goes to web now")]
    [InlineData("path=/a|/b", "path=/a", "/b on port 80 went to orders, goes to web now")]
    [InlineData("host=*.example.com", "host=nobody.example", "everything of *.example.com on port 80 went to orders, goes to web now")]
    [InlineData("method=POST", "method=PUT", "every POST on port 80 went to orders, goes to web now")]
    [InlineData("X-Beta=yes", "X-Beta=no", "everything with X-Beta: yes on port 80 went to orders, goes to web now")]
    [InlineData("query=v:2", "query=v:3", "everything with ?v=2 on port 80 went to orders, goes to web now")]
    [InlineData("from=10.0.0.0/8", "from=192.168.0.0/16", "everything from 10.0.0.0/8 on port 80 went to orders, goes to web now")]
    [InlineData("path-regex=^/v[0-9]+/(x)?y$", "path=/nothing", "regex ^/v[0-9]+/(x)?y$ on port 80 went to orders, goes to web now")]
    public async Task Requests_are_told_by_the_conditions_of_the_rule(string old, string young, string told)
    {
        // Where the conditions are the same the action is another.
        Assert.Equal(1, await _compared.DiffAsync(Shop(Rule(10, old, "orders")), Shop(Rule(10, young, old == young ? "web" : "orders"))));
        Assert.Contains($"  {told}\n", _compared.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rule_that_no_request_came_to_means_nothing()
    {
        Assert.Equal(1, await _compared.DiffAsync(
            Shop(Rule(10, "path=/api/*", "orders"), Rule(20, "path=/api/v1/*", "orders-v2")), Shop(Rule(10, "path=/api/*", "orders"))));
        Assert.Equal("What is written:\n  rule 20 of shop:80 is gone: path-pattern /api/v1/*: forward to orders-v2\nOf no request becomes anything else.\n", _compared.Output);
    }

    [Fact]
    public async Task Rules_that_change_places_are_told_by_what_they_have_in_common()
    {
        Assert.Equal(1, await _compared.DiffAsync(
            Shop(Rule(10, "path=/api/*", "orders"), Rule(20, "path=*.json", "orders-v2")), Shop(Rule(10, "path=*.json", "orders-v2"), Rule(20, "path=/api/*", "orders"))));
        Assert.Contains("Requests:\n  *.json and /api/* on port 80 went to orders, goes to orders-v2 now\nWhat", _compared.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_default_action_is_told_once()
    {
        Assert.Equal(1, await _compared.DiffAsync(Shop("web", [Rule(10, "path=/api/*", "orders")]), Shop("orders-v2", [Rule(10, "path=/api/*", "orders")])));
        Assert.Contains("Requests:\n  everything else on port 80 went to web, goes to orders-v2 now\nWhat", _compared.Output, StringComparison.Ordinal);
    }

    /// <summary>Rules that chance has made: each change is true of its example, and no request goes elsewhere of which nothing is said.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Changes_are_those_that_requests_see(int seed)
    {
        var chance = new Random(seed);
        for (var round = 0; round < 40; round++)
        {
            var old = Rules(chance);
            var young = Changed(old, chance);
            using var targets = new TargetRegistry();
            using var others = new TargetRegistry();
            var (before, after) = (Side(Shop([.. old]), targets), Side(Shop(Groups[chance.Next(2)], young), others));
            var difference = Difference.Between(before, after);
            var words = string.Join('\n', old.Append("---").Concat(young).Append("---").Concat(difference.Requests.Select(change => change.ToString())));
            foreach (var change in difference.Requests)
            {
                var (was, now) = (Group(before, change.Example!), Group(after, change.Example!));
                Assert.True(change.Was == $"went to {was}" && change.Is == $"goes to {now} now", $"{change}: {change.Example} went to {was}, goes to {now} now\n{words}");
            }

            foreach (var example in Asked())
            {
                var (was, now) = (Group(before, example), Group(after, example));
                Assert.True(
                    was == now || difference.Requests.Any(change => change.Was == $"went to {was}" && change.Is == $"goes to {now} now"),
                    $"nothing is said of {example}, which went to {was} and goes to {now} now\n{words}");
            }
        }
    }

    private static List<string> Rules(Random chance) => [.. Enumerable.Range(1, chance.Next(1, 7)).Select(number => Rule(number * 10, Conditions(chance), Groups[chance.Next(3)]))];

    private static string Conditions(Random chance)
    {
        List<string> conditions = [];
        if (chance.Next(2) == 0)
        {
            conditions.Add($"host={Hosts[chance.Next(Hosts.Length)]}");
        }

        if (chance.Next(4) == 0)
        {
            conditions.Add($"method={Methods[chance.Next(Methods.Length)]}");
        }

        if (conditions.Count == 0 || chance.Next(3) > 0)
        {
            conditions.Add($"path={Paths[chance.Next(Paths.Length)]}|{Paths[chance.Next(Paths.Length)]}");
        }

        return string.Join(';', conditions);
    }

    /// <summary>Some go, some come, some change places.</summary>
    private static List<string> Changed(List<string> rules, Random chance)
    {
        List<string> changed = [.. rules.Where(_ => chance.Next(4) > 0)];
        for (var count = chance.Next(3); count > 0; count--)
        {
            changed.Insert(chance.Next(changed.Count + 1), Rule(1, Conditions(chance), Groups[chance.Next(3)]));
        }

        if (changed.Count > 1 && chance.Next(2) == 0)
        {
            var at = chance.Next(changed.Count - 1);
            (changed[at], changed[at + 1]) = (changed[at + 1], changed[at]);
        }

        return [.. changed.Select((rule, index) => System.Text.RegularExpressions.Regex.Replace(rule, @"Priority: \d+", $"Priority: {(index + 1) * 10}"))];
    }

    private static IEnumerable<Example> Asked() =>
        from host in AskedHosts
        from path in AskedPaths
        from method in AskedMethods
        select new Example(method, host, path, [], "203.0.113.7");

    private static string Group(Side side, Example example)
    {
        var listener = side.Snapshot.Listeners[0];
        var taken = listener.Rules.Match(example.Subject(listener.Hosts));
        return side.NameOf(((RuleAction.Forward)(taken.Rule?.Actions ?? listener.Listener.DefaultActions)[0]).TargetGroups[0]);
    }

    private Side Side(string topology, TargetRegistry targets)
    {
        var settings = new AlbSettings();
        var reading = new TopologyFiles(settings, _ => null) { IsRun = false }.Read([_compared.Write("any.yaml", topology)]);
        Assert.Empty(reading.Problems);
        return new Side(reading.Topology, reading.Roots, FileRules.Compile(settings, reading.Topology, targets, (_, _) => []), new Dictionary<string, string>());
    }
}
