using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AlbEmulator.Benchmarks.Processes;

namespace AlbEmulator.Benchmarks.Proxies;

/// <summary>The one certificate that all proxies of a comparison over TLS show: RSA of 2048 bits, as most have.</summary>
/// <param name="File">PEM.</param>
/// <param name="KeyFile">PEM.</param>
internal sealed record ServerCertificate(string File, string KeyFile)
{
    /// <summary>Command line of a Kestrel on that loopback port, over TLS where there is a certificate.</summary>
    public static string[] KestrelSettings(int port, ServerCertificate? certificate) => certificate is null
        ? [$"--urls=http://127.0.0.1:{port}"]
        :
        [
            $"--urls=https://127.0.0.1:{port}",
            $"--Kestrel:Certificates:Default:Path={certificate.File}",
            $"--Kestrel:Certificates:Default:KeyPath={certificate.KeyFile}",
        ];

    public static ServerCertificate Make(Stage stage)
    {
        using var key = RSA.Create(2048);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        return new ServerCertificate(
            stage.Write("server.pem", certificate.ExportCertificatePem()),
            stage.Write("server.key", key.ExportPkcs8PrivateKeyPem()));
    }
}
