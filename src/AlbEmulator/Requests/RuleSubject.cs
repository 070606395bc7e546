using System.Net;
using AlbEmulator.Sockets;
using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Requests;

/// <summary>
/// What rules look at: a request under way, or one that <c>explain</c> was asked about. Used again for another request;
/// what was found out about a request is forgotten when <see cref="Uri"/> and <see cref="Headers"/> are set.
/// </summary>
internal sealed class RuleSubject
{
    private static readonly RequestHost NoHost = RequestHost.Unsent("");
    private static readonly IHeaderDictionary NoHeaders = new HeaderDictionary { IsReadOnly = true };

    private readonly QueryParameters _parameters = new();
    private readonly HeaderCache _headerCache = new();
    private RequestUri _uri = new("/");
    private bool _isQueryRead;
    private IHeaderDictionary _headers = NoHeaders;

    public string Method { get; set; } = "GET";

    /// <summary>Of the request target, else of the first Host header.</summary>
    public RequestHost Host { get; set; } = NoHost;

    /// <summary>Path and query in the client's exact bytes, Latin-1.</summary>
    public string Uri
    {
        get => _uri.Text;
        set
        {
            _uri = new RequestUri(value);
            _isQueryRead = false;
        }
    }

    /// <summary><see cref="Uri"/>, told apart.</summary>
    public RequestUri PathAndQuery => _uri;

    /// <summary>
    /// Path without query and fragment, as the client sent it: AWS does not say whether <c>//</c>, <c>/./</c> or
    /// <c>%2F</c> are made one, and what is forwarded is the path as sent, so that is also what is compared.
    /// </summary>
    public ReadOnlySpan<char> Path => _uri.Path;

    /// <summary>What follows the first question mark, up to a fragment; empty where there is none.</summary>
    public ReadOnlySpan<char> Query => _uri.Query;

    /// <summary>The parts of <see cref="Query"/>.</summary>
    public QueryParameters Parameters
    {
        get
        {
            if (!_isQueryRead)
            {
                _parameters.Read(Query);
                _isQueryRead = true;
            }

            return _parameters;
        }
    }

    /// <summary>Set again after a change of a header, so that <see cref="Header"/> hears of it.</summary>
    public IHeaderDictionary Headers
    {
        get => _headers;
        set
        {
            _headers = value;
            _headerCache.Forget();
        }
    }

    /// <summary>The peer of the client's connection.</summary>
    public IPAddress SourceIp { get; set; } = IPAddress.Loopback;

    /// <summary>One for a request that begins.</summary>
    public static RuleSubject Borrow(IPAddress sourceIp)
    {
        var subject = LoopPool<RuleSubject>.Get();
        subject.SourceIp = sourceIp;
        return subject;
    }

    /// <summary>The request has ended: another may have it.</summary>
    public void GiveBack()
    {
        Headers = NoHeaders;
        Host = NoHost;
        LoopPool<RuleSubject>.Return(this);
    }

    /// <summary>The lines of a header in order; none where it is absent.</summary>
    public StringValues Header(string name) => _headerCache.Find(_headers, name);
}
