using System.Net;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;
using AlbEmulator.Tests.Topologies;

namespace AlbEmulator.Tests.Model;

public sealed class QuotaTests
{
    [Theory]
    [InlineData(50, 0, 1, 1, null)]
    [InlineData(51, 0, 1, 1, "AWS allows 50 listeners of a load balancer, not 51")]
    [InlineData(1, 100, 1, 1, null)]
    [InlineData(1, 101, 1, 1, "AWS allows 100 rules of a load balancer, not 101")]
    [InlineData(2, 51, 1, 1, "AWS allows 100 rules of a load balancer, not 102")]
    [InlineData(1, 100, 100, 1, null)]
    [InlineData(2, 50, 101, 1, "AWS allows 100 target groups of a load balancer, not 101")]
    [InlineData(1, 0, 1, 1000, null)]
    [InlineData(1, 2, 3, 400, "AWS allows 1000 targets of a load balancer, not 1200")]
    public void Of_a_load_balancer(int listeners, int rules, int groups, int targets, string? message)
    {
        var arns = Enumerable.Range(0, groups).Select(i => $"group-{i}").ToList();
        var next = 0;
        RuleAction Forward() => new RuleAction.Forward(arns[next++ % groups]);
        var topology = new Topology(
            [LoadBalancer("a", [.. Enumerable.Range(1, listeners).Select(port => Listener(
                port, Forward(), [.. Enumerable.Range(1, rules).Select(priority =>
                    Rule(priority, ["/a"], Forward()))]))])],
            [.. arns.Select(arn => Group(arn, targets))]);
        Expect(topology, message);
    }

    [Theory]
    [InlineData(500, null)]
    [InlineData(501, "AWS allows 1000 registrations of one target with a load balancer, not 1002")]
    public void Of_one_target(int ports, string? message)
    {
        var targets = Enumerable.Range(1, ports).Select(port => new Target("10.0.0.1", port)).ToList();
        var forward = new RuleAction.Forward([new WeightedTargetGroup("g"), new WeightedTargetGroup("h")]);
        var problems = QuotaProblems.Find(new Topology(
            [LoadBalancer("a", [Listener(1, forward, [])])],
            [Group("g", 0) with { Targets = targets }, Group("h", 0) with { Targets = targets }]));
        Assert.Equal(message, problems.Select(problem => problem.Message.Split(':')[0]).FirstOrDefault());
    }

    [Theory]
    [InlineData(60, null)]
    [InlineData(59, "client_keep_alive.seconds must be at least 60: write more, or set Alb:Limits to Relaxed")]
    public void Of_the_life_of_a_connection(int seconds, string? message) => Expect(
        new Topology(
            [LoadBalancer("a", []) with { Attributes = new LoadBalancerAttributes { ClientKeepAlive = TimeSpan.FromSeconds(seconds) } }],
            []),
        message);

    [Theory]
    [InlineData("/a|/b|/c", "a.b|b.c", null)]
    [InlineData("/a|/b|/c|/d", "a.b", "AWS allows 3 values of a condition, not 4")]
    [InlineData("/a|/b|/c", "a.b|b.c|c.d", "A rule can only have '5' condition values")]
    [InlineData("/***", "*.?.*", null)]
    [InlineData("/***", "*.?.?.*", "AWS allows 6 wildcards in the conditions of a rule, not 7")]
    public void Of_a_rule(string paths, string hosts, string? message)
    {
        var rule = Rule(1, paths.Split('|'), new RuleAction.Forward("g"));
        rule = rule with { Conditions = [.. rule.Conditions, new Condition.HostHeader(hosts.Split('|'))] };
        Expect(
            new Topology([LoadBalancer("a", [Listener(1, new RuleAction.Forward("g"), [rule])])], [Group("g", 1)]),
                message);
    }

    [Fact]
    public void Wildcards_of_headers_and_queries_count_and_escaped_ones_do_not()
    {
        Condition header = new Condition.HttpHeader("a", ["*?"]);
        ExpectOf("AWS allows 6 wildcards in the conditions of a rule, not 7", header, Query("*", @"*\*\??*"), Query(null, "*"));
        ExpectOf(null, header, Query("*", @"*\*\?*"), Query(null, "*"));
    }

    [Fact]
    public void Every_value_of_a_rule_counts()
    {
        Condition method = new Condition.HttpRequestMethod(["GET", "HEAD"]);
        Condition header = new Condition.HttpHeader("a", []) { RegexValues = ["b", "c"] };
        ExpectOf(null, method, header, Query("a", "b"));
        ExpectOf("A rule can only have '5' condition values", method, header, Query("a", "b"), Query(null, "c"));
        ExpectOf("AWS allows 3 values of a condition, not 4", new Condition.HttpRequestMethod(["A", "B", "C", "D"]));
    }

    [Fact]
    public void A_source_ip_condition_may_have_all_five_values_of_a_rule()
    {
        var block = IPNetwork.Parse("10.0.0.0/8");
        Condition source = new Condition.SourceIp([block, block, block, block, block]);
        ExpectOf(null, source);
        ExpectOf("A rule can only have '5' condition values", source, Query("a", "b"));
    }

    [Theory]
    [InlineData(5, null)]
    [InlineData(6, "AWS allows 5 target groups of an action, not 6")]
    public void Of_an_action(int count, string? message)
    {
        var groups = Enumerable.Range(1, count).Select(i => Group($"g{i}", 1)).ToList();
        var forward = new RuleAction.Forward([.. groups.Select(group => new WeightedTargetGroup(group.Arn))]);
        var other = new RuleAction.FixedResponse(200);
        Expect(new Topology([LoadBalancer("a", [Listener(1, forward, [])])], groups), message);
        Expect(new Topology([LoadBalancer("a", [Listener(1, other, [Rule(1, ["/"], forward)])])], groups), message);
    }

    [Theory]
    [InlineData(1000, null)]
    [InlineData(1001, "AWS allows 1000 targets in a target group, not 1001")]
    public void Of_a_target_group(int targets, string? message) =>
        Expect(new Topology([], [Group("g", targets)]), message);

    [Fact]
    public void A_target_group_belongs_to_one_load_balancer() => Expect(
        new Topology(
            [
                LoadBalancer("a", [Listener(1, new RuleAction.Forward("g"), [])]),
                LoadBalancer("b", [Listener(2, new RuleAction.Forward("g"), [])]),
            ],
            [Group("g", 1)]),
        "The following target groups cannot be associated with more than one load balancer: g");

    [Fact]
    public void Quotas_hold_only_where_limits_are_strict()
    {
        using var workspace = new Workspace();
        workspace.Write("a.json",
            Sample.Json.Replace("[\"*.example.com\"]", "[\"a.b\", \"b.c\", \"c.d\", \"d.e\"]",
            StringComparison.Ordinal));
        Assert.Empty(workspace.Read("a.json").Problems);
        workspace.Settings.Limits = LimitsMode.Strict;
        var problem = Assert.Single(workspace.Read("a.json").Problems);
        Assert.Equal(
            "a.json:14: LoadBalancers[0].Listeners[0].Rules[0].Priority: AWS allows 3 values of a condition, not 4: " +
                "have fewer, or set Alb:Limits to Relaxed",
            problem.ToString());
    }

    private static void ExpectOf(string? message, params IReadOnlyList<Condition> conditions)
    {
        var rule = Rule(1, [], new RuleAction.Forward("g")) with { Conditions = conditions };
        Expect(
            new Topology([LoadBalancer("a", [Listener(1, new RuleAction.Forward("g"), [rule])])], [Group("g", 1)]), message);
    }

    private static Condition.QueryString Query(string? key, string value) => new([new QueryParameter(key, value)]);

    private static void Expect(Topology topology, string? message)
    {
        var problems = QuotaProblems.Find(topology).ToList();
        Assert.Equal(message is null ? 0 : 1, problems.Count);
        Assert.All(problems, problem => Assert.StartsWith(message!, problem.Message));
    }

    private static LoadBalancer LoadBalancer(string name, IReadOnlyList<Listener> listeners) => new()
    {
        Name = name,
        Arn = name,
        DnsName = name,
        BindAddresses = [System.Net.IPAddress.Loopback],
        Listeners = listeners,
    };

    private static Listener Listener(int port, RuleAction action, IReadOnlyList<Rule> rules) => new()
    {
        Arn = "listener",
        Port = port,
        Protocol = ListenerProtocol.Http,
        DefaultActions = [action],
        Rules = rules,
    };

    private static Rule Rule(int priority, IReadOnlyList<string> paths, RuleAction action) => new()
    {
        ListenerArn = "listener",
        Priority = priority,
        Conditions = [new Condition.PathPattern(paths)],
        Actions = [action],
    };

    private static TargetGroup Group(string arn, int targets) => new()
    {
        Name = arn,
        Arn = arn,
        Targets = [.. Enumerable.Range(1, targets).Select(port => new Target($"target-of-{arn}", port))],
    };
}
