using AlbEmulator.Documents;
using AlbEmulator.Metrics;
using AlbEmulator.Model;
using AlbEmulator.Snapshots;
using AlbEmulator.Stickiness;
using AlbEmulator.TargetGroups;
using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlbEmulator.Tests.Topologies;

/// <summary>A change costs what it changes: what is still the same thing is the same object, down to its compiled rules.</summary>
public sealed class EditedTopologyTests : IDisposable
{
    private const string Port = """{ "Port": """;

    private static readonly string Text = $$"""
        {
          "LoadBalancers": [
            { "Name": "one", "Listeners": [ {{Listener(8080, "web", "api")}}, {{Listener(8081, "web", "web")}} ] },
            { "Name": "two", "Listeners": [ {{Listener(8082, "api", "api")}} ] }
          ],
          "TargetGroups": [
            { "Name": "web", "Targets": [{ "Id": "10.0.0.1", "Port": 80 }] },
            { "Name": "api", "Targets": [{ "Id": "10.0.0.2", "Port": 80 }, { "Id": "10.0.0.3", "Port": 80 }] }
          ]
        }
        """;

    private readonly Workspace _workspace = new();
    private readonly TopologyFiles _files;
    private readonly TargetRegistry _targets = new();
    private readonly MetricsRegistry _metrics = new();
    private readonly SnapshotCompiler _compiler;
    private Snapshot _snapshot = Snapshot.Empty;

    public EditedTopologyTests()
    {
        _files = _workspace.Files;
        var keys = new CookieKeys(Stored.In(_workspace.Settings), "", NullLogger<CookieKeys>.Instance);
        _compiler = new SnapshotCompiler(_targets, new CookieSeals(keys), _workspace.Settings, metrics: _metrics);
    }

    public void Dispose()
    {
        _workspace.Dispose();
        _targets.Dispose();
        _metrics.Dispose();
    }

    [Fact]
    public void Rule_that_is_edited_compiles_its_listener_anew_and_no_other()
    {
        var (before, compiled) = (Read(Text), _snapshot);
        var after = Read(Text.Replace("/8080/web", "/8080/web2\", \"/more", StringComparison.Ordinal));

        Assert.NotSame(Listeners(before)[0], Listeners(after)[0]);
        Assert.Equal(Listeners(before)[1..], Listeners(after)[1..]);
        Assert.Same(before.LoadBalancers[1], after.LoadBalancers[1]);
        Assert.Equal(before.TargetGroups, after.TargetGroups, ReferenceEqualityComparer.Instance);
        Assert.NotSame(compiled.Listeners[0].Rules, _snapshot.Listeners[0].Rules);
        Assert.Same(compiled.Listeners[1].Rules, _snapshot.Listeners[1].Rules);
        Assert.Same(compiled.Listeners[2], _snapshot.Listeners[2]);
        Assert.Equal(["/8080/web2", "/more"], Assert.IsType<Condition.PathPattern>(Listeners(after)[0].Rules[0].Conditions[0]).Values);
    }

    [Fact]
    public void Target_that_is_edited_compiles_the_rules_anew_that_lead_to_it()
    {
        var (before, compiled) = (Read(Text), _snapshot);
        var after = Read(Text.Replace("10.0.0.3", "10.0.0.4", StringComparison.Ordinal));

        Assert.Equal(Listeners(before), Listeners(after));
        Assert.Same(before.TargetGroups[0], after.TargetGroups[0]);
        Assert.NotSame(before.TargetGroups[1], after.TargetGroups[1]);
        Assert.NotSame(compiled.Listeners[0].Rules, _snapshot.Listeners[0].Rules);
        Assert.Same(compiled.Listeners[1].Rules, _snapshot.Listeners[1].Rules);
        Assert.NotSame(compiled.Listeners[2].Rules, _snapshot.Listeners[2].Rules);
    }

    [Fact]
    public void Lines_that_come_before_move_what_stays()
    {
        var before = Read(Text);
        var line = Listeners(before)[2].Origin.Line;
        var after = Read(Text.Replace("/8080/web", "/8080/web\",\n\n\"/more", StringComparison.Ordinal));

        Assert.Same(Listeners(before)[2], Listeners(after)[2]);
        Assert.Equal(line + 2, Listeners(after)[2].Origin.Line);
        Assert.Equal("LoadBalancers[1].Listeners[0].Port", Listeners(after)[2].Origin.Path);
    }

    [Fact]
    public void Group_that_goes_is_missed_where_it_is_named_though_that_is_not_edited()
    {
        Read(Text);
        Write(Text.Replace("\"Name\": \"api\"", "\"Name\": \"other\"", StringComparison.Ordinal));
        var problems = _files.Read(["a.json"]).Problems;

        Assert.Equal(3, problems.Count);
        Assert.All(problems, problem => Assert.Contains("there is no target group \"api\"", problem.Message, StringComparison.Ordinal));
        // And each time again, as long as it is so.
        Assert.Equal(problems, _files.Read(["a.json"]).Problems);
        Assert.Equal(3, Listeners(Read(Text)).Length);
    }

    [Fact]
    public void Note_is_told_each_time_of_what_is_not_read_again()
    {
        var text = Text.Replace("\"Name\": \"web\",", "\"Name\": \"web\", \"Tags\": [{ \"Key\": \"aws:x\" }],", StringComparison.Ordinal);
        Write(text);
        var first = _files.Read(["a.json"]);
        Write(text.Replace("10.0.0.3", "10.0.0.4", StringComparison.Ordinal));
        var second = _files.Read(["a.json"]);

        Assert.Single(first.Notes);
        Assert.Equal(first.Notes, second.Notes);
        Assert.Same(first.Topology.TargetGroups[0], second.Topology.TargetGroups[0]);
    }

    [Fact]
    public void What_the_environment_gives_is_asked_for_again()
    {
        var text = Text.Replace("/8080/web", "/${NAME}", StringComparison.Ordinal);
        _workspace.Variables["NAME"] = "one";
        Assert.Equal(["/one"], Assert.IsType<Condition.PathPattern>(Listeners(Read(text))[0].Rules[0].Conditions[0]).Values);
        _workspace.Variables["NAME"] = "two";
        Assert.Equal(["/two"], Assert.IsType<Condition.PathPattern>(Listeners(Read(text))[0].Rules[0].Conditions[0]).Values);
    }

    [Fact]
    public void What_the_api_has_beside_files_leaves_those_of_files_the_same()
    {
        _files.Use(_files.Read([Written(Text)]));
        var before = _files.ReadWith(new Node.Mapping(Origin.None, []));
        var after = _files.ReadWith(new Node.Mapping(Origin.None, []));

        Assert.Equal(Listeners(before.Topology), Listeners(after.Topology));
        Assert.Equal(before.Topology.TargetGroups, after.Topology.TargetGroups, ReferenceEqualityComparer.Instance);
    }

    private static string Listener(int port, string first, string second) => Port + $$"""
        {{port}}, "DefaultActions": [{ "Type": "forward", "TargetGroupArn": "{{second}}" }], "Rules": [
          { "Priority": 1, "Conditions": [{ "Field": "path-pattern", "Values": ["/{{port}}/{{first}}"] }],
            "Actions": [{ "Type": "forward", "TargetGroupArn": "{{first}}" }] } ] }
        """;

    private static Listener[] Listeners(Topology topology) => [.. topology.LoadBalancers.SelectMany(item => item.Listeners)];

    private void Write(string text) => _workspace.Write("a.json", text);

    private string Written(string text)
    {
        Write(text);
        return "a.json";
    }

    private Topology Read(string text)
    {
        var reading = _files.Read([Written(text)]);
        Assert.Empty(reading.Problems);
        _targets.Register(reading.Topology, (id, _) => [System.Net.IPAddress.Parse(id)], _ => TargetHealth.HealthCheckDisabled);
        _snapshot = _compiler.Compile(reading.Topology, default, null, _snapshot);
        return reading.Topology;
    }
}
