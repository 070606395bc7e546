using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AlbEmulator.Tests.Support;

/// <summary>A certificate authority that a test makes for itself.</summary>
public sealed class Authority : IDisposable
{
    public const string ClientPurpose = "1.3.6.1.5.5.7.3.2";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private int _serial;

    /// <param name="name">Its name.</param>
    /// <param name="issuer">The authority that it is from; null for a root.</param>
    public Authority(string name, Authority? issuer = null)
    {
        var request = new CertificateRequest(name, _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        if (issuer is null)
        {
            Certificate = request.CreateSelfSigned(Now.AddDays(-3), Now.AddDays(30));
            return;
        }

        using var certificate = request.Create(
            issuer.Certificate, Now.AddDays(-3), issuer.Certificate.NotAfter, [3, 0xA6, (byte)++issuer._serial]);
        Certificate = certificate.CopyWithPrivateKey(_key);
    }

    public X509Certificate2 Certificate { get; }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>A client's certificate with its key, valid from yesterday on unless it is to begin later.</summary>
    public X509Certificate2 Issue(string name, int days = 30, string purpose = ClientPurpose, int beginsIn = -1)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new(purpose)], false));
        var from = days > 0 ? Now.AddDays(beginsIn) : Now.AddDays(-2);
        using var certificate = request.Create(Certificate, from, Earlier(from.AddDays(Math.Max(1, days)), Certificate.NotAfter), [3, 0xA5, (byte)++_serial]);
        using var pair = certificate.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    /// <summary>A list in PEM that takes these certificates back.</summary>
    public string Revoke(params X509Certificate2[] certificates)
    {
        var list = new CertificateRevocationListBuilder();
        foreach (var certificate in certificates)
        {
            list.AddEntry(certificate);
        }

        return PemEncoding.WriteString("X509 CRL", list.Build(Certificate, 1, Now.AddDays(30), HashAlgorithmName.SHA256));
    }

    public void Dispose()
    {
        Certificate.Dispose();
        _key.Dispose();
    }
}
