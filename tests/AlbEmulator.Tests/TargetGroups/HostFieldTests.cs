using System.Buffers;
using System.Text;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.Tests.TargetGroups;

/// <summary>Blocks of fields as an HTTP client may write them; bytes are written in hexadecimal, texts in quotation marks.</summary>
public sealed class HostFieldTests
{
    // 82 GET, 84 the path /, 86 http, 0f 17 host; 01, 41 and 11 :authority, not indexed, indexed and never indexed.
    [Theory]
    [InlineData("82 86 01 0b 'example.com' 84", "82 86 84 0f17 0b 'example.com'")]
    [InlineData("01 0b 'example.com' 82 86 84", "82 86 84 0f17 0b 'example.com'")]
    [InlineData("82 86 84 01 01 'x' 0f 2b 01 'y' 00 01 'z' 01 '1'", "82 86 84 0f17 01 'x' 0f 2b 01 'y' 00 01 'z' 01 '1'")]
    [InlineData("82 86 11 01 'x' 84 58 01 'y'", "82 86 84 0f17 01 'x' 58 01 'y'")]
    [InlineData("82 86 01 88 '12345678' 04 02 '/a' 90", "82 86 04 02 '/a' 0f17 88 '12345678' 90")]
    [InlineData("3f e1 1f 20 82 01 01 'x' 86 84", "3f e1 1f 20 82 86 84 0f17 01 'x'")]
    [InlineData("82 81 86 84 bd", "82 86 84 0f17 00 bd")]
    [InlineData("82 86 01 00 84", "82 86 84 0f17 00")]
    [InlineData("00 05 'x-sum' 01 '1'", "00 05 'x-sum' 01 '1'")]
    [InlineData("90 01 01 'x'", "90 01 01 'x'")]
    [InlineData("", "")]
    public void Authority_becomes_host_behind_the_pseudo_header_fields(string block, string moved) =>
        Assert.Equal(Convert.ToHexString(Bytes(moved)), Convert.ToHexString(Move(Bytes(block))));

    [Theory]
    [InlineData(126)]
    [InlineData(127)]
    [InlineData(185)]
    [InlineData(255)]
    [InlineData(20_000)]
    public void Texts_of_every_length_are_told_apart(int length)
    {
        var text = new string('a', length);
        byte[] name = [0x00, .. Text(text), 0x01, (byte)'v'];

        Assert.Equal(
            [0x82, 0x0f, 0x17, .. Text(text), .. name], Move([0x82, 0x01, .. Text(text), .. name]));
    }

    [Theory]
    [InlineData("82 41 01 'x'")]
    [InlineData("82 be 01 01 'x'")]
    [InlineData("80")]
    [InlineData("82 01")]
    [InlineData("82 01 02 'x'")]
    [InlineData("82 01 7f")]
    [InlineData("82 01 7f ff ff ff ff ff ff")]
    [InlineData("7f")]
    [InlineData("00 0a ':authority' 01 'x'")]
    [InlineData("00 88 b8 3b 53 39 ec 32 7d 7f 01 'x'")]
    public void Block_in_which_the_host_cannot_be_told_is_refused(string block) =>
        Assert.Throws<NotSupportedException>(() => Move(Bytes(block)));

    [Fact]
    public void Any_bytes_are_fields_or_refused()
    {
        var random = new Random(7);
        for (var run = 0; run < 20_000; run++)
        {
            var block = new byte[random.Next(24)];
            random.NextBytes(block);
            try
            {
                Assert.InRange(Move(block).Length, block.Length, block.Length + 2);
            }
            catch (NotSupportedException)
            {
                // Said in words.
            }
        }
    }

    private static byte[] Move(byte[] block)
    {
        var moved = new ArrayBufferWriter<byte>();
        HostField.Move(block, moved);
        return moved.WrittenSpan.ToArray();
    }

    private static byte[] Text(string text)
    {
        var length = new List<byte>();
        var rest = text.Length - 127;
        length.Add((byte)Math.Min(text.Length, 127));
        while (rest >= 0)
        {
            length.Add((byte)(rest < 128 ? rest : (rest & 0x7f) | 0x80));
            rest = rest < 128 ? -1 : rest >> 7;
        }

        return [.. length, .. Encoding.ASCII.GetBytes(text)];
    }

    private static byte[] Bytes(string text) =>
    [
        .. text.Split('\'').SelectMany((part, index) => index % 2 == 1
            ? Encoding.ASCII.GetBytes(part)
            : Convert.FromHexString(part.Replace(" ", "", StringComparison.Ordinal))),
    ];
}
