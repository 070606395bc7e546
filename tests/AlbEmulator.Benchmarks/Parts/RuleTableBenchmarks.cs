using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.Rules;
using AlbEmulator.Snapshots;
using AlbEmulator.TargetGroups;
using BenchmarkDotNet.Attributes;

namespace AlbEmulator.Benchmarks.Parts;

/// <summary>Finding the rule of a request that only the last of them takes.</summary>
[MemoryDiagnoser]
public class RuleTableBenchmarks
{
    private const string Group = "arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/web/73e2d6bc24d8a067";

    // The rules look at nothing of the connection.
    private readonly AlbRequest _request = new(null!);
    private RuleTable _rules = null!;

    /// <summary>100 is AWS's quota.</summary>
    [Params(1, 10, 100)]
    public int Rules { get; set; }

    [GlobalSetup]
    public void Compile()
    {
        var group = new TargetGroupSnapshot(
            new TargetGroup { Name = "web", Arn = Group }, new Endpoint(null, null, "web"), new Rotation());
        _rules = RuleTable.Compile(Listener(), new Dictionary<string, TargetGroupSnapshot> { [Group] = group });
        _request.SetUri($"/service-{Rules}/orders/17?expand=lines");
    }

    [Benchmark]
    public int Match() => _rules.Match(_request).Priority;

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
                Arn = $"rule-{priority}",
                Priority = priority,
                Conditions = [new Condition.PathPattern([$"/service-{priority}/*"])],
                Actions = [new RuleAction.Forward(Group)],
            }),
        ],
    };
}
