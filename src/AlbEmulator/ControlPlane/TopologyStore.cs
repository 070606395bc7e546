using AlbEmulator.Model;

namespace AlbEmulator.ControlPlane;

/// <summary>
/// The topology that is asked for now. One writer replaces it as a whole; anyone may read it at any time.
/// </summary>
public sealed class TopologyStore(TimeProvider time)
{
    private volatile Held _held = new(Topology.Empty, time.GetUtcNow());

    /// <summary>Raised after <see cref="Current"/> was replaced, by the one who replaced it.</summary>
    public event Action? Changed;

    public Topology Current => _held.Topology;

    /// <summary>When <see cref="Current"/> came.</summary>
    public DateTimeOffset LoadedAt => _held.LoadedAt;

    public void Replace(Topology topology)
    {
        _held = new Held(topology, time.GetUtcNow());
        Changed?.Invoke();
    }

    private sealed record Held(Topology Topology, DateTimeOffset LoadedAt);
}
