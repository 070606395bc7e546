using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AlbEmulator.Model;

/// <summary>
/// Authorities whose certificates a listener takes.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTrustStore.html"/>
/// </summary>
/// <param name="Name">Of the trust store.</param>
/// <param name="Arn"><c>arn:aws:elasticloadbalancing:REGION:ACCOUNT:truststore/NAME/16HEX</c>.</param>
/// <param name="CaCertificatesBundle">Their certificates in PEM.</param>
/// <param name="RevocationLists">What they have taken back.</param>
public sealed record TrustStore(
    string Name, string Arn, string CaCertificatesBundle, IReadOnlyList<RevocationList> RevocationLists)
{
    public Origin Origin { get; init; } = Origin.None;

    /// <summary>The certificates of a bundle; none when it is not PEM.</summary>
    public static X509Certificate2Collection Authorities(string bundle)
    {
        X509Certificate2Collection authorities = [];
        try
        {
            authorities.ImportFromPem(bundle);
        }
        catch (CryptographicException)
        {
            authorities.Clear();
        }

        return authorities;
    }
}
