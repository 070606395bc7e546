using System.Text;

namespace AlbEmulator.Authentication;

/// <summary>Texts and times in bytes, one behind the other, as they are sealed.</summary>
internal static class SealedText
{
    /// <param name="write">Writes what is to be sealed.</param>
    public static byte[] Write(Action<BinaryWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8))
        {
            write(writer);
        }

        return bytes.ToArray();
    }

    /// <summary>What was read, or nothing where the bytes are not as they are written: those of an earlier version.</summary>
    public static T? Read<T>(byte[] bytes, Func<BinaryReader, T?> read)
        where T : class
    {
        using var reader = new BinaryReader(new MemoryStream(bytes, writable: false), Encoding.UTF8);
        try
        {
            return read(reader) is { } made && reader.BaseStream.Position == bytes.Length ? made : null;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or FormatException)
        {
            return null;
        }
    }
}
