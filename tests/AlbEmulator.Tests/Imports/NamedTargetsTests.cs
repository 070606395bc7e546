using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Imports;

/// <summary>Targets by name, of groups of topology files.</summary>
public sealed class NamedTargetsTests : IDisposable
{
    private const string Shop = """
        LoadBalancers: [{ Listeners: [{ Port: 8080, DefaultActions: [{ Type: forward, TargetGroupArn: web }] }] }]
        TargetGroups: [{ Name: web }]
        """;

    private readonly Workspace _workspace = new();

    public NamedTargetsTests() => _workspace.Write("shop.yaml", Shop);

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Group_without_targets_has_those_of_another_file()
    {
        _workspace.Write("targets.yaml", "Targets: { web: [{ Id: 127.0.0.1, Port: 3000 }, { Id: 127.0.0.1, Port: 3001 }] }");

        var reading = _workspace.Read("shop.yaml", "targets.yaml");

        Assert.Empty(reading.Problems);
        Assert.Equal([3000, 3001], reading.Topology.TargetGroups.Single().Targets.Select(target => target.Port));
    }

    [Fact]
    public void Group_with_targets_of_its_own_has_them_in_one_place()
    {
        _workspace.Write("shop.yaml", Shop.Replace("Name: web", "Name: web, Targets: [{ Id: 127.0.0.1, Port: 1 }]", StringComparison.Ordinal));
        _workspace.Write("targets.yaml", "Targets: { web: [{ Id: 127.0.0.1, Port: 3000 }] }");

        Assert.Equal(
            ["the group \"web\" has targets of its own (shop.yaml:2): keep one of the two"],
            _workspace.Read("shop.yaml", "targets.yaml").Problems.Select(problem => problem.Message));
    }

    [Fact]
    public void Targets_of_a_group_stand_in_one_file()
    {
        _workspace.Write("targets.yaml", "Targets: { web: [{ Id: 127.0.0.1, Port: 3000 }] }");
        _workspace.Write("more.yaml", "Targets: { web: [{ Id: 127.0.0.1, Port: 3001 }] }");

        Assert.Equal(
            ["another file has targets for this group: keep one of the two"],
            _workspace.Read("shop.yaml", "targets.yaml", "more.yaml").Problems.Select(problem => problem.Message));
    }

    [Fact]
    public void Name_that_no_group_has_is_told_with_the_one_that_is_meant()
    {
        _workspace.Write("targets.yaml", "Targets: { wep: [{ Id: 127.0.0.1, Port: 3000 }] }");

        Assert.Contains("\"web\"", Assert.Single(_workspace.Read("shop.yaml", "targets.yaml").Problems).Message, StringComparison.Ordinal);
    }
}
