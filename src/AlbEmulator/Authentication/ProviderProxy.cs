using System.Net;

namespace AlbEmulator.Authentication;

/// <summary>
/// The proxy of the environment (<c>HTTPS_PROXY</c>, <c>HTTP_PROXY</c>, <c>NO_PROXY</c>), as a provider elsewhere may be
/// reached by nothing else; and none for providers on this machine or beside it, which no proxy knows.
/// </summary>
/// <param name="environment">The proxy of the environment.</param>
internal sealed class ProviderProxy(IWebProxy environment) : IWebProxy
{
    public ICredentials? Credentials
    {
        get => environment.Credentials;
        set => environment.Credentials = value;
    }

    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : environment.GetProxy(destination);

    /// <summary>A name without a dot is one of a network of containers.</summary>
    public bool IsBypassed(Uri host) =>
        host.IsLoopback
        || (host.HostNameType == UriHostNameType.Dns
            && (!host.Host.Contains('.', StringComparison.Ordinal)
                || host.Host.EndsWith(".localhost", StringComparison.Ordinal)
                || host.Host.EndsWith(".docker.internal", StringComparison.Ordinal)))
        || environment.IsBypassed(host);
}
