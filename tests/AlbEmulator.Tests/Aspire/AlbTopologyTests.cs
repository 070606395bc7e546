using AlbEmulator.Aspire.Hosting;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Aspire;

/// <summary>What the package for Aspire makes of the rules of an AppHost is a topology file that the emulator takes.</summary>
public sealed class AlbTopologyTests
{
    private static readonly AlbGroup Web = new("web", false, [("localhost", 5001)]);
    private static readonly AlbGroup Api = new("api", true, [("localhost", 5002), ("localhost", 5003)]);

    [Fact]
    public void Each_listener_has_all_rules_in_their_order()
    {
        var topology = Taken(new AlbTopology("alb")
        {
            Listeners = [new AlbListener(8080, false), new AlbListener(8443, true)],
            Rules = [(new AlbRule().Path("/api/*"), Api), (new AlbRule().Host("web.example.com"), Web)],
            Default = Web,
        });

        var listeners = topology.LoadBalancers.Single().Listeners;
        Assert.Equal([8080, 8443], listeners.Select(listener => listener.Port));
        Assert.All(listeners, listener => Assert.Equal([10, 20], listener.Rules.Select(rule => rule.Priority)));
    }

    [Fact]
    public void Every_condition_is_one_of_the_emulator()
    {
        var rule = new AlbRule().Path("/a", "/b").Host("*.example.com").Header("X-Beta", "yes").Method("GET", "POST").Query("page", "1").Source("10.0.0.0/8");

        var topology = Taken(new AlbTopology("alb") { Listeners = [new AlbListener(8080, false)], Rules = [(rule, Web)], Default = Web });

        Assert.Equal(6, topology.LoadBalancers.Single().Listeners.Single().Rules.Single().Conditions.Count);
    }

    [Fact]
    public void Targets_of_a_group_are_those_of_its_resources()
    {
        var topology = Taken(new AlbTopology("alb")
        {
            Listeners = [new AlbListener(8080, false)],
            Rules = [(new AlbRule().Path("/api/*"), Api)],
            DefaultStatus = 404,
            HealthCheckPath = "/health",
        });

        var group = topology.TargetGroups.Single();
        Assert.Equal(("api", 2, "/health"), (group.Name, group.Targets.Count, group.HealthCheck.Path));
    }

    [Fact]
    public void Targets_by_name_are_for_another_topology_file()
    {
        using var workspace = new Workspace();
        workspace.Write("shop.yaml", """
            LoadBalancers: [{ Listeners: [{ Port: 80, DefaultActions: [{ Type: forward, TargetGroupArn: api }] }] }]
            TargetGroups: [{ Name: api }]
            """);
        workspace.Write("targets.json", AlbTopology.WriteTargets([Api]));

        var reading = workspace.Read("shop.yaml", "targets.json");

        Assert.Empty(reading.Problems);
        Assert.Equal(2, reading.Topology.TargetGroups.Single().Targets.Count);
    }

    [Fact]
    public void Names_that_AWS_does_not_take_are_shortened_and_stay_different()
    {
        var (one, other) = (new string('a', 40) + "-one", new string('a', 40) + "-other");

        Assert.NotEqual(AlbTopology.Short(one), AlbTopology.Short(other));
        Assert.True(AlbTopology.Short(one).Length <= 32);
        Assert.Equal("web", AlbTopology.Short("web"));
    }

    [Fact]
    public void Condition_without_a_value_is_refused() => Assert.Throws<ArgumentException>(() => new AlbRule().Path());

    private static Topology Taken(AlbTopology topology)
    {
        var reading = Workspace.Read("alb.json", topology.Write());
        Assert.Empty(reading.Problems);
        return reading.Topology;
    }
}
