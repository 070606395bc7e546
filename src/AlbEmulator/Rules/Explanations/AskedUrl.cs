using System.Globalization;
using System.Text;
using AlbEmulator.Model;

namespace AlbEmulator.Rules.Explanations;

/// <summary>
/// The URL of a request that <c>explain</c> is asked about: path and query stay as they were written, since that is
/// what rules look at.
/// </summary>
/// <param name="Scheme"><c>http</c> or <c>https</c>; null where the URL names none.</param>
/// <param name="Host">Lower case, an IPv6 address in its brackets; null where there is only a path.</param>
/// <param name="Port">Named, or the scheme's own; null where there is neither.</param>
/// <param name="Uri">Path and query as they would stand in the request line, Latin-1.</param>
internal sealed record AskedUrl(string? Scheme, string? Host, int? Port, string Uri)
{
    private const string SchemeEnd = "://";

    /// <summary>The URL, or what is wrong with it.</summary>
    public static (AskedUrl? Url, string? Problem) Read(string text)
    {
        if (text.Length == 0)
        {
            return Wrong("the URL is empty: write one such as http://localhost:8080/path?key=value");
        }

        if (text.Any(static character => character is <= ' ' or '\u007f'))
        {
            return Wrong("a URL holds no blanks and no control characters: write a blank as %20");
        }

        // A client keeps the fragment to itself.
        var sent = text.Split('#', 2)[0];
        if (sent.StartsWith('/') || sent.StartsWith('?'))
        {
            return (new AskedUrl(null, null, null, Bytes(sent)), null);
        }

        var end = sent.IndexOf(SchemeEnd, StringComparison.Ordinal);
        var authorityAt = end > 0 && !sent.AsSpan(0, end).ContainsAny('/', '?') ? end + SchemeEnd.Length : 0;
        var scheme = authorityAt == 0 ? null : sent[..(authorityAt - SchemeEnd.Length)].ToLowerInvariant();
        if (scheme is not (null or "http" or "https"))
        {
            return Wrong($"{Quoted.Text(scheme)} is not a scheme of a load balancer: write http://");
        }

        var pathAt = sent.AsSpan(authorityAt).IndexOfAny('/', '?') is var at and >= 0 ? authorityAt + at : sent.Length;
        return ReadAuthority(scheme, sent[authorityAt..pathAt], Bytes(sent[pathAt..]));
    }

    /// <summary>Text as a client would send it, UTF-8, with each byte in one character.</summary>
    public static string Latin1(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    private static (AskedUrl?, string?) ReadAuthority(string? scheme, string authority, string uri)
    {
        if (authority.Contains('@', StringComparison.Ordinal))
        {
            return Wrong("user and password are sent in a header: write Authorization in place of the part before @");
        }

        var (host, portText) = HostAndPort.Parse(authority);
        if (host.Length == 0)
        {
            return Wrong("the URL has no host: write one such as http://localhost:8080/path?key=value");
        }

        int? port = scheme switch
        {
            "http" => 80,
            "https" => 443,
            _ => null,
        };
        // A port that is empty is none.
        if (portText.Length > 0)
        {
            if (!int.TryParse(portText, NumberStyles.None, CultureInfo.InvariantCulture, out var named)
                || named is 0 or > 65535)
            {
                return Wrong($"the port of the URL must be a number from 1 to 65535, not {Quoted.Text(portText)}");
            }

            port = named;
        }

        return (new AskedUrl(scheme, host, port, uri), null);
    }

    private static string Bytes(string uri) => Latin1(uri.StartsWith('/') ? uri : "/" + uri);

    private static (AskedUrl? Url, string? Problem) Wrong(string problem) => (null, problem);
}
