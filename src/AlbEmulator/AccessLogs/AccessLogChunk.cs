namespace AlbEmulator.AccessLogs;

/// <summary>Whole lines behind each other, in the order in which they were accepted.</summary>
internal sealed class AccessLogChunk(int capacity)
{
    /// <summary>In bytes: what is worth a write of its own, some 400 lines.</summary>
    public const int UsualCapacity = 256 * 1024;

    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(capacity);

    public int Capacity => _bytes.Length;

    /// <summary>In bytes.</summary>
    public int Length { get; private set; }

    public int Lines { get; private set; }

    public ReadOnlySpan<byte> Content => _bytes.AsSpan(0, Length);

    public bool TryAdd(ReadOnlySpan<byte> line)
    {
        if (!line.TryCopyTo(_bytes.AsSpan(Length)))
        {
            return false;
        }

        Length += line.Length;
        Lines++;
        return true;
    }

    public void Clear()
    {
        Length = 0;
        Lines = 0;
    }
}
