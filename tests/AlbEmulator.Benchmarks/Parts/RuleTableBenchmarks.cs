using System.Net;
using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.Rules;
using AlbEmulator.Snapshots;
using AlbEmulator.TargetGroups;
using BenchmarkDotNet.Attributes;

namespace AlbEmulator.Benchmarks.Parts;

/// <summary>Finding the rule of a request that only the last of them takes, among conditions of all kinds.</summary>
[MemoryDiagnoser]
public class RuleTableBenchmarks
{
    private const string Group = "arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/web/73e2d6bc24d8a067";

    private readonly RuleSubject _subject = new()
    {
        Host = RequestHost.Unsent("shop.example.com"),
        SourceIp = IPAddress.Parse("198.51.100.7"),
    };

    private readonly HeaderDictionary _headers = new()
    {
        ["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36",
        ["Accept"] = "text/html,application/xhtml+xml",
        ["X-Tenant"] = "blue",
    };

    private RuleTable _rules = null!;
    private string _uri = "/";

    /// <summary>100 is AWS's quota.</summary>
    [Params(1, 10, 100, 5000)]
    public int Rules { get; set; }

    [GlobalSetup]
    public void Compile()
    {
        var group = new TargetGroupSnapshot(
            new TargetGroup { Name = "web", Arn = Group }, new GroupTargets(new TargetGroup { Name = "web", Arn = Group }));
        _rules = RuleTable.Compile(Listener(), new Dictionary<string, TargetGroupSnapshot> { [Group] = group });
        _uri = $"/service-{Rules}/orders/17?expand=lines&page=2";
    }

    [Benchmark]
    public int Match()
    {
        // As for each request: what was found out about the one before is forgotten.
        _subject.Uri = _uri;
        _subject.Headers = _headers;
        return _rules.Match(_subject).Priority;
    }

    private Listener Listener() => new()
    {
        Arn = "arn:aws:elasticloadbalancing:us-east-1:000000000000:listener/app/demo/50dc6c495c0c9188/f2f7dc8efc522ab2",
        Port = 8080,
        Protocol = ListenerProtocol.Http,
        DefaultActions = [new RuleAction.Forward(Group)],
        Rules =
        [
            .. Enumerable.Range(1, Rules).Select(priority => new Rule
            {
                ListenerArn = "listener",
                Priority = priority,
                Conditions = [Condition(priority)],
                Actions = [new RuleAction.Forward(Group)],
            }),
        ],
    };

    private Condition Condition(int priority) => (priority == Rules ? 0 : priority % 6) switch
    {
        0 => new Condition.PathPattern([$"/service-{priority}/*"]),
        1 => new Condition.HostHeader([$"*.tenant-{priority}.example.com"]),
        2 => new Condition.HttpHeader("X-Tenant", [$"green-{priority}*"]),
        3 => new Condition.QueryString([new QueryParameter("version", $"{priority}")]),
        4 => new Condition.SourceIp([new IPNetwork(IPAddress.Parse($"10.{priority % 256}.0.0"), 16)]),
        _ => new Condition.HttpRequestMethod(["PUT", "DELETE"]),
    };
}
