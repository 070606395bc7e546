using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace AlbEmulator.Stores;

/// <summary>
/// A change as a line of JSON, <c>{"Crc":"8HEX","Change":{…}}</c>: the sum (CRC-32C, of the bytes of the change) tells a
/// line that was written whole from one that was not.
/// </summary>
internal static class ChangeLine
{
    /// <summary>In bytes: ten times what 100,000 rules take that are made at once, of a seed.</summary>
    public const int Longest = 256 * 1024 * 1024;

    private const int Digits = 8;

    private static ReadOnlySpan<byte> Before => "{\"Crc\":\""u8;

    private static ReadOnlySpan<byte> Between => "\",\"Change\":"u8;

    private static ReadOnlySpan<byte> After => "}\n"u8;

    private static int Head => Before.Length + Digits + Between.Length;

    /// <summary>Writes the line, its line feed included.</summary>
    /// <exception cref="IOException">It would not be read.</exception>
    public static void Write<TChange>(ArrayBufferWriter<byte> to, TChange change, JsonTypeInfo<TChange> json)
    {
        var start = to.WrittenCount;
        to.Write(Before);
        to.Write("00000000"u8);
        to.Write(Between);
        using (var writer = new Utf8JsonWriter(to))
        {
            JsonSerializer.Serialize(writer, change, json);
        }

        // What was written is ours, though it is handed out to be read.
        var line = MemoryMarshal.AsMemory(to.WrittenMemory).Span[start..];
        SumOf(line[Head..]).TryFormat(line[Before.Length..], out _, "x8", CultureInfo.InvariantCulture);
        to.Write(After);
        if (to.WrittenCount - start > Longest)
        {
            throw new IOException($"A change of more than {Longest} bytes is not kept.");
        }
    }

    /// <summary>The JSON of the change.</summary>
    /// <param name="line">Without its line feed.</param>
    /// <param name="problem">What is wrong with it; null for nothing.</param>
    public static ReadOnlySpan<byte> Read(ReadOnlySpan<byte> line, out string? problem)
    {
        problem = null;
        if (line.Length <= Head
            || !line.StartsWith(Before)
            || !line[(Before.Length + Digits)..].StartsWith(Between)
            || line[^1] != After[0])
        {
            problem = "is no change, or only a part of one";
            return [];
        }

        var change = line[Head..^1];
        var (told, sum) = (Encoding.UTF8.GetString(line.Slice(Before.Length, Digits)), SumOf(change));
        if (told != sum.ToString("x8", CultureInfo.InvariantCulture))
        {
            problem = $"was not written so: its Crc is {told}, and its Change has {sum:x8}";
        }

        return change;
    }

    private static uint SumOf(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
        {
            sum = BitOperations.Crc32C(sum, word);
        }

        foreach (var rest in bytes[(words.Length * sizeof(ulong))..])
        {
            sum = BitOperations.Crc32C(sum, rest);
        }

        return ~sum;
    }
}
