using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace AlbEmulator.LogDelivery;

/// <summary>
/// A gzip file that grows by pieces: what is there of it can be read at any time, and of a piece that could not be written
/// nothing is missed. It stays one member, since many who read gzip read no further than the first.
/// <see href="https://www.rfc-editor.org/rfc/rfc1952"/>
/// </summary>
internal sealed class GzipPieces : IDisposable
{
    /// <summary>Of <see cref="End"/>, in bytes.</summary>
    public const int EndLength = 10;

    private readonly MemoryStream _piece = new();
    private readonly Crc32 _sum = new();
    private DeflateStream? _deflate;
    private bool _isTaken = true;
    private bool _hasBegun;
    private uint _length;

    /// <summary>What a gzip file begins with.</summary>
    public static ReadOnlySpan<byte> Mark => Header[..2];

    /// <summary>Deflate, no name, no time, made fast, on a system that does not matter.</summary>
    private static ReadOnlySpan<byte> Header => [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 4, 255];

    /// <summary>A block of its own that says it is the last, and has nothing in it.</summary>
    private static ReadOnlySpan<byte> LastBlock => [3, 0];

    /// <summary>The next piece, compressed; it stays until the next.</summary>
    public ReadOnlySpan<byte> Compress(ReadOnlySpan<byte> content)
    {
        if (!_isTaken)
        {
            // It refers to a piece that is not in the file.
            Rest();
        }

        _isTaken = false;
        _piece.SetLength(0);
        if (!_hasBegun)
        {
            _piece.Write(Header);
        }

        _deflate ??= new DeflateStream(_piece, CompressionLevel.Fastest, leaveOpen: true);
        _deflate.Write(content);
        _deflate.Flush();
        return _piece.GetBuffer().AsSpan(0, (int)_piece.Length);
    }

    /// <summary>The piece is in the file.</summary>
    public void Take(ReadOnlySpan<byte> content)
    {
        (_isTaken, _hasBegun) = (true, true);
        _sum.Append(content);
        _length += (uint)content.Length;
    }

    /// <summary>What stands behind the last piece.</summary>
    public byte[] End()
    {
        Span<byte> trailer = stackalloc byte[2 * sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, _sum.GetCurrentHashAsUInt32());
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[sizeof(uint)..], _length);
        return [.. LastBlock, .. trailer];
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
}
