using System.Text;
using AlbEmulator.Health;

namespace AlbEmulator.Tests.Health;

public sealed class ResponseHeadReaderTests
{
    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n", 200)]
    [InlineData("HTTP/1.0 404 Not Found\r\nA: b\r\n\r\nbody", 404)]
    [InlineData("HTTP/1.1 204\r\n\r\n", 204)]
    [InlineData("HTTP/1.1 200 OK\nA: b\n\n", 200)]
    [InlineData("HTTP/1.1 999 ?\r\n\r\n", 999)]
    [InlineData("HTTP/1.1 200 OK\r\nwhatever\0this is\r\n\r\n", 200)]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 503 Busy\r\n\r\n", 503)]
    [InlineData("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 102 P\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", 200)]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\n\r\n", 101)]
    public void Status_is_read_in_one_piece_and_byte_by_byte(string answer, int status)
    {
        var bytes = Encoding.Latin1.GetBytes(answer);
        var whole = new ResponseHeadReader();
        Assert.Equal(HeadProgress.Ended, whole.Read(bytes));
        Assert.Equal(status, whole.StatusCode);

        var slow = new ResponseHeadReader();
        var end = bytes.Select((_, last) => slow.Read(bytes.AsSpan(0, last + 1))).First(progress => progress != HeadProgress.GoesOn);
        Assert.Equal((HeadProgress.Ended, status), (end, slow.StatusCode));
    }

    [Theory]
    [InlineData("\r\nHTTP/1.1 200 OK\r\n\r\n")]
    [InlineData("HTTP/2 200\r\n\r\n")]
    [InlineData("http/1.1 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1  200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 20 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 2000 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 012 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 -12 OK\r\n\r\n")]
    [InlineData("HTTP/1.1\r\n\r\n")]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n")]
    [InlineData("\0\0\0\0\0\0\0\0")]
    public void What_is_no_status_line_is_known_at_once(string answer) =>
        Assert.Equal(HeadProgress.Malformed, new ResponseHeadReader().Read(Encoding.Latin1.GetBytes(answer)));

    [Theory]
    [InlineData("X: y\r\n")]
    [InlineData("x")]
    [InlineData("\r")]
    public void Head_without_an_end_is_left_after_32_KB(string piece)
    {
        var reader = new ResponseHeadReader();
        var bytes = "HTTP/1.1 200 OK\r\n"u8.ToArray().Concat(Repeat(piece)).ToArray();

        var end = Enumerable.Range(1, 40).First(kilobytes => reader.Read(bytes.AsSpan(0, kilobytes * 1024)) == HeadProgress.TooLong);

        Assert.InRange(end, 32, 33);
    }

    [Fact]
    public void Interim_responses_without_an_end_are_left_after_32_KB()
    {
        var bytes = Repeat("HTTP/1.1 100 Continue\r\n\r\n").ToArray();

        Assert.Equal(HeadProgress.GoesOn, new ResponseHeadReader().Read(bytes.AsSpan(0, 31 * 1024)));
        Assert.Equal(HeadProgress.TooLong, new ResponseHeadReader().Read(bytes));
    }

    private static IEnumerable<byte> Repeat(string piece) =>
        Enumerable.Repeat(Encoding.Latin1.GetBytes(piece), 48 * 1024 / piece.Length).SelectMany(bytes => bytes);
}
