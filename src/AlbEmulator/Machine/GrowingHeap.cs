using System.Runtime;

namespace AlbEmulator.Machine;

/// <summary>
/// While much is made of which nearly all stays, as at a start with a large topology, the heap only grows: collections
/// would look at all of it time and again, and find nothing. What was needed for it alone is given back at its end.
/// </summary>
internal sealed class GrowingHeap
{
    private const long Little = 16 * 1024 * 1024;

    private readonly long _bytes;

    /// <param name="bytes">By which it may grow; where this machine has not four times as much, or where it is little, the
    /// runtime collects as ever.</param>
    public GrowingHeap(long bytes)
    {
        _bytes = bytes;
        if (bytes > Little && bytes < GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4)
        {
            GC.TryStartNoGCRegion(bytes);
        }
    }

    /// <summary>Ends it a while from now, since those who wait for what was made come first, and giving back takes a moment.</summary>
    public async Task EndAsync(TimeSpan after, CancellationToken cancellation)
    {
        await Task.Delay(after, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_bytes > Little && !cancellation.IsCancellationRequested)
        {
            End();
        }
    }

    private static void End()
    {
        // It has ended by itself where it was not enough.
        if (GCSettings.LatencyMode == GCLatencyMode.NoGCRegion)
        {
            GC.EndNoGCRegion();
        }

        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
