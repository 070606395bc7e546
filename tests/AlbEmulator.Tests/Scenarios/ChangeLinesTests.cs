using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>Every change is a line of the program's log: by whom, and what of it.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class ChangeLinesTests
{
    [Fact]
    public async Task What_an_edit_of_a_file_changed_is_told_by_the_files_name()
    {
        var port = FreePorts.Take();
        await using var emulator = await EmulatorProcess.StartAsync(Topology(port, rule: "/api/*", target: 1, description: ""));

        emulator.WriteTopology(Topology(port, rule: "/v2/*", target: 1, description: ""));
        await TellsAsync(emulator, "alb.yaml is in effect: rule 10 of web:" + port + " changed");
        emulator.WriteTopology(Topology(port, rule: "/v2/*", target: 2, description: ""));
        await TellsAsync(emulator, "alb.yaml is in effect: target 127.0.0.1:2 of orders added, target 127.0.0.1:1 of orders removed");
        emulator.WriteTopology(Topology(port, rule: "/v2/*", target: 2, description: "# Nothing but words."));
        await TellsAsync(emulator, "alb.yaml is in effect: it says what it said, and files that it names may have changed");
        emulator.WriteTopology(Topology(port, rule: "/v2/*", target: 2, description: "Targets: { }"));
        await TellsAsync(emulator, "ERR The running topology stays: problems in its files");
    }

    [Fact]
    public async Task A_call_of_an_API_is_told_by_its_action()
    {
        await using var emulator = await EmulatorProcess.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), 1));
        using var api = new ElbV2Client(emulator.Control);
        var port = FreePorts.Take();

        var loadBalancer = await api.CreateLoadBalancerAsync("shop");
        var group = await api.CreateTargetGroupAsync("orders", 80);
        await TellsAsync(emulator, "INF CreateTargetGroup is in effect: target group orders added");
        var listener = await api.CreateListenerAsync(loadBalancer, port, group);
        await TellsAsync(emulator, $"INF CreateListener is in effect: listener shop:{port} added");
        await api.DoAsync("RegisterTargets", ("TargetGroupArn", group), ("Targets.member.1.Id", "127.0.0.1"), ("Targets.member.1.Port", "81"));
        await TellsAsync(emulator, "INF RegisterTargets is in effect: target 127.0.0.1:81 of orders added");
        await api.DoAsync("AddTags", ("ResourceArns.member.1", group), ("Tags.member.1.Key", "a"), ("Tags.member.1.Value", "b"));
        await TellsAsync(emulator, "INF AddTags is in effect: what the API alone tells changed, such as tags");
        await api.DoAsync("DeleteListener", ("ListenerArn", listener));
        await TellsAsync(emulator, $"INF DeleteListener is in effect: listener shop:{port} removed");
        await api.PostAsync("Action=CreateSecurityGroup&Version=2016-11-15&GroupName=a&GroupDescription=b");
        await TellsAsync(emulator, "INF CreateSecurityGroup is in effect: sg-");

        // What changes nothing is no news.
        await api.DoAsync("DescribeLoadBalancers");
        Assert.DoesNotContain(emulator.Output, line => line.Contains("Describe", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_many_changes_the_first_are_told_and_how_many_more_there_are()
    {
        var port = FreePorts.Take();
        await using var emulator = await EmulatorProcess.StartAsync(Topology(port, "/api/*", 1, ""));

        emulator.WriteTopology(Topology(port, "/api/*", 1, "") + string.Concat(Enumerable.Range(1, 50).Select(number => $"\n  - {{ Name: more-{number} }}")));

        await TellsAsync(emulator, "alb.yaml is in effect: target group more-1 added, target group more-2 added, target group more-3 added and 47 more changes");
    }

    private static Task TellsAsync(EmulatorProcess emulator, string line) => Patience.UntilAsync(
        $"'{line}'", () => emulator.Output.Any(told => told.Contains(line, StringComparison.Ordinal)));

    private static string Topology(int port, string rule, int target, string description) => $$"""
        LoadBalancers:
          - Name: web
            Listeners:
              - Port: {{port}}
                DefaultActions: [{ Type: forward, TargetGroupArn: orders }]
                Rules:
                  - { Priority: 10, Conditions: [{ Field: path-pattern, Values: ["{{rule}}"] }], Actions: [{ Type: forward, TargetGroupArn: orders }] }
        {{(description.StartsWith('#') ? description : description.Replace("Targets", "Targest", StringComparison.Ordinal))}}
        TargetGroups:
          - { Name: orders, Targets: [{ Id: 127.0.0.1, Port: {{target}} }] }
        """;
}
