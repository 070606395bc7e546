using System.IO.Compression;

namespace AlbEmulator.LogDelivery;

/// <summary>
/// The lines of a file of the spool that nobody has ended, since the emulator was killed: compressed, as far as they can be
/// read, or as they are, in what an earlier version left.
/// </summary>
internal static class LeftLines
{
    /// <summary>More than any line has, in bytes.</summary>
    private const int Longest = 1024 * 1024;

    /// <summary>Where something is wrong nothing is read of what comes with it: so it is not much at a time.</summary>
    private const int Step = 256;

    /// <summary>Copies the lines, and leaves out what a kill left of one that was being written.</summary>
    /// <param name="file">At its beginning.</param>
    /// <param name="output">Takes the lines.</param>
    /// <returns>In bytes, what was copied, and what was left out.</returns>
    public static (long Copied, int Torn) Copy(FileStream file, Stream output)
    {
        using var left = IsCompressed(file) ? (Stream)new GZipStream(file, CompressionMode.Decompress) : file;
        var buffer = new byte[Longest];
        var (copied, held) = (0L, 0);
        while (held < Longest && Read(left, buffer.AsSpan(held)) is var read and > 0)
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

        return (copied, held);
    }

    private static bool IsCompressed(FileStream file)
    {
        Span<byte> first = stackalloc byte[GzipPieces.Mark.Length];
        var isCompressed = file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) == first.Length
            && first.SequenceEqual(GzipPieces.Mark);
        file.Position = 0;
        return isCompressed;
    }

    /// <summary>The end is where nothing more can be read.</summary>
    private static int Read(Stream left, Span<byte> buffer)
    {
        try
        {
            return left.Read(buffer[..Math.Min(Step, buffer.Length)]);
        }
        catch (InvalidDataException)
        {
            return 0;
        }
    }
}
