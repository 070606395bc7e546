using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AlbEmulator.Listeners.Certificates;
using AlbEmulator.Model;

namespace AlbEmulator.Tests.Listeners;

public sealed class ClientVerificationTests
{
    /// <summary>A client cannot show one: OpenSSL does not either.</summary>
    [Fact]
    public void Key_that_is_too_short_is_of_a_type_that_is_not_supported()
    {
        using var key = RSA.Create(1024);
        var request = new CertificateRequest("CN=short", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        using var chain = new X509Chain
        {
            ChainPolicy = { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck },
        };
        chain.ChainPolicy.CustomTrustStore.Add(certificate);
        chain.Build(certificate);
        var settings = new MutualAuthentication(MutualAuthenticationMode.Verify)
        {
            TrustStore = new TrustStore("clients", "arn", certificate.ExportCertificatePem(), []),
        };

        Assert.Equal("ClientCertTypeUnsupported", ClientVerification.Failure(settings, certificate, chain, now));
    }
}
