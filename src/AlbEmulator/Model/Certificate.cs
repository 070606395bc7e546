using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AlbEmulator.Model;

/// <summary>
/// A certificate with its key, as text: what it says was read with the topology, so that a file that changes later
/// changes nothing by itself.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html"/>
/// </summary>
/// <param name="CertificatePem">The certificate, then those that lead to its root; the ARN of one that is with AWS, where nothing is run.</param>
/// <param name="KeyPem">Its private key; empty where that is with AWS.</param>
public sealed record Certificate(string CertificatePem, string KeyPem)
{
    /// <summary>What is wrong with a certificate and its key, or null.</summary>
    public static string? ProblemWith(string certificatePem, string keyPem)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(certificatePem);
        }
        catch (CryptographicException)
        {
            return "holds no certificate: write the path of a PEM file with BEGIN CERTIFICATE";
        }

        try
        {
            using var pair = X509Certificate2.CreateFromPem(certificatePem, keyPem);
            return null;
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            return "has no private key that fits it: write the path of the unencrypted PEM file of its key as KeyFile";
        }
    }
}
