using AlbEmulator.Model;
using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;

namespace AlbEmulator.Tests.Topologies;

public sealed class TopologyStoreTests
{
    [Fact]
    public void A_topology_is_replaced_as_a_whole_with_the_time_at_which_it_came()
    {
        var clock = new ManualClock();
        var store = new TopologyStore(clock);
        Assert.Same(Topology.Empty, store.Current);

        clock.Turn(TimeSpan.FromMinutes(1));
        var topology = Workspace.Read("a.json", Sample.Json).Topology;
        store.Replace(topology);
        Assert.Same(topology, store.Current);
        Assert.Equal(clock.GetUtcNow(), store.LoadedAt);
    }
}
