using System.Text.RegularExpressions;

namespace AlbEmulator.Tests.Support;

/// <summary>The answers an ALB makes itself, to the byte, as they were captured from real ones.</summary>
public static partial class AlbPage
{
    private const string Padding = "<!-- a padding to disable MSIE and Chrome friendly error page -->\r\n";

    /// <summary>The page of a status.</summary>
    public static string Body(string status, bool padded = false) =>
        $"<html>\r\n<head><title>{status}</title></head>\r\n<body>\r\n<center><h1>{status}</h1></center>\r\n</body>\r\n</html>\r\n"
        + (padded ? Padding + Padding + Padding + Padding + Padding + Padding : "");

    /// <summary>The head of an answer, its date as <c>DATE</c>.</summary>
    public static string Head(string status, int length, string connection = "keep-alive") =>
        $"HTTP/1.1 {status}\r\nServer: awselb/2.0\r\nDate: DATE\r\nContent-Type: text/html\r\n"
        + $"Content-Length: {length}\r\nConnection: {connection}\r\n\r\n";

    /// <summary>Asserts that a response is the whole answer, byte for byte but for the date.</summary>
    public static void AssertIs(string status, RawMessage response, string connection = "keep-alive", bool padded = false)
    {
        var body = Body(status, padded);
        Assert.Equal(Head(status, body.Length, connection) + body, WithoutDate(response.Head) + response.Text);
    }

    /// <summary>A head whose date, if it has the right form, is replaced by <c>DATE</c>.</summary>
    public static string WithoutDate(string head) => Date().Replace(head, "Date: DATE\r\n");

    [GeneratedRegex(@"Date: (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT\r\n")]
    private static partial Regex Date();
}
