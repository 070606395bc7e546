using AlbEmulator.Machine;

namespace AlbEmulator.LogDelivery;

/// <summary>What a kill leaves of a line that was being written.</summary>
internal static class TornLines
{
    private const int Step = 64 * 1024;

    /// <summary>Cuts a file behind its last line feed, and says how many bytes went.</summary>
    public static int Cut(string path)
    {
        using var file = RegularFile.OpenToCut(path);
        var length = RandomAccess.GetLength(file);
        var whole = EndOfLastLine(file, length);
        if (whole < length)
        {
            RandomAccess.SetLength(file, whole);
        }

        return (int)(length - whole);
    }

    private static long EndOfLastLine(Microsoft.Win32.SafeHandles.SafeFileHandle file, long length)
    {
        var buffer = new byte[Step];
        for (var end = length; end > 0; end -= Step)
        {
            var start = Math.Max(0, end - Step);
            var read = RandomAccess.Read(file, buffer.AsSpan(0, (int)(end - start)), start);
            var feed = buffer.AsSpan(0, read).LastIndexOf((byte)'\n');
            if (feed >= 0)
            {
                return start + feed + 1;
            }
        }

        return 0;
    }
}
