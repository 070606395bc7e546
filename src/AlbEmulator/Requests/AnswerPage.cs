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

    /// <summary>
    /// A target group cannot take a request of that protocol; there is no page.
    /// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html#http-464-issues"/>
    /// </summary>
    public const int ProtocolMismatch = 464;

    /// <summary>
    /// A client sent more than <see cref="ForwardedFor.MostAddresses"/> addresses. Only the status line was seen of an
    /// ALB; that there is no page is taken from <see cref="ProtocolMismatch"/>.
    /// </summary>
    public const int TooManyAddresses = 463;

    /// <summary>
    /// A provider answered a login with an error. nginx has no phrase for it; the words of the page are those that several users
    /// of an ALB have quoted, while AWS's documentation calls it Unauthorized.
    /// </summary>
    public const int ProviderError = 561;

    private static readonly FrozenDictionary<int, AnswerPage> Pages = new AnswerPage[]
    {
        new(301, "Moved Permanently"),
        // The page says what the standard says; the status line does not.
        new(302, "Found"),
        new(400, "Bad Request"),
        new(401, "Authorization Required"),
        new(403, "Forbidden"),
        new(404, "Not Found"),
        new(405, "Not Allowed"),
        new(408, "Request Time-out"),
        new(413, "Request Entity Too Large"),
        new(414, "Request-URI Too Large"),
        new(500, "Internal Server Error"),
        new(501, "Not Implemented"),
        new(502, "Bad Gateway"),
        new(503, "Service Temporarily Unavailable"),
        new(504, "Gateway Time-out"),
        new(505, "HTTP Version Not Supported"),
        new(507, "Insufficient Storage"),
        new(ProviderError, "Authentication Error"),
        new(new Answer(TooManyAddresses, contentType: null, [])),
        new(new Answer(ProtocolMismatch, contentType: null, [])),
    }.ToFrozenDictionary(page => page._plain.StatusCode);

    private readonly Answer _plain;
    private readonly Answer _padded;

    private AnswerPage(int statusCode, string title)
    {
        var page = $"""
            <html>
            <head><title>{statusCode} {title}</title></head>
            <body>
            <center><h1>{statusCode} {title}</h1></center>
            </body>
            </html>

            """.ReplaceLineEndings("\r\n");
        _plain = AsAnswer(statusCode, page);
        _padded = statusCode < 400
            ? _plain
            : AsAnswer(statusCode, page + string.Concat(Enumerable.Repeat(Padding, 6)));
    }

    private AnswerPage(Answer answer) => _plain = _padded = answer;

    /// <summary>Every status for which there is a page, or none on purpose.</summary>
    public static IEnumerable<int> StatusCodes => Pages.Keys;

    /// <summary>The page, padded for browsers that would show their own page in place of a short one.</summary>
    public static Answer For(int statusCode, string? userAgent)
    {
        var page = Pages[statusCode];
        return userAgent is not null
            && (userAgent.Contains("Chrome/", StringComparison.Ordinal) || userAgent.Contains("MSIE ", StringComparison.Ordinal))
                ? page._padded
                : page._plain;
    }

    private static Answer AsAnswer(int statusCode, string page) =>
        new(statusCode, "text/html", Encoding.ASCII.GetBytes(page));
}
