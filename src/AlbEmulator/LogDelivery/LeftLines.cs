using System.IO.Compression;

namespace AlbEmulator.LogDelivery;

/// <summary>
/// What was found in a file of the spool that nobody has handed over, since the emulator was killed: lines that are compressed, or,
/// in what an earlier version left, lines as they are.
/// </summary>
/// <param name="Copied">Bytes of its lines.</param>
/// <param name="Torn">Bytes of one that was being written, and is left out.</param>
/// <param name="IsBroken">Whether something stands in it that nobody has written so.</param>
internal readonly record struct LeftLines(long Copied, int Torn, bool IsBroken)
{
    /// <summary>More than any line has, in bytes.</summary>
    private const int Longest = 1024 * 1024;

    /// <summary>Where something is wrong nothing is read of what comes with it: so it is not much at a time.</summary>
    private const int Step = 256;

    /// <summary>Copies the lines.</summary>
    /// <param name="file">At its beginning.</param>
    /// <param name="output">Takes them.</param>
    public static LeftLines Copy(FileStream file, Stream output)
    {
        using var left = IsCompressed(file) ? (Stream)new GZipStream(file, CompressionMode.Decompress) : file;
        var buffer = new byte[Longest];
        var (copied, held) = (0L, 0);
        try
        {
            while (held < Longest && left.Read(buffer.AsSpan(held, Math.Min(Step, Longest - held))) is var read and > 0)
            {
                var lines = buffer.AsSpan(held, read).LastIndexOf((byte)'\n') + 1;
                if (lines == 0)
                {
                    held += read;
                    continue;
                }

                output.Write(buffer, 0, held + lines);
                copied += held + lines;
                buffer.AsSpan(held + lines, read - lines).CopyTo(buffer);
                held = read - lines;
            }
        }
        catch (InvalidDataException)
        {
            return new LeftLines(copied, held, IsBroken: true);
        }

        return new LeftLines(copied, held, IsBroken: held == Longest);
    }

    private static bool IsCompressed(FileStream file)
    {
        Span<byte> first = stackalloc byte[GzipPieces.Mark.Length];
        var isCompressed = file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) == first.Length
            && first.SequenceEqual(GzipPieces.Mark);
        file.Position = 0;
        return isCompressed;
    }
}
