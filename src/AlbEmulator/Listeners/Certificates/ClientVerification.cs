using System.Security.Cryptography.X509Certificates;
using AlbEmulator.Model;

namespace AlbEmulator.Listeners.Certificates;

/// <summary>
/// Whether a client's certificate is one that a listener takes.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/mutual-authentication.html"/>
/// </summary>
internal static class ClientVerification
{
    /// <summary>Certificates from the client's to that of the authority; AWS counts, it does not say what.</summary>
    private const int LongestChain = 4;

    /// <summary>SHA-256, SHA-384 and SHA-512 with RSA, RSA-PSS and ECDSA.</summary>
    private static readonly HashSet<string> SignatureAlgorithms =
    [
        "1.2.840.113549.1.1.10", "1.2.840.113549.1.1.11", "1.2.840.113549.1.1.12", "1.2.840.113549.1.1.13",
        "1.2.840.10045.4.3.2", "1.2.840.10045.4.3.3", "1.2.840.10045.4.3.4",
    ];

    /// <param name="settings">Of the listener.</param>
    /// <param name="certificate">The client's.</param>
    /// <param name="chain">From it to an authority, so far as one was found.</param>
    /// <param name="now">The time.</param>
    public static bool IsTaken(
        MutualAuthentication settings, X509Certificate2 certificate, X509Chain chain, DateTimeOffset now)
    {
        if (chain.ChainElements.Count is 0 or > LongestChain || !HasKnownKey(certificate))
        {
            return false;
        }

        var forgiven = settings.IgnoresClientCertificateExpiry && certificate.NotAfter.ToUniversalTime() < now.UtcDateTime
            ? X509ChainStatusFlags.NotTimeValid
            : X509ChainStatusFlags.NoError;
        var isGood = chain.ChainStatus.All(status => (status.Status & ~forgiven) == 0);
        for (var i = 0; i < chain.ChainElements.Count; i++)
        {
            var element = chain.ChainElements[i];
            var allowed = i == 0 ? forgiven : X509ChainStatusFlags.NoError;
            isGood &= element.ChainElementStatus.All(status => (status.Status & ~allowed) == 0)
                && !settings.TrustStore!.RevocationLists.Any(list => list.Has(element.Certificate));
        }

        return isGood;
    }

    private static bool HasKnownKey(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        using var ecdsa = certificate.GetECDsaPublicKey();
        return SignatureAlgorithms.Contains(certificate.SignatureAlgorithm.Value ?? "")
            && (rsa?.KeySize is >= 2048 and <= 8192 || ecdsa?.KeySize is 256 or 384 or 521);
    }
}
