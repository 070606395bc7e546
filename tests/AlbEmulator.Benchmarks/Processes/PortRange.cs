namespace AlbEmulator.Benchmarks.Processes;

/// <summary>Ports of loopback one after the other, all of which were free a moment ago.</summary>
internal static class PortRange
{
    /// <summary>Below those that systems give to clients, so that none of them is taken by a connection.</summary>
    private const int First = 10_000;
    private const int Last = 30_000;

    /// <returns>The first of them.</returns>
    public static int Free(int count)
    {
        for (var first = Random.Shared.Next(First, Last - count); ; first = Random.Shared.Next(First, Last - count))
        {
            if (Enumerable.Range(first, count).All(LoopbackPort.IsFree))
            {
                return first;
            }
        }
    }
}
