using AlbEmulator.FrontEndConnections;


namespace AlbEmulator.Tests.FrontEndConnections;

/// <summary>Frames in pieces of any size, sense and nonsense.</summary>
public sealed class Http2FramesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(1000)]
    public void Bytes_are_counted_to_their_stream_however_they_come(int pieceLength)
    {
        byte[] bytes =
        [
            .. new byte[Http2Frames.PrefaceLength],
            .. Frame(type: 4, flags: 0, streamId: 0, length: 6),
            .. Frame(type: 1, flags: 4, streamId: 1, length: 20),
            .. Frame(type: 0, flags: 0, streamId: 1, length: 300),
            .. Frame(type: 1, flags: 5, streamId: 3, length: 1),
            .. Frame(type: 0, flags: 1, streamId: 1, length: 0),
        ];

        var pieces = Pieces(new Http2Frames(Http2Frames.PrefaceLength), bytes, pieceLength);

        Assert.Equal(9 + 6, pieces.Where(piece => piece.StreamId == 0).Sum(piece => piece.Length));
        Assert.Equal(9 + 20 + 9 + 300 + 9, pieces.Where(piece => piece.StreamId == 1).Sum(piece => piece.Length));
        Assert.Equal(9 + 1, pieces.Where(piece => piece.StreamId == 3).Sum(piece => piece.Length));
        Assert.Equal([3, 1], pieces.Where(piece => piece.EndsStream).Select(piece => piece.StreamId));
        Assert.Equal(5, pieces.Count(piece => piece.IsFirst));
        Assert.Equal(5, pieces.Count(piece => piece.IsLast));
    }

    [Fact]
    public void Garbage_is_frames_of_some_kind_and_no_byte_is_lost()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var bytes = new byte[random.Next(1, 2000)];
            random.NextBytes(bytes);

            var pieces = Pieces(new Http2Frames(skip: 0), bytes, random.Next(1, 100));

            Assert.InRange(bytes.Length - pieces.Sum(piece => piece.Length), 0, 8);
        }
    }

    private static List<Http2FramePiece> Pieces(Http2Frames frames, byte[] bytes, int pieceLength)
    {
        var pieces = new List<Http2FramePiece>();
        foreach (var chunk in bytes.Chunk(pieceLength))
        {
            ReadOnlySpan<byte> rest = chunk;
            while (frames.TryTake(ref rest, out var piece))
            {
                pieces.Add(piece);
            }

            Assert.True(rest.IsEmpty);
        }

        return pieces;
    }

    private static byte[] Frame(byte type, byte flags, byte streamId, int length) =>
        [0, (byte)(length >> 8), (byte)length, type, flags, 0, 0, 0, streamId, .. new byte[length]];
}
