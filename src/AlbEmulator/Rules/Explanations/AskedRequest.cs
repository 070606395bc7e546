using System.Net;
using AlbEmulator.Listeners;
using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.Snapshots;
using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Rules.Explanations;

/// <summary>A request that <c>explain</c> is asked about, and that nobody sends.</summary>
/// <param name="Method">As on the request line.</param>
/// <param name="Url">Where it would go.</param>
/// <param name="Headers">Header lines, names and values as they would be sent, Latin-1.</param>
/// <param name="SourceIp">The peer of the client's connection.</param>
internal sealed record AskedRequest(
    string Method, AskedUrl Url, IReadOnlyList<KeyValuePair<string, string>> Headers, IPAddress SourceIp)
{
    private const string Separators = "\"(),/:;<=>?@[\\]{}";

    /// <summary>The request, or what is wrong with it.</summary>
    /// <param name="method">Case-sensitive.</param>
    /// <param name="url">With or without scheme and host.</param>
    /// <param name="headers">Names with their values, in order.</param>
    /// <param name="sourceIp">Null: a client on this machine.</param>
    public static (AskedRequest? Request, string? Problem) Read(
        string method, string url, IEnumerable<KeyValuePair<string, string>> headers, string? sourceIp)
    {
        if (method.Length == 0 || method.Any(static character => !IsTokenCharacter(character)))
        {
            return (null, $"the method must be one word such as GET, not {Quoted.Text(method)}");
        }

        if (HttpMethods.IsTrace(method) || HttpMethods.IsConnect(method))
        {
            return (null, $"the load balancer itself answers {method} with 405: no rule is asked");
        }

        var lines = new List<KeyValuePair<string, string>>();
        foreach (var (name, value) in headers)
        {
            if (name.Length == 0 || name.Any(static character => character is <= ' ' or >= '\u007f' or ':'))
            {
                return (null, $"{Quoted.Text(name)} is not the name of a header: write Name: value");
            }

            if (value.Any(static character => char.IsControl(character) && character != '\t'))
            {
                return (
                    null, $"the value of the header {Quoted.Plain(name)} holds a control character: write it without");
            }

            lines.Add(new(name, AskedUrl.Latin1(value.Trim(' ', '\t'))));
        }

        var peer = IPAddress.Loopback;
        if (sourceIp is not null && !Addresses.TryParse(sourceIp, out peer))
        {
            return (
                null, $"the source IP must be an IPv4 or IPv6 address such as 10.0.0.1, not {Quoted.Text(sourceIp)}");
        }

        var (asked, problem) = AskedUrl.Read(url);
        return asked is null
            ? (null, problem)
            : (new AskedRequest(method, asked, lines, Addresses.Plain(peer)), null);
    }

    /// <summary>What the rules of a listener look at.</summary>
    /// <param name="listener">Where it arrives.</param>
    public RuleSubject Subject(ListenerSnapshot listener) =>
        Subject(listener.Hosts, listener.LoadBalancer.Attributes.DropInvalidHeaderFields);

    /// <param name="hosts">What the listener makes of hosts.</param>
    /// <param name="dropsInvalidNames">Whether headers are removed whose names have more than letters, digits and hyphens.</param>
    public RuleSubject Subject(RequestHosts hosts, bool dropsInvalidNames = false)
    {
        IHeaderDictionary headers = new HeaderDictionary();
        foreach (var (name, value) in Headers)
        {
            headers[name] = StringValues.Concat(headers[name], value);
        }

        if (headers.Host.Count == 0 && Url.Host is not null)
        {
            headers.Host = AskedUrl.Latin1(hosts.SentFor(Url.Host, Url.Port));
        }

        if (dropsInvalidNames)
        {
            InvalidHeaderFields.Drop(headers);
        }

        return new RuleSubject
        {
            Method = Method,
            Host = headers.Host is [{ Length: > 0 } first, ..] ? hosts.Of(first) : hosts.Unsent,
            Uri = Url.Uri,
            Headers = headers,
            SourceIp = SourceIp,
        };
    }

    /// <summary>RFC 9110, 5.6.2.</summary>
    private static bool IsTokenCharacter(char character) =>
        character is > ' ' and < '\u007f' && !Separators.Contains(character, StringComparison.Ordinal);
}
