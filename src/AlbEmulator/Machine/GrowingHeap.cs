using System.Runtime;

namespace AlbEmulator.Machine;

/// <summary>
/// While much is made of which nearly all stays, as at a start with a large topology, the heap only grows: collections
/// would look at all of it time and again, and find nothing. What was needed for it alone is given back at its end.
/// </summary>
internal sealed class GrowingHeap : IDisposable
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

    public void Dispose()
    {
        if (_bytes <= Little)
        {
            return;
        }

        // It has ended by itself where it was not enough.
        if (GCSettings.LatencyMode == GCLatencyMode.NoGCRegion)
        {
            GC.EndNoGCRegion();
        }

        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
