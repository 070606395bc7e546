using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using AlbEmulator.Model;
using Microsoft.AspNetCore.Http.Features;

namespace AlbEmulator.Listeners.Certificates;

/// <summary>
/// Handshakes in which a client shows a certificate of its own. Their sessions are not resumed.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/mutual-authentication.html"/>
/// </summary>
internal sealed class ClientAuthentication
{
    private const string ClientAuthenticationPurpose = "1.3.6.1.5.5.7.3.2";

    private readonly MutualAuthentication _settings;
    private readonly X509Certificate2Collection _authorities;

    public ClientAuthentication(MutualAuthentication settings)
    {
        _settings = settings;
        _authorities = TrustStore.Authorities(settings.TrustStore?.CaCertificatesBundle ?? "");
    }

    /// <summary>What clients are shown, and perhaps told of the authorities.</summary>
    public SslStreamCertificateContext Context(ServerCertificate certificate) =>
        _settings.AdvertisesTrustStoreCaNames ? certificate.Advertising(_authorities) : certificate.Context;

    /// <summary>The handshake of one connection.</summary>
    /// <param name="listener">What is the same for all.</param>
    /// <param name="features">Of the connection, to which the client's certificate is noted.</param>
    /// <param name="time">The clock that certificates are valid by.</param>
    public SslServerAuthenticationOptions For(
        SslServerAuthenticationOptions listener, IFeatureCollection features, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
            VerificationTime = now.LocalDateTime,
        };
        policy.CustomTrustStore.AddRange(_authorities);
        policy.ApplicationPolicy.Add(new(ClientAuthenticationPurpose));
        return new SslServerAuthenticationOptions
        {
            ServerCertificateContext = listener.ServerCertificateContext,
            EnabledSslProtocols = listener.EnabledSslProtocols,
            EncryptionPolicy = listener.EncryptionPolicy,
            CipherSuitesPolicy = listener.CipherSuitesPolicy,
            ApplicationProtocols = listener.ApplicationProtocols,
            AllowRenegotiation = false,
            AllowTlsResume = false,
            ClientCertificateRequired = true,
            CertificateChainPolicy = policy,
            RemoteCertificateValidationCallback = (stream, certificate, chain, _) =>
            {
                var attempt = features.GetRequiredFeature<ConnectionAttempt>();
                attempt.Agree((SslStream)stream);
                return IsTaken(certificate as X509Certificate2, chain, features, attempt, now);
            },
        };
    }

    private bool IsTaken(
        X509Certificate2? certificate,
        X509Chain? chain,
        IFeatureCollection features,
        ConnectionAttempt attempt,
        DateTimeOffset now)
    {
        var leaf = certificate is null ? null : LeafCertificate.Of(certificate);
        attempt.ClientCertificate = leaf;
        if (_settings.Mode == MutualAuthenticationMode.Passthrough)
        {
            if (certificate is not null)
            {
                features.Set(ClientCertificate.PassedThrough(
                    [certificate, .. chain?.ChainPolicy.ExtraStore.Where(other => !other.Equals(certificate)) ?? []]));
            }

            return true;
        }

        if (certificate is null || chain is null)
        {
            return false;
        }

        attempt.Failure = ClientVerification.Failure(_settings, certificate, chain, now);
        if (attempt.Failure is not null)
        {
            return false;
        }

        features.Set(ClientCertificate.Verified(certificate, leaf!));
        return true;
    }
}
