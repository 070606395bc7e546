namespace AlbEmulator.LogDelivery;

/// <summary>
/// Whole lines behind each other, in the order in which they were accepted, and which of them belong to an archive.
/// </summary>
internal sealed class LogChunk(int capacity)
{
    /// <summary>In bytes: what is worth a write of its own, some 400 lines.</summary>
    public const int UsualCapacity = 256 * 1024;

    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(capacity);
    private readonly List<LogRun> _runs = [];

    public int Capacity => _bytes.Length;

    /// <summary>In bytes.</summary>
    public int Length { get; private set; }

    public int Lines { get; private set; }

    public ReadOnlySpan<byte> Content => _bytes.AsSpan(0, Length);

    /// <summary>Lines that belong to an archive.</summary>
    public IReadOnlyList<LogRun> Runs => _runs;

    public ReadOnlySpan<byte> ContentOf(LogRun run) => _bytes.AsSpan(run.Start, run.Length);

    public bool TryAdd(ReadOnlySpan<byte> bytes, LogRoute route = default, int lines = 1)
    {
        if (!bytes.TryCopyTo(_bytes.AsSpan(Length)))
        {
            return false;
        }

        if (route.Destination is not null)
        {
            AddRun(route, bytes.Length, lines);
        }

        Length += bytes.Length;
        Lines += lines;
        return true;
    }

    public void Clear()
    {
        Length = 0;
        Lines = 0;
        _runs.Clear();
    }

    private void AddRun(in LogRoute route, int length, int lines)
    {
        if (_runs.Count > 0 && _runs[^1] is var last && last.Start + last.Length == Length && last.Route == route)
        {
            _runs[^1] = last with { Length = last.Length + length, Lines = last.Lines + lines };
            return;
        }

        _runs.Add(new LogRun(route, Length, length, lines));
    }
}
