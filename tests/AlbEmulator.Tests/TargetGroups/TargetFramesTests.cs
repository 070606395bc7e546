using AlbEmulator.TargetGroups;

namespace AlbEmulator.Tests.TargetGroups;

/// <summary>Frames to a target, written in pieces of any size.</summary>
public sealed class TargetFramesTests
{
    private const byte Data = 0;
    private const byte Headers = 1;
    private const byte Settings = 4;
    private const byte Continuation = 9;
    private const byte EndStream = 0x1;
    private const byte EndHeaders = 0x4;

    private static readonly byte[] Preface = [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8];
    private static readonly byte[] Fields = [0x82, 0x01, 1, (byte)'x', 0x84, 0x90];
    private static readonly byte[] Moved = [0x82, 0x84, 0x0f, 0x17, 1, (byte)'x', 0x90];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(23)]
    [InlineData(100)]
    [InlineData(1_000)]
    [InlineData(int.MaxValue)]
    public void Frames_arrive_whole_however_they_are_cut(int piece)
    {
        byte[] written =
        [
            .. Preface,
            .. Frame(Settings, 0, 0, new byte[12]),
            .. Frame(Headers, EndHeaders, 1, Fields),
            .. Frame(Data, 0, 1, new byte[300]),
            .. Frame(Data, EndStream, 1, []),
            .. Frame(Headers, EndStream, 3, Fields[..2]),
            .. Frame(Continuation, 0, 3, Fields[2..5]),
            .. Frame(Continuation, EndHeaders, 3, Fields[5..]),
            .. Frame(Headers, EndHeaders, 5, Fields),
        ];

        Assert.Equal(
            Convert.ToHexString(
            [
                .. Preface,
                .. Frame(Settings, 0, 0, new byte[12]),
                .. Frame(Headers, EndHeaders, 1, Moved),
                .. Frame(Data, 0, 1, new byte[300]),
                .. Frame(Data, EndStream, 1, []),
                .. Frame(Headers, EndStream | EndHeaders, 3, Moved),
                .. Frame(Headers, EndHeaders, 5, Moved),
            ]),
            Convert.ToHexString(Sent(written, piece)));
    }

    [Fact]
    public void Nothing_waits_that_could_be_written()
    {
        var frames = new TargetFrames();
        Assert.Equal(Preface, frames.Sending(Preface).ToArray());
        var data = Frame(Data, 0, 1, new byte[100]);

        Assert.Equal(data[..50], frames.Sending(data.AsMemory(0, 50)).ToArray());
        Assert.Equal(data[50..], frames.Sending(data.AsMemory(50)).ToArray());
        Assert.True(frames.Sending(Frame(Headers, 0, 1, Fields)).IsEmpty);
        Assert.NotEqual(0, frames.Sending(Frame(Continuation, EndHeaders, 1, [])).Length);
    }

    [Fact]
    public void Bodies_are_not_copied()
    {
        var frames = new TargetFrames();
        frames.Sending(Preface);
        ReadOnlyMemory<byte> bytes = (byte[])[.. Frame(Data, 0, 1, new byte[100]), .. Frame(Data, 0, 3, new byte[100])[..60]];

        Assert.True(bytes.Equals(frames.Sending(bytes)));
    }

    [Fact]
    public void Padding_is_left_out_and_priority_kept()
    {
        byte[] priority = [0, 0, 0, 7, 200];

        Assert.Equal(
            Frame(Headers, 0x20 | EndHeaders, 1, [.. priority, .. Moved]),
            Sent([.. Preface, .. Frame(Headers, 0x28 | EndHeaders, 1, [3, .. priority, .. Fields, 0, 0, 0])], int.MaxValue)[Preface.Length..]);
    }

    [Theory]
    [InlineData(16_384 - 5, 1)]
    [InlineData(16_384 - 4, 2)]
    [InlineData(16_384, 2)]
    [InlineData(40_000, 3)]
    public void Head_that_outgrows_its_frame_takes_another(int length, int count)
    {
        // Four bytes of the authority, and then fields of one byte each.
        byte[] fields = [0x82, 0x01, 1, (byte)'x', .. Enumerable.Repeat((byte)0x90, length)];
        byte[] written = [.. Preface];
        foreach (var (index, part) in fields.Chunk(16_384).Index())
        {
            var isLast = (index + 1) * 16_384 >= fields.Length;
            written = [.. written, .. Frame(index == 0 ? Headers : Continuation, isLast ? EndHeaders : (byte)0, 1, part)];
        }

        var sent = Sent(written, 1_000)[Preface.Length..];

        var types = new List<int>();
        var block = new List<byte>();
        for (var at = 0; at < sent.Length;)
        {
            var size = (sent[at] << 16) | (sent[at + 1] << 8) | sent[at + 2];
            Assert.InRange(size, 0, 16_384);
            Assert.Equal(at + 9 + size == sent.Length, (sent[at + 4] & EndHeaders) != 0);
            types.Add(sent[at + 3]);
            block.AddRange(sent[(at + 9)..(at + 9 + size)]);
            at += 9 + size;
        }

        Assert.Equal([Headers, .. Enumerable.Repeat((int)Continuation, count - 1)], types);
        Assert.Equal([0x82, 0x0f, 0x17, 1, (byte)'x', .. Enumerable.Repeat((byte)0x90, length)], block);
    }

    private static byte[] Sent(byte[] written, int piece)
    {
        var frames = new TargetFrames();
        var sent = new List<byte>();
        for (var at = 0; at < written.Length; at += Math.Min(piece, written.Length - at))
        {
            sent.AddRange(frames.Sending(written.AsMemory(at, Math.Min(piece, written.Length - at))).Span);
        }

        return [.. sent];
    }

    private static byte[] Frame(byte type, byte flags, byte stream, byte[] payload) =>
        [(byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length, type, flags, 0, 0, 0, stream, .. payload];
}
