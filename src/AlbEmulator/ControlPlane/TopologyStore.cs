using AlbEmulator.Model;

namespace AlbEmulator.ControlPlane;

/// <summary>
/// The topology that is asked for now. One writer replaces it as a whole; anyone may read it at any time.
/// </summary>
public sealed class TopologyStore(TimeProvider time)
{
    private volatile Loaded _loaded = new(Topology.Empty, time.GetUtcNow());

    /// <summary>Raised after <see cref="Current"/> was replaced, by the one who replaced it.</summary>
    public event Action? Changed;

    public Topology Current => _loaded.Topology;

    /// <summary>When <see cref="Current"/> came.</summary>
    public DateTimeOffset LoadedAt => _loaded.LoadedAt;

    /// <summary>Both at once.</summary>
    public Loaded Now => _loaded;

    public void Replace(Topology topology)
    {
        _loaded = new Loaded(topology, time.GetUtcNow());
        Changed?.Invoke();
    }

    /// <summary>Whoever changes the topology waits for their turn, from reading what there is to replacing it.</summary>
    internal SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>As <see cref="Replace"/>, by one who puts it into effect too: nobody else hears of it.</summary>
    internal void Put(Topology topology) => Put(new Loaded(topology, time.GetUtcNow()));

    /// <inheritdoc cref="Put(Topology)"/>
    internal void Put(Loaded loaded) => _loaded = loaded;

    /// <summary>A topology and when it came.</summary>
    public sealed record Loaded(Topology Topology, DateTimeOffset LoadedAt);
}
