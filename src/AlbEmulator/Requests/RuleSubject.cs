using System.Net;

namespace AlbEmulator.Requests;

/// <summary>What rules look at: a request under way, or one that <c>explain</c> was asked about.</summary>
internal sealed class RuleSubject
{
    private string _uri = "/";
    private int _pathLength = 1;

    public string Method { get; set; } = "GET";

    /// <summary>Lower case and without a port; of the first Host.</summary>
    public string Host { get; set; } = "";

    /// <summary>Path and query in the client's exact bytes, Latin-1.</summary>
    public string Uri
    {
        get => _uri;
        set
        {
            _uri = value;
            var query = value.IndexOf('?');
            _pathLength = query < 0 ? value.Length : query;
        }
    }

    /// <summary>Path without the query.</summary>
    public ReadOnlySpan<char> Path => _uri.AsSpan(0, _pathLength);

    /// <summary>What follows the first question mark; empty where there is none.</summary>
    public ReadOnlySpan<char> Query => _pathLength < _uri.Length ? _uri.AsSpan(_pathLength + 1) : default;

    public IHeaderDictionary Headers { get; set; } = new HeaderDictionary();

    /// <summary>The peer of the client's connection.</summary>
    public IPAddress SourceIp { get; set; } = IPAddress.Loopback;
}
