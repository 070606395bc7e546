using System.Runtime.CompilerServices;
using AlbEmulator.Model;

namespace AlbEmulator.Rules.Actions;

/// <summary>
/// The Location of a redirect: always with its port, also where it is the usual one; nothing is percent-encoded; the
/// question mark is left out where there is no query.
/// </summary>
internal sealed class RedirectUrl(RuleAction.Redirect redirect)
{
    private readonly RedirectPart _protocol = new(redirect.Protocol.ToLowerInvariant());
    private readonly RedirectPart _host = new(HostAndPort.Lower(redirect.Host));
    private readonly RedirectPart _port = new(redirect.Port);
    private readonly RedirectPart _path = new(redirect.Path);
    private readonly RedirectPart _query = new(redirect.Query);

    /// <param name="source">The request, as transforms made it.</param>
    public string For(in RedirectSource source)
    {
        var url = new DefaultInterpolatedStringHandler(0, 0, null, stackalloc char[512]);
        _protocol.Append(ref url, source);
        url.AppendLiteral("://");
        _host.Append(ref url, source);
        url.AppendLiteral(":");
        _port.Append(ref url, source);
        _path.Append(ref url, source);
        if (!_query.IsEmpty(source))
        {
            url.AppendLiteral("?");
            _query.Append(ref url, source);
        }

        return url.ToStringAndClear();
    }
}
