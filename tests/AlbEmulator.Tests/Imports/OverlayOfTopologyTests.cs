using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Imports;

/// <summary>A topology file says the targets of the groups of another.</summary>
public sealed class OverlayOfTopologyTests : IDisposable
{
    private const string Topology = """
        LoadBalancers:
          - Listeners: [{ Port: 80, DefaultActions: [{ Type: forward, TargetGroupArn: web }] }]
        TargetGroups:
          - { Name: web, Targets: [{ Id: web.internal, Port: 8080 }] }
          - { Name: orders }
        """;

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Targets_by_name_take_the_place_of_those_of_the_group()
    {
        var topology = Read("Targets: { web: [{ Id: 127.0.0.1, Port: 3000 }, { Id: 127.0.0.1, Port: 3001 }], orders: [{ Id: echo, Port: 9001 }] }");

        Assert.Equal(
            ["web 127.0.0.1:3000", "web 127.0.0.1:3001", "orders echo:9001"],
            topology.Topology.TargetGroups.SelectMany(group => group.Targets.Select(target => $"{group.Name} {target.Id}:{target.Port}")));
    }

    [Fact]
    public void Group_that_there_is_not_is_told()
    {
        var problem = Assert.Single(Read("Targets: { wep: [{ Id: echo, Port: 9001 }] }").Problems);

        Assert.StartsWith("targets.yaml:1: Targets.wep", problem.ToString(), StringComparison.Ordinal);
    }

    private AlbEmulator.Topologies.TopologyReading Read(string targets)
    {
        _workspace.Write("alb.yaml", Topology);
        _workspace.Write("targets.yaml", targets);
        return _workspace.Read("alb.yaml", "targets.yaml");
    }
}
