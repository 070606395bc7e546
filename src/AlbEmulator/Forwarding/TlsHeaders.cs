using AlbEmulator.Listeners.Certificates;
using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.Snapshots;

namespace AlbEmulator.Forwarding;

/// <summary>
/// What targets are told of a client's TLS, in place of what the client says of it.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html"/>
/// </summary>
internal static class TlsHeaders
{
    private const string Version = "X-Amzn-Tls-Version";
    private const string CipherSuite = "X-Amzn-Tls-Cipher-Suite";

    /// <summary>Among the client's headers, from which targets get theirs.</summary>
    public static void Set(AlbRequest request, IHeaderDictionary incoming)
    {
        if (request.Listener.LoadBalancer.Attributes.HasTlsHeaders && request.Connection.Tls is { } tls)
        {
            incoming[Name(request.Listener, Version)] = tls.Protocol;
            incoming[Name(request.Listener, CipherSuite)] = tls.Cipher;
        }

        if (request.Listener.Listener.MutualAuthentication.Mode != MutualAuthenticationMode.Off)
        {
            SetClientCertificate(request, incoming);
        }
    }

    /// <summary>Under which names a listener tells targets of TLS, or of a client's certificate.</summary>
    public static IEnumerable<string> NamesOf(ListenerSnapshot listener)
    {
        string[] ofTls = listener.IsHttps && listener.LoadBalancer.Attributes.HasTlsHeaders ? [Version, CipherSuite] : [];
        return ofTls.Concat(ClientCertificate.NamesOf(listener.Listener.MutualAuthentication.Mode)).Select(name => Name(listener, name));
    }

    private static void SetClientCertificate(AlbRequest request, IHeaderDictionary incoming)
    {
        foreach (var name in ClientCertificate.Names)
        {
            incoming.Remove(Name(request.Listener, name));
        }

        foreach (var (name, value) in request.Connection.Tls?.ClientCertificate?.Headers ?? [])
        {
            incoming[Name(request.Listener, name)] = value;
        }
    }

    /// <summary>What the listener calls a header of the load balancer.</summary>
    private static string Name(ListenerSnapshot listener, string header) =>
        listener.Listener.Attributes.RequestHeaderNames.GetValueOrDefault(header, header);
}
