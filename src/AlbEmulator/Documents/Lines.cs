namespace AlbEmulator.Documents;

/// <summary>From a position in a file to its line.</summary>
internal sealed class Lines
{
    private readonly List<int> _ends = [];

    public Lines(ReadOnlySpan<byte> utf8)
    {
        for (var at = 0; at < utf8.Length; at++)
        {
            var next = utf8[at..].IndexOf((byte)'\n');
            if (next < 0)
            {
                break;
            }

            at += next;
            _ends.Add(at);
        }
    }

    /// <summary>The 1-based line of a byte.</summary>
    public int Of(int position)
    {
        var found = _ends.BinarySearch(position);
        return (found < 0 ? ~found : found) + 1;
    }
}
