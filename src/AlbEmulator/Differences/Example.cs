using System.Net;
using AlbEmulator.Listeners;
using AlbEmulator.Requests;

namespace AlbEmulator.Differences;

/// <summary>A request that stands for all of a region.</summary>
/// <param name="Method">Of the request.</param>
/// <param name="Host">Its host, without a port.</param>
/// <param name="Uri">Path and query.</param>
/// <param name="Headers">All but Host.</param>
/// <param name="SourceIp">Whose it is.</param>
internal sealed record Example(
    string Method, string Host, string Uri, IReadOnlyList<KeyValuePair<string, string>> Headers, string SourceIp)
{
    /// <summary>What the rules of a listener look at.</summary>
    /// <param name="hosts">What the listener makes of hosts.</param>
    public RuleSubject Subject(RequestHosts hosts)
    {
        IHeaderDictionary headers = new HeaderDictionary();
        headers.Host = Host;
        foreach (var (name, value) in Headers)
        {
            headers.Append(name, value);
        }

        return new RuleSubject { Method = Method, Host = hosts.Of(Host), Uri = Uri, Headers = headers, SourceIp = IPAddress.Parse(SourceIp) };
    }
}
