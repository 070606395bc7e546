using AlbEmulator.ControlPlane;
using AlbEmulator.Model;

namespace AlbEmulator.Tests.ControlPlane;

public sealed class TopologyStoreTests
{
    [Fact]
    public void A_topology_is_replaced_as_a_whole_and_told_afterwards()
    {
        var clock = new ManualClock();
        var store = new TopologyStore(clock);
        var seen = new List<Topology>();
        store.Changed += () => seen.Add(store.Current);
        Assert.Same(Topology.Empty, store.Current);

        clock.Turn(TimeSpan.FromMinutes(1));
        var topology = Workspace.Read("a.json", Sample.Json).Topology;
        store.Replace(topology);
        Assert.Same(topology, Assert.Single(seen));
        Assert.Equal(clock.GetUtcNow(), store.LoadedAt);
    }
}
