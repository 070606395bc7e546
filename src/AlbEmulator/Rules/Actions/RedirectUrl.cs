using System.Runtime.CompilerServices;
using AlbEmulator.Model;
using AlbEmulator.Requests;

namespace AlbEmulator.Rules.Actions;

/// <summary>
/// The Location of a redirect: always with its port, also where it is the usual one; nothing is percent-encoded; the
/// question mark is left out where there is no query.
/// </summary>
internal sealed class RedirectUrl(RuleAction.Redirect redirect)
{
    private readonly RedirectPart _protocol = new(redirect.Protocol.ToLowerInvariant());
    private readonly RedirectPart _host = new(redirect.Host.ToLowerInvariant());
    private readonly RedirectPart _port = new(redirect.Port);
    private readonly RedirectPart _path = new(redirect.Path);
    private readonly RedirectPart _query = new(redirect.Query);

    /// <param name="subject">The request; its host is lower case.</param>
    /// <param name="protocol">What the client speaks, lower case.</param>
    /// <param name="port">The listener's.</param>
    public string For(RuleSubject subject, string protocol, string port)
    {
        var original = new RedirectSource(subject, protocol, port);
        var url = new DefaultInterpolatedStringHandler(0, 0, null, stackalloc char[512]);
        _protocol.Append(ref url, original);
        url.AppendLiteral("://");
        _host.Append(ref url, original);
        url.AppendLiteral(":");
        _port.Append(ref url, original);
        _path.Append(ref url, original);
        if (!_query.IsEmpty(original))
        {
            url.AppendLiteral("?");
            _query.Append(ref url, original);
        }

        return url.ToStringAndClear();
    }
}
