namespace AlbEmulator.LogDelivery;

/// <summary>The files that were written last, which have what compressing takes at hand; of many the others rest.</summary>
internal sealed class BusySegments
{
    private const int Most = 8;

    private readonly List<SpoolSegment> _segments = [];

    /// <summary>It is written now.</summary>
    public void Keep(SpoolSegment segment)
    {
        if (_segments is [.., var last] && last == segment)
        {
            return;
        }

        _segments.Remove(segment);
        _segments.Add(segment);
        if (_segments.Count > Most)
        {
            _segments[0].Rest();
            _segments.RemoveAt(0);
        }
    }

    /// <summary>It is not written any more.</summary>
    public void Forget(SpoolSegment segment) => _segments.Remove(segment);
}
