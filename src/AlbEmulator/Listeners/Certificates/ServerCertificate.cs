using System.Net.Security;
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
    private readonly X509Certificate2Collection _chain = [];

    public ServerCertificate(Certificate certificate, string region, string account)
    {
        _certificate = Load(certificate);
        _chain.ImportFromPem(certificate.CertificatePem);
        Arn = Arns.Certificate(region, account, _certificate.RawData);
        Context = SslStreamCertificateContext.Create(_certificate, _chain, offline: true);
        using var ecdsa = _certificate.GetECDsaPublicKey();
        using var rsa = _certificate.GetRSAPublicKey();
        Rank = (ecdsa is not null, ecdsa?.KeySize ?? rsa?.KeySize ?? 0, _certificate.NotAfter);
    }

    /// <summary><c>arn:aws:acm:REGION:ACCOUNT:certificate/UUID</c>.</summary>
    public string Arn { get; }

    /// <summary>One object for all handshakes, since sessions are resumed only where it is the same.</summary>
    public SslStreamCertificateContext Context { get; }

    /// <summary>
    /// Of several for one name the greatest is shown: ECDSA over RSA, then the longer key, then the one that is valid
    /// longer.
    /// </summary>
    public (bool IsEcdsa, int KeySize, DateTime NotAfter) Rank { get; }

    /// <summary>For handshakes that tell clients which authorities are trusted.</summary>
    public SslStreamCertificateContext Advertising(X509Certificate2Collection authorities) =>
        SslStreamCertificateContext.Create(
            _certificate,
            _chain,
            offline: true,
            SslCertificateTrust.CreateForX509Collection(authorities, sendTrustInHandshake: true));

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
