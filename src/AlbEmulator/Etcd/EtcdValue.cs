using System.Globalization;
using System.IO.Compression;
using Google.Protobuf;

namespace AlbEmulator.Etcd;

/// <summary>
/// Bytes as a value of etcd, which takes at most 1.5 MiB in one request: compressed where that is worth it, and cut into
/// parts where it is still too long. Then the value names keys beside its own, which were put before it.
/// </summary>
/// <param name="Value">Of the key itself.</param>
/// <param name="Parts">What is to be put first, by key.</param>
internal sealed record EtcdValue(ByteString Value, IReadOnlyList<(string Key, ByteString Value)> Parts)
{
    /// <summary>Stands in keys of parts, and in no others.</summary>
    public const char PartMark = '#';

    /// <summary>In bytes; three of them go into one request.</summary>
    private const int Piece = 448 * 1024;

    private const int WorthIt = 1024;

    /// <summary>As of a file of changes: forty times what 100,000 rules take.</summary>
    private const long Longest = 1024 * 1024 * 1024;

    private const byte Plain = (byte)'t';
    private const byte Compressed = (byte)'z';
    private const byte InParts = (byte)'p';

    /// <param name="key">Of the value.</param>
    /// <param name="id">Tells the parts from those of others who put the same key.</param>
    /// <param name="bytes">What is kept.</param>
    public static EtcdValue Of(string key, string id, ReadOnlySpan<byte> bytes)
    {
        var packed = Pack(bytes);
        if (packed.Length <= Piece)
        {
            return new(ByteString.CopyFrom(packed), []);
        }

        var parts = packed.Chunk(Piece)
            .Select((part, number) => (PartKey(key, id, number), ByteString.CopyFrom(part)))
            .ToList();
        return new(ByteString.CopyFromUtf8(string.Create(CultureInfo.InvariantCulture, $"{(char)InParts}{id} {parts.Count}")), parts);
    }

    /// <summary>Keys of the parts of a value, in order; empty where it has none.</summary>
    /// <exception cref="InvalidDataException">It was not written by this program.</exception>
    public static IReadOnlyList<string> PartsOf(string key, ByteString value)
    {
        if (value.Length == 0 || value[0] != InParts)
        {
            return [];
        }

        return value.ToStringUtf8()[1..].Split(' ') is [var id, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count <= Longest / Piece
            ? [.. Enumerable.Range(0, count).Select(part => PartKey(key, id, part))]
            : throw new InvalidDataException($"{key} names parts in a way that is not known");
    }

    /// <param name="key">For words.</param>
    /// <param name="value">The value, or its parts one behind the other.</param>
    /// <exception cref="InvalidDataException">It was not written by this program.</exception>
    public static byte[] Read(string key, ReadOnlyMemory<byte> value)
    {
        if (value.Length > 0 && value.Span[0] == Plain)
        {
            return value[1..].ToArray();
        }

        if (value.Length == 0 || value.Span[0] != Compressed)
        {
            throw new InvalidDataException($"{key} has a value that is not known");
        }

        using var from = new GZipStream(new MemoryStream(value[1..].ToArray()), CompressionMode.Decompress);
        using var to = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = from.Read(buffer)) > 0;)
        {
            if (to.Length + read > Longest)
            {
                throw new InvalidDataException($"{key} has more than {Longest} bytes");
            }

            to.Write(buffer, 0, read);
        }

        return to.ToArray();
    }

    private static byte[] Pack(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < WorthIt)
        {
            return [Plain, .. bytes];
        }

        using var to = new MemoryStream();
        to.WriteByte(Compressed);
        using (var zip = new GZipStream(to, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(bytes);
        }

        return to.ToArray();
    }

    private static string PartKey(string key, string id, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{key}{PartMark}{id}{PartMark}{number:d6}");
}
