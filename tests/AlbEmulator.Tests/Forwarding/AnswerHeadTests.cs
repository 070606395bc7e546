using System.Text;
using AlbEmulator.Forwarding;

namespace AlbEmulator.Tests.Forwarding;

/// <summary>A head of a target's answer in pieces of which the tests know where each ends.</summary>
public sealed class AnswerHeadTests
{
    private static readonly string Blanks = new(' ', 400);

    [Theory]
    [InlineData("Content-Length: 20\r\nTransfer-Encoding|: chunked\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked|, identity\r\n\r\n")]
    [InlineData("Transfer-Encoding:|chunked\r\nContent-Length: 20\r\n\r\n")]
    [InlineData("Content-Length: 2|9\r\n\r\n")]
    [InlineData("Content-Length|: 3\r\n\r\n")]
    public void Long_line_that_tells_the_end_is_malformed_in_one_piece_and_in_two(string headers)
    {
        var written = $"HTTP/1.1 200 OK\r\n{headers.Replace("|", $"{Blanks}|{Blanks}", StringComparison.Ordinal)}";
        AssertMalformed(written.Replace("|", "", StringComparison.Ordinal));
        AssertMalformed(written.Split('|'));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nX-A: a\rb\r\n fold\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n fold\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n X-A: a\r\n\r\n")]
    public void Folded_line_does_not_hide_that_the_connection_closes(string answer) => AssertMalformed(answer);

    [Theory]
    [InlineData("HTTP/1.1 099 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 000 OK\r\n\r\n")]
    public void Status_code_below_100_is_malformed(string answer) => AssertMalformed(answer);

    [Theory]
    [InlineData("X-A: a\r\n b\r\nContent-Length: 3\r\n\r\n")]
    [InlineData("X-A|: b\r\nContent-Length: 3\r\n\r\n")]
    [InlineData("X-A: a|b\r\nTransfer-Encoding: chunked\r\n\r\n")]
    public void Other_lines_may_be_folded_and_long(string headers)
    {
        var head = new AnswerHead();
        head.Begin();
        foreach (var piece in $"HTTP/1.1 200 OK\r\n{headers.Replace("|", $"{Blanks}|{Blanks}", StringComparison.Ordinal)}".Split('|'))
        {
            Assert.Equal(-1, head.Read(Encoding.ASCII.GetBytes(piece), hasRoom: true));
        }

        Assert.False(head.IsLast);
    }

    private static void AssertMalformed(params string[] pieces)
    {
        var head = new AnswerHead();
        head.Begin();
        Assert.Throws<MalformedAnswerException>(() =>
        {
            foreach (var piece in pieces)
            {
                head.Read(Encoding.ASCII.GetBytes(piece), hasRoom: true);
            }
        });
    }
}
