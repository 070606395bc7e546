namespace AlbEmulator.TargetGroups;

/// <summary>How many requests are under way to a target.</summary>
internal sealed class OutstandingRequests
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void Begin() => Interlocked.Increment(ref _count);

    public void End() => Interlocked.Decrement(ref _count);
}
