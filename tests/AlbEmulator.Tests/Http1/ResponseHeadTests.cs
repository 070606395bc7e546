using System.Text;
using AlbEmulator.Http1;

namespace AlbEmulator.Tests.Http1;

/// <summary>Heads of responses, whole and in pieces.</summary>
public sealed class ResponseHeadTests
{
    private static readonly string Blanks = new(' ', 400);

    [Theory]
    [InlineData("Content-Length: 20\r\nTransfer-Encoding|: chunked\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked|, identity\r\n\r\n")]
    [InlineData("Transfer-Encoding:|chunked\r\nContent-Length: 20\r\n\r\n")]
    [InlineData("Content-Length: 2|9\r\n\r\n")]
    [InlineData("Content-Length|: 3\r\n\r\n")]
    public void Long_line_that_tells_the_end_is_malformed(string headers) =>
        Assert.NotNull(Problem($"HTTP/1.1 200 OK\r\n{headers.Replace("|", Blanks, StringComparison.Ordinal)}"));

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nX-A: a\rb\r\n fold\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n fold\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n X-A: a\r\n\r\n")]
    public void Folded_line_does_not_hide_that_the_connection_closes(string head) => Assert.NotNull(Problem(head));

    [Theory]
    [InlineData("HTTP/1.1 099 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 000 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 2000\r\n\r\n")]
    [InlineData("HTTP/1.1200 OK\r\n\r\n")]
    [InlineData("HTTP/1.x 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\na b: c\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\na\t: c\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n: c\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\na\rb: c\r\n\r\n")]
    public void What_is_no_head_is_malformed(string head) => Assert.NotNull(Problem(head));

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n", 200, "OK")]
    [InlineData("HTTP/1.1 200\r\n\r\n", 200, "")]
    [InlineData("HTTP/1.1 299 Quite Fine\n\n", 299, "Quite Fine")]
    [InlineData("HTTP/1.9 404 \r\n\r\n", 404, "")]
    public void Status_and_reason_are_as_they_came(string text, int status, string reason)
    {
        var head = Read(text);

        Assert.Equal((status, reason), (head.Status, Encoding.Latin1.GetString(head.Reason)));
        Assert.True(head.KeepsAlive);
    }

    [Theory]
    [InlineData("X-A: a\r\n b\r\n\tc \r\n \r\nContent-Length: 3\r\n\r\n", "X-A=a   b   c|Content-Length=3")]
    [InlineData("X-A: \r\n b\r\n\r\n", "X-A=b")]
    [InlineData("x-A :a \nB:\n\n", "x-A=a|B=")]
    [InlineData("X: a\rb\0c\r\n\r\n", "X=a b c")]
    [InlineData("X: 1\r\nX: 2\r\n\r\n", "X=1|X=2")]
    public void Lines_have_names_and_values(string lines, string expected)
    {
        var head = Read($"HTTP/1.1 200 OK\r\n{lines}").Lines;

        Assert.Equal(expected, string.Join('|', Enumerable.Range(0, head.Count).Select(
            index => $"{Encoding.Latin1.GetString(head.Name(index))}={Encoding.Latin1.GetString(head.Value(index)).Trim()}")));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK", "", true)]
    [InlineData("HTTP/1.1 200 OK", "Connection: close\r\n", false)]
    [InlineData("HTTP/1.1 200 OK", "Connection: a\r\nconnection: b, CLOSE\r\n", false)]
    [InlineData("HTTP/1.0 200 OK", "", false)]
    [InlineData("HTTP/1.0 200 OK", "Connection: Keep-Alive\r\n", true)]
    [InlineData("HTTP/1.1 200 OK", "Content-Length: 3\r\nContent-Length: 3\r\n", false)]
    [InlineData("HTTP/1.1 304 OK", "Content-Length: 3\r\n", true)]
    [InlineData("HTTP/1.1 204 OK", "Content-Length: 3\r\n", false)]
    public void Connection_stays_where_nothing_says_otherwise(string line, string headers, bool stays) =>
        Assert.Equal(stays, Read($"{line}\r\n{headers}\r\n").KeepsAlive);

    [Fact]
    public void Interim_response_with_a_body_makes_the_next_one_the_last()
    {
        var head = Read("HTTP/1.1 103 Early Hints\r\nContent-Length: 3\r\n\r\n");
        Assert.True(head.IsInterim);

        Assert.Null(head.Read("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n"u8));
        Assert.False(head.KeepsAlive);

        head.Begin();
        Assert.Null(head.Read("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n"u8));
        Assert.True(head.KeepsAlive);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nA: b\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\nA: b\n\n")]
    [InlineData("HTTP/1.1 200 OK\nA: b\r\n\n")]
    [InlineData("HTTP/1.1 200 OK\r\nA: b\n\r\n")]
    public void End_is_found_with_its_last_byte(string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text + "HTTP/1.1 200\r\n\r\n");
        var head = new ResponseHead();
        head.Begin();
        for (var length = 0; length < text.Length; length++)
        {
            Assert.Equal(0, head.LengthIn(bytes.AsSpan(0, length)));
        }

        Assert.Equal(text.Length, head.LengthIn(bytes.AsSpan(0, text.Length)));
        head.Begin();
        Assert.Equal(text.Length, head.LengthIn(bytes));
    }

    private static ResponseHead Read(string text)
    {
        var head = new ResponseHead();
        head.Begin();
        Assert.Null(head.Read(Encoding.Latin1.GetBytes(text)));
        return head;
    }

    private static string? Problem(string text)
    {
        var head = new ResponseHead();
        head.Begin();
        return head.Read(Encoding.Latin1.GetBytes(text));
    }
}
