namespace AlbEmulator.Metrics;

/// <summary>How often the topology was to be changed while it ran, and what came of it.</summary>
public sealed class TopologyReloads
{
    private long _good;
    private long _refused;

    /// <summary>Changes that are, or were, in effect.</summary>
    public long Good => Interlocked.Read(ref _good);

    /// <summary>Changes that were wrong, or that this machine did not grant.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    public void AddGood() => Interlocked.Increment(ref _good);

    public void AddRefused() => Interlocked.Increment(ref _refused);
}
