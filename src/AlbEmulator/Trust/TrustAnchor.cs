using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AlbEmulator.Trust;

/// <summary>The certificate of an authority that is to be trusted.</summary>
/// <param name="Name">Of its subject, by which stores list it.</param>
/// <param name="Pem">As it lies in files.</param>
/// <param name="Path">A file that has it, absolute.</param>
internal sealed record TrustAnchor(string Name, string Pem, string Path)
{
    private const int Digits = 16;

    /// <summary>What tells it from others, for the name of a file: hexadecimal digits of its SHA-256.</summary>
    public string Id { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoded(Pem)))[..Digits];

    /// <summary>Base64, which is all of it, on the lines that files of certificates have.</summary>
    public string Body { get; } = BodyOf(Pem);

    public static TrustAnchor Of(string pem, string path)
    {
        using var certificate = X509Certificate2.CreateFromPem(pem);
        return new(certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false), certificate.ExportCertificatePem() + "\n", System.IO.Path.GetFullPath(path));
    }

    public X509Certificate2 Certificate() => X509Certificate2.CreateFromPem(Pem);

    private static byte[] Encoded(string pem)
    {
        using var certificate = X509Certificate2.CreateFromPem(pem);
        return certificate.RawData;
    }

    private static string BodyOf(string pem) => string.Join('\n', pem.Split('\n').Where(static line => line.Length > 0 && !line.StartsWith('-')));
}
