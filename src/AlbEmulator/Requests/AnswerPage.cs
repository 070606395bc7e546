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

    private static readonly int[] TitledByPhrase = [301, 400, 403, 404, 405, 408, 413, 414, 500, 501, 502, 503, 504, 505, 507];

    private static readonly FrozenDictionary<int, AnswerPage> Pages = TitledByPhrase.Select(static code => new AnswerPage(code, ReasonPhrases.Of(code))).Concat(
    [
        // Where the page says another thing than the status line.
        new(302, "Found"),
        new(401, "Authorization Required"),
        new(ProviderError, "Authentication Error"),
        new(new Answer(TooManyAddresses, contentType: null, [])),
        new(new Answer(ProtocolMismatch, contentType: null, [])),
    ]).ToFrozenDictionary(static page => page._plain.StatusCode);

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
