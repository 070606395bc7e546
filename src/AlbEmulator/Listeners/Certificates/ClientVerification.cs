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

    private const X509ChainStatusFlags Untrusted =
        X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.NotSignatureValid;

    /// <summary>SHA-256, SHA-384 and SHA-512 with RSA, RSA-PSS and ECDSA.</summary>
    private static readonly HashSet<string> SignatureAlgorithms =
    [
        "1.2.840.113549.1.1.10", "1.2.840.113549.1.1.11", "1.2.840.113549.1.1.12", "1.2.840.113549.1.1.13",
        "1.2.840.10045.4.3.2", "1.2.840.10045.4.3.3", "1.2.840.10045.4.3.4",
    ];

    /// <summary>Null for a certificate that is taken, or AWS's code for why it is not, in the order of OpenSSL's checks.</summary>
    /// <param name="settings">Of the listener.</param>
    /// <param name="certificate">The client's.</param>
    /// <param name="chain">From it to an authority, so far as one was found.</param>
    /// <param name="now">The time.</param>
    public static string? Failure(
        MutualAuthentication settings, X509Certificate2 certificate, X509Chain chain, DateTimeOffset now)
    {
        if (chain.ChainElements.Count > LongestChain)
        {
            return "ClientCertMaxChainDepthExceeded";
        }

        var found = Found(settings, certificate, chain, now);
        if (chain.ChainElements.Count == 0 || (found & Untrusted) != 0)
        {
            return "ClientCertUntrusted";
        }

        if ((found & X509ChainStatusFlags.NotValidForUsage) != 0)
        {
            return "ClientCertPurposeInvalid";
        }

        if (!HasKnownKey(certificate))
        {
            return "ClientCertTypeUnsupported";
        }

        if (chain.ChainElements.Any(item => settings.TrustStore!.RevocationLists.Any(list => list.Has(item.Certificate))))
        {
            return "ClientCertCrlHit";
        }

        if ((found & X509ChainStatusFlags.NotTimeValid) != 0)
        {
            return chain.ChainElements.Any(item => item.Certificate.NotBefore.ToUniversalTime() > now.UtcDateTime)
                ? "ClientCertNotYetValid"
                : "ClientCertExpired";
        }

        return found == X509ChainStatusFlags.NoError ? null : "ClientCertInvalid";
    }

    /// <summary>What is wrong with the chain and each of its certificates, but for what is ignored.</summary>
    private static X509ChainStatusFlags Found(
        MutualAuthentication settings, X509Certificate2 certificate, X509Chain chain, DateTimeOffset now)
    {
        var forgiven = settings.IgnoresClientCertificateExpiry && certificate.NotAfter.ToUniversalTime() < now.UtcDateTime
            ? X509ChainStatusFlags.NotTimeValid
            : X509ChainStatusFlags.NoError;
        var found = Flags(chain.ChainStatus) & ~forgiven;
        for (var i = 0; i < chain.ChainElements.Count; i++)
        {
            found |= Flags(chain.ChainElements[i].ChainElementStatus)
                & ~(i == 0 ? forgiven : X509ChainStatusFlags.NoError);
        }

        return found;
    }

    private static X509ChainStatusFlags Flags(X509ChainStatus[] statuses) =>
        statuses.Aggregate(X509ChainStatusFlags.NoError, (flags, status) => flags | status.Status);

    private static bool HasKnownKey(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        using var ecdsa = certificate.GetECDsaPublicKey();
        return SignatureAlgorithms.Contains(certificate.SignatureAlgorithm.Value ?? "")
            && (rsa?.KeySize is >= 2048 and <= 8192 || ecdsa?.KeySize is 256 or 384 or 521);
    }
}
