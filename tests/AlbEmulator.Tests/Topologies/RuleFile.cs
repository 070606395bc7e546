using AlbEmulator.Model;
using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;

namespace AlbEmulator.Tests.Topologies;

/// <summary>
/// A file with one rule, its parts written as JSON, in both formats so that each part stands on the same line.
/// </summary>
internal sealed record RuleFile
{
    public const int ConditionsLine = 7;
    public const int ActionsLine = 8;
    public const int TransformsLine = 9;
    public const int DefaultActionsLine = 10;
    public const string Listener = "LoadBalancers[0].Listeners[0]";
    public const string RulePath = $"{Listener}.Rules[0]";

    private const string Forward = """{ "Type": "forward", "TargetGroupArn": "web" }""";

    public string Conditions { get; init; } = """{ "Field": "path-pattern", "Values": ["/"] }""";

    public string Actions { get; init; } = Forward;

    public string Transforms { get; init; } = "";

    public string DefaultActions { get; init; } = Forward;

    public string Json =>
        $$"""
        {
          "TargetGroups": [{ "Name": "web" }, { "Name": "canary" }, { "Name": "beta" }],
          "LoadBalancers": [{
            "Listeners": [{
              "Port": 80,
              "Rules": [{ "Priority": 1,
                "Conditions": [{{Conditions}}],
                "Actions": [{{Actions}}],
                "Transforms": [{{Transforms}}] }],
              "DefaultActions": [{{DefaultActions}}]
            }]
          }]
        }
        """;

    public string Yaml =>
        $$"""
        TargetGroups: [{ Name: web }, { Name: canary }, { Name: beta }]
        LoadBalancers:
          - Listeners:
              - Port: 80
                Rules:
                  - Priority: 1
                    Conditions: [{{Conditions}}]
                    Actions: [{{Actions}}]
                    Transforms: [{{Transforms}}]
                DefaultActions: [{{DefaultActions}}]
        """;

    /// <summary>The listener; the file has no problem in either format.</summary>
    public IReadOnlyList<Listener> Listeners() =>
        [TheListener(Workspace.Read("a.json", Json)), TheListener(Workspace.Read("a.yaml", Yaml))];

    /// <summary>The rule; the file has no problem in either format.</summary>
    public IReadOnlyList<Rule> Rules() => [.. Listeners().Select(listener => Assert.Single(listener.Rules))];

    /// <summary>In either format these are the problems, each <c>line: path: message</c>.</summary>
    public void AssertProblems(params string[] problems)
    {
        Assert.Equal(problems.Select(problem => $"a.json:{problem}"), Told(Workspace.Read("a.json", Json)));
        Assert.Equal(problems.Select(problem => $"a.yaml:{problem}"), Told(Workspace.Read("a.yaml", Yaml)));
    }

    private static Listener TheListener(TopologyReading reading)
    {
        Assert.Empty(reading.Problems);
        return Assert.Single(Assert.Single(reading.Topology.LoadBalancers).Listeners);
    }

    private static IEnumerable<string> Told(TopologyReading reading) =>
        reading.Problems.Select(problem => problem.ToString());
}
