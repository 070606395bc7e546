using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using AlbEmulator.Machine;

namespace AlbEmulator.AwsApis.Json;

/// <summary>
/// A certificate of the setting <c>Alb:Certificates</c> as one that was imported into ACM: what its file says of it.
/// <see href="https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateDetail.html"/>
/// </summary>
/// <param name="arn">By which the setting names it.</param>
/// <param name="certificate">What is in its file.</param>
internal sealed class AcmCertificate(string arn, X509Certificate2 certificate) : IDisposable
{
    private const int LongestFile = 1024 * 1024;
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private const string EllipticCurve = "1.2.840.10045.2.1";

    public string Arn => arn;

    /// <summary>The ARN that a certificate has with ACM in a region.</summary>
    public static bool IsOf(string arn, string region) =>
        arn.Split(':', 6) is ["arn", _, "acm", var its, _, var resource] && its == region && resource.StartsWith("certificate/", StringComparison.Ordinal);

    /// <summary>Null where the first of the files cannot be read.</summary>
    /// <param name="arn">By which the setting names it.</param>
    /// <param name="files">PEM, or certificate and key with a comma between them.</param>
    public static AcmCertificate? Read(string arn, string files)
    {
        if (RegularFile.Read(files.Split(',', StringSplitOptions.TrimEntries)[0], LongestFile).Bytes is not { } content)
        {
            return null;
        }

        try
        {
            return new AcmCertificate(arn, X509Certificate2.CreateFromPem(Encoding.UTF8.GetString(content)));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Such as <c>RSA_2048</c>.</summary>
    public string KeyType
    {
        get
        {
            if (certificate.GetKeyAlgorithm() != EllipticCurve)
            {
                using var rsa = certificate.GetRSAPublicKey();
                return string.Create(CultureInfo.InvariantCulture, $"RSA_{rsa?.KeySize ?? 0}");
            }

            // Of each size ACM takes one curve.
            using var key = certificate.GetECDsaPublicKey();
            return key?.KeySize switch
            {
                256 => "EC_prime256v1",
                384 => "EC_secp384r1",
                _ => "EC_secp521r1",
            };
        }
    }

    /// <summary>One of those that a list tells of.</summary>
    /// <param name="isInUse">Whether a listener has it.</param>
    public JsonObject Summary(bool isInUse)
    {
        var names = Names();
        return new()
        {
            ["CertificateArn"] = arn,
            ["DomainName"] = names[0],
            ["SubjectAlternativeNameSummaries"] = Texts(names),
            ["HasAdditionalSubjectAlternativeNames"] = false,
            ["Status"] = "ISSUED",
            ["Type"] = "IMPORTED",
            ["KeyAlgorithm"] = KeyType,
            ["KeyUsages"] = Texts(KeyUsages()),
            ["ExtendedKeyUsages"] = Texts(ExtendedKeyUsages().Select(static usage => usage.Name)),
            ["InUse"] = isInUse,
            ["RenewalEligibility"] = "INELIGIBLE",
            ["NotBefore"] = Seconds(certificate.NotBefore),
            ["NotAfter"] = Seconds(certificate.NotAfter),
            ["CreatedAt"] = Seconds(certificate.NotBefore),
            ["ImportedAt"] = Seconds(certificate.NotBefore),
        };
    }

    /// <param name="users">ARNs of the load balancers that have it.</param>
    public JsonObject Detail(IEnumerable<string> users)
    {
        var names = Names();
        return new()
        {
            ["CertificateArn"] = arn,
            ["DomainName"] = names[0],
            ["SubjectAlternativeNames"] = Texts(names),
            ["Serial"] = string.Join(':', certificate.SerialNumber.ToLowerInvariant().Chunk(2).Select(static pair => new string(pair))),
            ["Subject"] = certificate.Subject,
            ["Issuer"] = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: true),
            ["CreatedAt"] = Seconds(certificate.NotBefore),
            ["ImportedAt"] = Seconds(certificate.NotBefore),
            ["Status"] = "ISSUED",
            ["NotBefore"] = Seconds(certificate.NotBefore),
            ["NotAfter"] = Seconds(certificate.NotAfter),
            ["KeyAlgorithm"] = KeyType,
            ["SignatureAlgorithm"] = certificate.SignatureAlgorithm.FriendlyName?.ToUpperInvariant(),
            ["InUseBy"] = Texts(users),
            ["Type"] = "IMPORTED",
            ["KeyUsages"] = new JsonArray([.. KeyUsages().Select(static usage => new JsonObject { ["Name"] = usage })]),
            ["ExtendedKeyUsages"] = new JsonArray(
                [.. ExtendedKeyUsages().Select(static usage => new JsonObject { ["Name"] = usage.Name, ["OID"] = usage.Oid })]),
            ["RenewalEligibility"] = "INELIGIBLE",
            ["Options"] = new JsonObject { ["CertificateTransparencyLoggingPreference"] = "DISABLED" },
        };
    }

    public void Dispose() => certificate.Dispose();

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(static text => JsonValue.Create(text))]);

    /// <summary>As this protocol has times.</summary>
    private static long Seconds(DateTime time) => new DateTimeOffset(time).ToUnixTimeSeconds();

    /// <summary>The name of its subject, where a host can have it, and its alternative names.</summary>
    private List<string> Names()
    {
        var alternatives = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(static extension => extension.EnumerateDnsNames());
        var subject = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        List<string> names = [.. alternatives.Distinct(StringComparer.OrdinalIgnoreCase)];
        return names.Count == 0 ? [subject]
            : names.Contains(subject, StringComparer.OrdinalIgnoreCase) ? [subject, .. names.Where(name => !name.Equals(subject, StringComparison.OrdinalIgnoreCase))]
            : names;
    }

    private IEnumerable<string> KeyUsages()
    {
        var usages = certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault()?.KeyUsages ?? X509KeyUsageFlags.None;
        (X509KeyUsageFlags Flag, string Name)[] all =
        [
            (X509KeyUsageFlags.DigitalSignature, "DIGITAL_SIGNATURE"),
            (X509KeyUsageFlags.NonRepudiation, "NON_REPUDIATION"),
            (X509KeyUsageFlags.KeyEncipherment, "KEY_ENCIPHERMENT"),
            (X509KeyUsageFlags.DataEncipherment, "DATA_ENCIPHERMENT"),
            (X509KeyUsageFlags.KeyAgreement, "KEY_AGREEMENT"),
            (X509KeyUsageFlags.KeyCertSign, "CERTIFICATE_SIGNING"),
            (X509KeyUsageFlags.CrlSign, "CRL_SIGNING"),
        ];
        return all.Where(usage => usages.HasFlag(usage.Flag)).Select(static usage => usage.Name);
    }

    private IEnumerable<(string Name, string Oid)> ExtendedKeyUsages() =>
        certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>()
            .SelectMany(static extension => extension.EnhancedKeyUsages.Cast<Oid>())
            .Select(static oid => (NameOf(oid.Value ?? ""), oid.Value ?? ""));

    private static string NameOf(string usage) => usage switch
    {
        ServerAuthentication => "TLS_WEB_SERVER_AUTHENTICATION",
        ClientAuthentication => "TLS_WEB_CLIENT_AUTHENTICATION",
        _ => "CUSTOM",
    };
}
