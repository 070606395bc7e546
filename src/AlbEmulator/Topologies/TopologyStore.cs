using AlbEmulator.Model;

namespace AlbEmulator.Topologies;

/// <summary>
/// The topology that is asked for now. One writer replaces it as a whole; anyone may read it at any time.
/// </summary>
public sealed class TopologyStore(TimeProvider time)
{
    private volatile Loaded _loaded = new(Topology.Empty, time.GetUtcNow());

    public Topology Current => _loaded.Topology;

    /// <summary>When <see cref="Current"/> came.</summary>
    public DateTimeOffset LoadedAt => _loaded.LoadedAt;

    /// <summary>Both at once.</summary>
    public Loaded Now => _loaded;

    public void Replace(Topology topology) => Replace(new Loaded(topology, time.GetUtcNow()));

    /// <summary>Goes back to what there was.</summary>
    public void Replace(Loaded loaded) => _loaded = loaded;

    /// <summary>Whoever changes the topology waits for their turn, from reading what there is to replacing it.</summary>
    internal SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>A topology and when it came.</summary>
    public sealed record Loaded(Topology Topology, DateTimeOffset LoadedAt);
}
