namespace AlbEmulator.Http1;

/// <summary>Bytes that came and were not taken yet, and room for more behind them.</summary>
/// <param name="length">Bytes for which there is room, but for heads that are longer.</param>
internal struct InputBuffer(int length)
{
    private byte[] _bytes = new byte[length];
    private int _start;
    private int _end;

    public readonly ReadOnlySpan<byte> Unread => _bytes.AsSpan(_start, _end - _start);

    public readonly bool IsEmpty => _start == _end;

    public readonly bool IsFull => _end == _bytes.Length;

    /// <summary>Where more may be put.</summary>
    public readonly Memory<byte> Free => _bytes.AsMemory(_end);

    /// <summary>So many bytes were put there.</summary>
    public void Put(int bytes) => _end += bytes;

    /// <summary>The first bytes are nobody's any longer.</summary>
    public void Take(int bytes) => _start += bytes;

    /// <summary>Begins anew with its usual length, where it is empty and nobody puts anything into it.</summary>
    public void Reset()
    {
        _start = _end = 0;
        if (_bytes.Length > length)
        {
            _bytes = new byte[length];
        }
    }

    /// <summary>Makes room for so many bytes, while nobody puts anything into it.</summary>
    public void MakeRoom(int bytes)
    {
        if (_end + bytes <= _bytes.Length)
        {
            return;
        }

        MoveToFront();
        if (_end + bytes > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_end + bytes, 2 * _bytes.Length));
        }
    }

    /// <summary>Makes what room there is without a larger buffer, while nobody puts anything into it.</summary>
    public void MoveToFront()
    {
        if (_start > 0)
        {
            _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
            (_start, _end) = (0, _end - _start);
        }
    }
}
