using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace AlbEmulator.LogDelivery;

/// <summary>
/// A gzip file that grows by pieces, and is whole after each: behind it stands the end of the file, in whose place the next piece
/// comes. Of a piece that could not be written nothing is missed. It stays one member, since many who read gzip read no further
/// than the first.
/// <see href="https://www.rfc-editor.org/rfc/rfc1952"/>
/// </summary>
internal sealed class GzipPieces : IDisposable
{
    /// <summary>Of what stands behind the last piece, in bytes.</summary>
    public const int EndLength = 10;

    private readonly MemoryStream _piece = new();
    private Crc32 _sum = new();
    private Crc32? _nextSum;
    private DeflateStream? _deflate;
    private bool _hasBegun;
    private uint _length;
    private uint _nextLength;

    /// <summary>What a gzip file begins with.</summary>
    public static ReadOnlySpan<byte> Mark => Header[..2];

    /// <summary>Deflate, no name, no time, made fast, on a system that does not matter.</summary>
    private static ReadOnlySpan<byte> Header => [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 4, 255];

    /// <summary>A block of its own that says it is the last, and has nothing in it.</summary>
    private static ReadOnlySpan<byte> LastBlock => [3, 0];

    /// <summary>The next piece, compressed, and the end behind it; they stay until the next.</summary>
    public ReadOnlySpan<byte> Compress(ReadOnlySpan<byte> content)
    {
        if (_nextSum is not null)
        {
            // What comes would refer to a piece that is not in the file.
            Rest();
        }

        _nextSum = _sum.Clone();
        _nextSum.Append(content);
        _nextLength = _length + (uint)content.Length;
        _piece.SetLength(0);
        if (!_hasBegun)
        {
            _piece.Write(Header);
        }

        _deflate ??= new DeflateStream(_piece, CompressionLevel.Fastest, leaveOpen: true);
        _deflate.Write(content);
        _deflate.Flush();
        WriteEnd();
        return _piece.GetBuffer().AsSpan(0, (int)_piece.Length);
    }

    /// <summary>The piece is in the file.</summary>
    public void Take()
    {
        _hasBegun = true;
        (_sum, _length, _nextSum) = (_nextSum!, _nextLength, null);
    }

    /// <summary>
    /// The next piece is not soon: the third of a megabyte that compressing takes is given back. It refers to nothing before it,
    /// then, and becomes a little longer.
    /// </summary>
    public void Rest()
    {
        _deflate?.Dispose();
        _deflate = null;
        _piece.SetLength(0);
        _piece.Capacity = 0;
    }

    public void Dispose() => Rest();

    private void WriteEnd()
    {
        Span<byte> trailer = stackalloc byte[2 * sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, _nextSum!.GetCurrentHashAsUInt32());
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[sizeof(uint)..], _nextLength);
        _piece.Write(LastBlock);
        _piece.Write(trailer);
    }
}
