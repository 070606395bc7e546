using System.Net.Security;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using AlbEmulator.Model;
using Microsoft.AspNetCore.Http.Features;

namespace AlbEmulator.Listeners.Certificates;

/// <summary>
/// What a listener says in handshakes: its policy, and the certificate for the server name that a client asks for.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html"/>
/// </summary>
internal sealed class ServerHandshake
{
    private const SslProtocols ForHttp2 = SslProtocols.Tls12 | SslProtocols.Tls13;

    private readonly Shown[] _byRank;
    private readonly Shown _default;
    private readonly NamedCertificates? _more;
    private readonly Func<ServerCertificate, Shown> _show;
    private readonly ConditionalWeakTable<ServerCertificate, Shown> _made = [];
    private readonly ClientAuthentication? _clients;
    private readonly bool _hasHttp2;

    /// <param name="listener">The HTTPS listener.</param>
    /// <param name="hasHttp2"><c>routing.http2.enabled</c>.</param>
    /// <param name="certificates">Its certificates, the default first.</param>
    /// <param name="more">Made for names that none of them is for; null where there are no more.</param>
    public ServerHandshake(
        Listener listener, bool hasHttp2, IReadOnlyList<ServerCertificate> certificates, NamedCertificates? more = null)
    {
        _more = more;
        _hasHttp2 = hasHttp2;
        _clients = listener.MutualAuthentication.Mode == MutualAuthenticationMode.Off
            ? null
            : new ClientAuthentication(listener.MutualAuthentication);
        // OpenSSL's sessions are resumed only with its own ciphers: .NET shares no context of handshakes that have others.
        var isWritten = listener.IsSslPolicyWritten;
        var ciphers = isWritten ? PolicyHandshake.Ciphers(listener.SslPolicy) : null;
        var encryption = isWritten ? PolicyHandshake.Encryption(listener.SslPolicy) : EncryptionPolicy.RequireEncryption;
        _show = certificate => new Shown(
            certificate,
            Options(certificate, [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11]),
            Options(certificate, [SslApplicationProtocol.Http11]),
            Options(certificate, []));
        _byRank = [.. certificates.Select(_show).OrderByDescending(shown => shown.Certificate.Rank)];
        _default = _byRank.First(shown => shown.Certificate == certificates[0]);

        SslServerAuthenticationOptions Options(ServerCertificate certificate, List<SslApplicationProtocol> protocols) => new()
        {
            ServerCertificateContext = _clients?.Context(certificate) ?? certificate.Context,
            EnabledSslProtocols = PolicyHandshake.Protocols(listener.SslPolicy),
            EncryptionPolicy = encryption,
            CipherSuitesPolicy = ciphers,
            ApplicationProtocols = protocols,
            AllowRenegotiation = false,
        };
    }

    /// <summary>The handshake of one connection, to which is noted what it was shown.</summary>
    public SslServerAuthenticationOptions Begin(SslClientHelloInfo client, IFeatureCollection features, TimeProvider time)
    {
        var shown = For(client.ServerName);
        features.Set(shown.Certificate);
        var options = Options(shown, features.Get<ClientHello>(), client.SslProtocols);
        return _clients?.For(options, features, time) ?? options;
    }

    /// <summary>Of several certificates for a name the best; the default where there is none.</summary>
    private Shown For(string? serverName)
    {
        if ((_byRank.Length > 1 || _more is not null) && !string.IsNullOrEmpty(serverName))
        {
            foreach (var item in _byRank)
            {
                if (item.Certificate.IsFor(serverName))
                {
                    return item;
                }
            }

            if (_more?.For(serverName) is { } made)
            {
                return _made.GetValue(made, certificate => _show(certificate));
            }
        }

        return _default;
    }

    /// <summary>
    /// A client that offers nothing that the listener speaks is not told so: it gets HTTP/1.1. HTTP/2 needs TLS 1.2 (RFC
    /// 9113, 9.2).
    /// </summary>
    private SslServerAuthenticationOptions Options(Shown shown, ClientHello? offered, SslProtocols protocols)
    {
        var hasHttp2 = _hasHttp2 && (protocols & ForHttp2) != 0;
        var isSpoken = offered is null || offered.HasHttp11 || (offered.HasHttp2 && hasHttp2);
        return !isSpoken ? shown.WithoutProtocols : hasHttp2 ? shown.WithHttp2 : shown.WithHttp11;
    }

    /// <summary>A certificate, and the handshakes in which it is shown: by the application protocols that they offer.</summary>
    private sealed record Shown(
        ServerCertificate Certificate,
        SslServerAuthenticationOptions WithHttp2,
        SslServerAuthenticationOptions WithHttp11,
        SslServerAuthenticationOptions WithoutProtocols);
}
