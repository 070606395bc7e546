using System.Buffers.Binary;
using System.Text;

namespace AlbEmulator.AwsApis;

/// <summary>Texts as CBOR, which newer clients of CloudWatch read. <see href="https://www.rfc-editor.org/rfc/rfc8949"/></summary>
internal static class CborText
{
    private const byte MapType = 0xA0;
    private const byte TextOf16BitLength = 0x79;

    /// <param name="entries">23 at most; each text has at most 65,535 bytes.</param>
    public static byte[] Map(params ReadOnlySpan<(string Name, string Value)> entries)
    {
        var bytes = new List<byte> { (byte)(MapType | entries.Length) };
        foreach (var (name, value) in entries)
        {
            Add(bytes, name);
            Add(bytes, value);
        }

        return [.. bytes];
    }

    private static void Add(List<byte> bytes, string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(length, checked((ushort)utf8.Length));
        bytes.Add(TextOf16BitLength);
        bytes.AddRange(length);
        bytes.AddRange(utf8);
    }
}
