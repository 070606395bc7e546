using System.Security.Cryptography;

namespace AlbEmulator.Tracing;

/// <summary>
/// Makes the random part of trace ids: 96 bits as 24 lower-case hex digits.
/// The bytes come from the operating system in blocks, a block to a thread: nothing is seeded, so no restart and no
/// other process repeats an id, and threads share nothing.
/// </summary>
public sealed class TraceIds
{
    /// <summary>Hex digits of an id.</summary>
    public const int Length = 2 * BytesPerId;

    private const int BytesPerId = 12;
    private const int IdsPerBlock = 128;

    [ThreadStatic]
    private static Block? _block;

    private readonly Action<Span<byte>> _fill;

    public TraceIds()
        : this(RandomNumberGenerator.Fill)
    {
    }

    /// <param name="fill">Source of random bytes; called from any thread.</param>
    public TraceIds(Action<Span<byte>> fill)
    {
        _fill = fill;
    }

    /// <summary>Writes the next id over the first <see cref="Length"/> characters.</summary>
    public void WriteNext(Span<char> destination)
    {
        var block = _block;
        if (block is null || block.Owner != this)
        {
            block = _block = new Block(this);
        }

        Convert.TryToHexStringLower(block.Next(), destination, out _);
    }

    private sealed class Block(TraceIds owner)
    {
        private readonly byte[] _bytes = new byte[IdsPerBlock * BytesPerId];
        private int _position = IdsPerBlock * BytesPerId;

        public TraceIds Owner => owner;

        public ReadOnlySpan<byte> Next()
        {
            if (_position == _bytes.Length)
            {
                owner._fill(_bytes);
                _position = 0;
            }

            var id = _bytes.AsSpan(_position, BytesPerId);
            _position += BytesPerId;
            return id;
        }
    }
}
