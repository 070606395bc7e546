using System.Collections.Frozen;
using System.Text;

namespace AlbEmulator.Requests;

/// <summary>
/// The page of an answer that the load balancer itself gives: nginx's pages, as an ALB sends them.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html"/>
/// </summary>
internal sealed class AnswerPage
{
    private const string Padding = "<!-- a padding to disable MSIE and Chrome friendly error page -->\r\n";

    private static readonly FrozenDictionary<int, AnswerPage> Pages = new AnswerPage[]
    {
        new(400, "Bad Request"),
        new(405, "Not Allowed"),
        new(408, "Request Time-out"),
        new(414, "Request-URI Too Large"),
        new(500, "Internal Server Error"),
        new(501, "Not Implemented"),
        new(502, "Bad Gateway"),
        new(503, "Service Temporarily Unavailable"),
        new(504, "Gateway Time-out"),
        new(505, "HTTP Version Not Supported"),
    }.ToFrozenDictionary(page => page.StatusCode);

    private readonly byte[] _page;
    private readonly byte[] _paddedPage;

    private AnswerPage(int statusCode, string title)
    {
        StatusCode = statusCode;
        Reason = title;
        var page = $"""
            <html>
            <head><title>{statusCode} {title}</title></head>
            <body>
            <center><h1>{statusCode} {title}</h1></center>
            </body>
            </html>

            """.ReplaceLineEndings("\r\n");
        _page = Encoding.ASCII.GetBytes(page);
        _paddedPage = Encoding.ASCII.GetBytes(page + string.Concat(Enumerable.Repeat(Padding, 6)));
    }

    public int StatusCode { get; }

    /// <summary>The reason phrase of the status line.</summary>
    public string Reason { get; }

    public static AnswerPage Of(int statusCode) => Pages[statusCode];

    /// <summary>The page, padded for browsers that would show their own page in place of a short one.</summary>
    public ReadOnlyMemory<byte> For(string? userAgent) =>
        userAgent is not null
        && (userAgent.Contains("Chrome/", StringComparison.Ordinal) || userAgent.Contains("MSIE ", StringComparison.Ordinal))
            ? _paddedPage
            : _page;
}
