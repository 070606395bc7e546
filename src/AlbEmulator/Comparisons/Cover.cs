using System.Text.RegularExpressions;
using AlbEmulator.Machine;
using AlbEmulator.Model;

namespace AlbEmulator.Comparisons;

/// <summary>
/// Puts something in the place of what may be sensitive, so that a report can be shown to everybody: tokens, cookies, accounts, hosts,
/// addresses, what only the application knows. The values of few headers are told, those that HTTP and load balancers have; of all others it
/// is told that they are there.
/// </summary>
/// <param name="hosts">Those that the user named, in the order in which they are numbered.</param>
/// <param name="isOff">Whether all is told.</param>
internal sealed partial class Cover(IReadOnlyList<string> hosts, bool isOff)
{
    /// <summary>Characters of a value that are told.</summary>
    private const int Longest = 2000;

    /// <summary>Headers whose values say how a message is carried, and nothing of what is in it.</summary>
    private static readonly HashSet<string> Told = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept", "Accept-Encoding", "Accept-Language", "Accept-Ranges", "Access-Control-Allow-Credentials", "Access-Control-Allow-Headers",
        "Access-Control-Allow-Methods", "Access-Control-Allow-Origin", "Access-Control-Expose-Headers", "Access-Control-Max-Age", "Age", "Allow",
        "Cache-Control", "Connection", "Content-Encoding", "Content-Language", "Content-Length", "Content-Range",
        "Content-Type", "Date", "Expect", "Expires", "Grpc-Message", "Grpc-Status", "Host", "Keep-Alive", "Last-Modified", "Location", "Origin",
        "Pragma", "Range", "Referrer-Policy", "Retry-After", "Server", "Strict-Transport-Security", "TE", "Trailer", "Transfer-Encoding",
        "Upgrade", "User-Agent", "Vary", "Via", "WWW-Authenticate", "X-Amzn-Trace-Id", "X-Amzn-Waf-Action", "X-Content-Type-Options",
        "X-Forwarded-For", "X-Forwarded-Port", "X-Forwarded-Proto", "X-Frame-Options",
    };

    public bool IsOff => isOff;

    /// <summary>The value of a header, on one line.</summary>
    public string Header(string name, string value) => Line(
        name.Equals("Host", StringComparison.OrdinalIgnoreCase) ? Host(value)
        : isOff || Told.Contains(name) ? Text(value)
        : name.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase) ? SetCookie(value)
        : LeftOut(value));

    /// <summary>What differs, as one of the two has it.</summary>
    public string Of(Difference difference, string value) => difference.Kind switch
    {
        DifferenceKind.HeaderCount or DifferenceKind.HeaderValue when value.Length > 0 => Header(difference.Header!, value),
        DifferenceKind.Trailers when value.Length > 0 && !isOff => LeftOut(value),
        DifferenceKind.Reason => Printable.Quoted(Text(value).AsSpan(), Longest),
        _ => Line(Text(value)),
    };

    /// <summary>Text on one line, without what identifies somebody.</summary>
    public string Words(string text) => Line(Text(text));

    private string Text(string text)
    {
        if (isOff)
        {
            return text;
        }

        text = Mail().Replace(text, "<mail address>");
        foreach (var (number, host) in hosts.Index().OrderByDescending(static host => host.Item.Length))
        {
            text = Regex.Replace(text, $@"(?<![\w-]){Regex.Escape(host)}(?![\w-])", $"<host {number + 1}>", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
        }

        text = SecretParameter().Replace(text, "$1<left out>");
        text = UserOfUrl().Replace(text, "$1<left out>@");
        text = HostOfUrl().Replace(text, static found => IsHere(found.Groups["host"].Value) ? found.Value : $"{found.Groups["scheme"].Value}<host>");
        text = Credentials().Replace(text, "$1 <left out>");
        text = Token().Replace(text, "<token>");
        text = AccessKey().Replace(text, "<access key>");
        text = Account().Replace(text, "<account>");
        text = LoadBalancer().Replace(text, "<load balancer>");
        text = Address().Replace(text, static found => found.Value.StartsWith("127.", StringComparison.Ordinal) ? found.Value : "<address>");
        text = Address6().Replace(text, "<address>");
        return LongSecret().Replace(text, static found => LeftOut(found.Value));
    }

    /// <summary>Whatever it is: those that were named have their numbers.</summary>
    private string Host(string value) =>
        Text(value) is var told && (isOff || told.Contains('<', StringComparison.Ordinal) || IsHere(HostAndPort.Parse(value).Host)) ? told : "<host>";

    /// <summary>Everybody has it.</summary>
    public static bool IsHere(string host) => host is "localhost" or "127.0.0.1" or "::1" or "[::1]";

    /// <summary>Name and attributes of a cookie.</summary>
    private string SetCookie(string value)
    {
        var end = value.IndexOf(';', StringComparison.Ordinal) is var semicolon and >= 0 ? semicolon : value.Length;
        var equals = value.AsSpan(0, end).IndexOf('=');
        return equals < 0 ? LeftOut(value) : $"{Text(value[..equals])}={LeftOut(value[(equals + 1)..end])}{Domain().Replace(Text(value[end..]), "$1<host>")}";
    }

    private static string LeftOut(string value) => value.Length == 1 ? "<1 character left out>" : $"<{value.Length} characters left out>";

    private static string Line(string text) => Printable.Of(text, Longest);

    [GeneratedRegex(
        @"([?&;](?:[^=&#\s]*(?:token|secret|key|code|password|passwd|pwd|signature|sig|credential|state|nonce|session|auth|assertion|hint|client)[^=&#\s]*)=)[^&#\s""']+",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex SecretParameter();

    /// <summary>Of whoever was not named.</summary>
    [GeneratedRegex(@"(?<scheme>\w+://(?:<left out>@)?)(?<host>[\w.-]+)(?![<\w.-])", RegexOptions.CultureInvariant)]
    private static partial Regex HostOfUrl();

    /// <summary>Which cookies tell, unless it is one that was named.</summary>
    [GeneratedRegex(@"(;\s*domain=)[^;<]+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Domain();

    [GeneratedRegex(@"(\w+://)[^/\s@]+@", RegexOptions.CultureInvariant)]
    private static partial Regex UserOfUrl();

    [GeneratedRegex(@"\b(Bearer|Basic|Digest|Negotiate|AWS4-HMAC-SHA256)\s+\S[^""]*", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Credentials();

    [GeneratedRegex(@"\beyJ[A-Za-z0-9_=-]+(?:\.[A-Za-z0-9_=-]*){1,4}", RegexOptions.CultureInvariant)]
    private static partial Regex Token();

    [GeneratedRegex(@"\bA[A-Z]{3}[A-Z0-9]{16}\b", RegexOptions.CultureInvariant)]
    private static partial Regex AccessKey();

    [GeneratedRegex(@"(?<![\w-])\d{12}(?![\w-])", RegexOptions.CultureInvariant)]
    private static partial Regex Account();

    [GeneratedRegex(@"[\w.-]+\.elb\.amazonaws\.com(?:\.cn)?", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex LoadBalancer();

    [GeneratedRegex(@"[\w.+-]+@[\w-]+\.[\w.-]+", RegexOptions.CultureInvariant)]
    private static partial Regex Mail();

    [GeneratedRegex(@"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])", RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    /// <summary>Eight groups, or fewer with two colons between them: times have three.</summary>
    [GeneratedRegex(@"(?<![\w:])(?:(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|(?:[0-9a-fA-F]{1,4}:){1,6}(?::[0-9a-fA-F]{1,4}){1,6}|(?:[0-9a-fA-F]{1,4}:){1,7}:)(?![\w:])", RegexOptions.CultureInvariant)]
    private static partial Regex Address6();

    /// <summary>Longer than a trace id with its name.</summary>
    [GeneratedRegex(@"[A-Za-z0-9+_=%-]{41,}", RegexOptions.CultureInvariant)]
    private static partial Regex LongSecret();
}
