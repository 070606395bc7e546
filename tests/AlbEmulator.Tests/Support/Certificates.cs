using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AlbEmulator.Tests.Support;

/// <summary>Certificates that tests make for themselves.</summary>
public static class Certificates
{
    /// <summary>For clients that take any certificate, so long as there is one.</summary>
    public static bool IsShown(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        certificate is not null;

    /// <summary>A certificate for a name, signed by itself, written as <c>FILE.pem</c> and <c>FILE.key</c>.</summary>
    public static X509Certificate2 Write(TempFolder folder, string file, string name)
    {
        using var key = RSA.Create(2048);
        return Write(
            folder, file, name, key, new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    /// <summary>The same with an ECDSA key.</summary>
    public static X509Certificate2 WriteEcdsa(TempFolder folder, string file, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Write(folder, file, name, key, new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256));
    }

    private static X509Certificate2 Write(
        TempFolder folder, string file, string name, AsymmetricAlgorithm key, CertificateRequest request)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        folder.Write($"{file}.pem", certificate.ExportCertificatePem());
        folder.Write($"{file}.key", key.ExportPkcs8PrivateKeyPem());
        return certificate;
    }
}
