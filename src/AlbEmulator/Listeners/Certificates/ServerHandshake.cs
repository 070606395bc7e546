using System.Net.Security;
using AlbEmulator.Model;
using Microsoft.AspNetCore.Http.Features;

namespace AlbEmulator.Listeners.Certificates;

/// <summary>
/// What a listener says in handshakes: its policy, and the certificate for the server name that a client asks for.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html"/>
/// </summary>
internal sealed class ServerHandshake
{
    private readonly (ServerCertificate Certificate, SslServerAuthenticationOptions Options)[] _byRank;
    private readonly (ServerCertificate Certificate, SslServerAuthenticationOptions Options) _default;
    private readonly ClientAuthentication? _clients;

    /// <param name="listener">The HTTPS listener.</param>
    /// <param name="hasHttp2"><c>routing.http2.enabled</c>.</param>
    /// <param name="certificates">Its certificates, the default first.</param>
    public ServerHandshake(Listener listener, bool hasHttp2, IReadOnlyList<ServerCertificate> certificates)
    {
        _clients = listener.MutualAuthentication.Mode == MutualAuthenticationMode.Off
            ? null
            : new ClientAuthentication(listener.MutualAuthentication);
        var ciphers = PolicyHandshake.Ciphers(listener);
        _byRank = [.. certificates
            .Select(certificate => (certificate, Options(listener, hasHttp2, ciphers, certificate)))
            .OrderByDescending(item => item.certificate.Rank)];
        _default = Array.Find(_byRank, item => item.Certificate == certificates[0]);
    }

    /// <summary>The handshake of one connection, to which is noted what it was shown.</summary>
    public SslServerAuthenticationOptions Begin(string? serverName, IFeatureCollection features, TimeProvider time)
    {
        var (certificate, options) = For(serverName);
        features.Set(certificate);
        return _clients?.For(options, features, time) ?? options;
    }

    /// <summary>Of several certificates for a name the best; the default where there is none.</summary>
    private (ServerCertificate Certificate, SslServerAuthenticationOptions Options) For(string? serverName)
    {
        if (_byRank.Length > 1 && !string.IsNullOrEmpty(serverName))
        {
            foreach (var item in _byRank)
            {
                if (item.Certificate.IsFor(serverName))
                {
                    return item;
                }
            }
        }

        return _default;
    }

    private SslServerAuthenticationOptions Options(
        Listener listener, bool hasHttp2, CipherSuitesPolicy? ciphers, ServerCertificate certificate) => new()
        {
            ServerCertificateContext = _clients?.Context(certificate) ?? certificate.Context,
            EnabledSslProtocols = PolicyHandshake.Protocols(listener.SslPolicy),
            CipherSuitesPolicy = ciphers,
            ApplicationProtocols = hasHttp2
                ? [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11]
                : [SslApplicationProtocol.Http11],
            AllowRenegotiation = false,
        };
}
