using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AlbEmulator.Model;

namespace AlbEmulator.Listeners.Certificates;

/// <summary>
/// A certificate that listeners show, ready for handshakes.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html"/>
/// </summary>
internal sealed class ServerCertificate
{
    private readonly X509Certificate2 _certificate;

    public ServerCertificate(Certificate certificate, string region, string account)
    {
        _certificate = Load(certificate);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(certificate.CertificatePem);
        Arn = Arns.Certificate(region, account, _certificate.RawData);
        // One object for all handshakes, since sessions are resumed only where it is the same.
        HandshakeOptions = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(_certificate, chain, offline: true),
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
            AllowRenegotiation = false,
        };
    }

    /// <summary><c>arn:aws:acm:REGION:ACCOUNT:certificate/UUID</c>.</summary>
    public string Arn { get; }

    public SslServerAuthenticationOptions HandshakeOptions { get; }

    /// <summary>Whether it is for a server name.</summary>
    public bool IsFor(string serverName)
    {
        try
        {
            return _certificate.MatchesHostname(serverName);
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException or FormatException)
        {
            // A name no host can have, or a certificate that names none.
            return false;
        }
    }

    private static X509Certificate2 Load(Certificate certificate)
    {
        var pair = X509Certificate2.CreateFromPem(certificate.CertificatePem, certificate.KeyPem);
        if (!OperatingSystem.IsWindows())
        {
            return pair;
        }

        // Windows has no handshakes with a key that is in memory alone.
        using (pair)
        {
            return X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null);
        }
    }
}
