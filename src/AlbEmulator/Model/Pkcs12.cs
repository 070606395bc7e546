using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AlbEmulator.Model;

/// <summary>
/// A PFX file as a certificate and its key.
/// <see href="https://docs.aws.amazon.com/acm/latest/userguide/import-certificate-prerequisites.html"/>
/// </summary>
internal static class Pkcs12
{
    /// <summary>Null when the password does not open it, or no certificate in it has a key.</summary>
    public static Certificate? Read(byte[] content, string? password)
    {
        X509Certificate2Collection all = [];
        try
        {
            all = X509CertificateLoader.LoadPkcs12Collection(content, password, X509KeyStorageFlags.Exportable);
            var leaf = all.FirstOrDefault(certificate => certificate.HasPrivateKey);
            if (leaf is null || Key(leaf) is not { } key)
            {
                return null;
            }

            var chain = all.Where(certificate => certificate != leaf).Prepend(leaf);
            var read = new Certificate(string.Concat(chain.Select(item => item.ExportCertificatePem() + "\n")), key);
            return Certificate.ProblemWith(read.CertificatePem, read.KeyPem) is null ? read : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
        finally
        {
            foreach (var certificate in all)
            {
                certificate.Dispose();
            }
        }
    }

    private static string? Key(X509Certificate2 certificate)
    {
        using AsymmetricAlgorithm? key = certificate.GetRSAPrivateKey() ?? (AsymmetricAlgorithm?)certificate.GetECDsaPrivateKey();
        return key?.ExportPkcs8PrivateKeyPem();
    }
}
