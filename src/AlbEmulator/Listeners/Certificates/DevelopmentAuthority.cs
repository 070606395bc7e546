using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using AlbEmulator.DataFolders;
using AlbEmulator.Model;
using AlbEmulator.Stores;

namespace AlbEmulator.Listeners.Certificates;

/// <summary>
/// The certificate authority that signs the development certificate: made once, kept in the data folder, and held to the
/// names of <see cref="DevelopmentDomains"/>. Whoever is told once to trust it, as by <c>alb trust</c>, trusts every
/// certificate that is made later.
/// </summary>
internal sealed class DevelopmentAuthority
{
    private const string FileName = $"{KeptFile.Authority}pem";
    private const int YearsValid = 10;
    private const int SerialBytes = 16;

    private static readonly TimeSpan RenewedBefore = TimeSpan.FromDays(30);
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1", "Server authentication");

    private readonly Certificate _pair;

    private DevelopmentAuthority(Certificate pair, IReadOnlyList<string> domains)
    {
        (_pair, Domains) = (pair, domains);
        using var certificate = X509Certificate2.CreateFromPem(pair.CertificatePem);
        (Name, NotAfter) = (certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false), certificate.NotAfter);
    }

    /// <summary>Of the subject; each has its own, since browsers tell authorities apart by it.</summary>
    public string Name { get; }

    public DateTime NotAfter { get; }

    public string CertificatePem => _pair.CertificatePem;

    /// <summary>Domains whose names it signs.</summary>
    public IReadOnlyList<string> Domains { get; }

    /// <summary>Where it is kept, for whoever is to trust it.</summary>
    public static string PathOf(AlbSettings settings) => Path.Combine(settings.StoreFolder, FileName);

    /// <summary>The one that is kept; null where there is none that can be used, since it runs out or is held to other names.</summary>
    public static DevelopmentAuthority? Kept(AlbSettings settings, DateTimeOffset now)
    {
        if (new CertificateFiles(new DataFolder(settings), PathOf(settings)).Read() is not { } pair)
        {
            return null;
        }

        var domains = DevelopmentDomains.Of(settings);
        using var certificate = X509Certificate2.CreateFromPem(pair.CertificatePem);
        return DevelopmentDomains.AreOf(certificate, domains) && certificate.NotBefore <= now && now < certificate.NotAfter - RenewedBefore
            ? new DevelopmentAuthority(pair, domains)
            : null;
    }

    /// <summary>A new one, which is kept nowhere yet.</summary>
    public static DevelopmentAuthority Make(AlbSettings settings, DateTimeOffset now)
    {
        var domains = DevelopmentDomains.Of(settings);
        var serial = Serial();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(
            $"CN=AlbEmulator development CA {Convert.ToHexStringLower(serial.AsSpan(0, 4))}, O=AlbEmulator", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([ServerAuthentication], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(DevelopmentDomains.Extension(domains));
        using var certificate = request.Create(
            request.SubjectName, X509SignatureGenerator.CreateForECDsa(key), Begin(now), now.AddYears(YearsValid), serial);
        return new(new Certificate(certificate.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n"), domains);
    }

    /// <summary>Keeps it, unless it is to be the first and there is another: then that one counts.</summary>
    /// <returns>Whether it is kept.</returns>
    /// <exception cref="IOException">It cannot be kept.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be kept either.</exception>
    public bool Keep(Store store, bool isFirst) => store.Keep(
        [
            new KeptFile(Path.ChangeExtension(FileName, ".key"), Encoding.UTF8.GetBytes(_pair.KeyPem)),
            new KeptFile(FileName, Encoding.UTF8.GetBytes(_pair.CertificatePem)),
        ],
        isFirst ? FileName : null);

    /// <summary>A client's clock may be behind.</summary>
    public static DateTimeOffset Begin(DateTimeOffset now) => now.AddDays(-1);

    /// <summary>Whether a name, lower case, is one that it signs.</summary>
    public bool MaySign(string name) => DevelopmentDomains.Have(Domains, name);

    public bool HasSigned(X509Certificate2 leaf)
    {
        using var authority = X509Certificate2.CreateFromPem(_pair.CertificatePem);
        return leaf.IssuerName.RawData.AsSpan().SequenceEqual(authority.SubjectName.RawData)
            && leaf.Extensions.OfType<X509AuthorityKeyIdentifierExtension>().FirstOrDefault()?.KeyIdentifier is { } signer
            && authority.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault() is { } own
            && signer.Span.SequenceEqual(own.SubjectKeyIdentifierBytes.Span);
    }

    /// <summary>A certificate of a server, and the authority's own behind it.</summary>
    /// <param name="request">What <see cref="Request"/> gave.</param>
    /// <param name="now">Of the clock.</param>
    /// <param name="lifetime">It is no longer valid than the authority.</param>
    public string Sign(CertificateRequest request, DateTimeOffset now, TimeSpan lifetime)
    {
        using var authority = X509Certificate2.CreateFromPem(_pair.CertificatePem, _pair.KeyPem);
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(
            authority, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        // The authority may be that of another node, whose clock is ahead.
        var (begin, end) = (Begin(now), now + lifetime);
        using var leaf = request.Create(
            authority,
            begin > authority.NotBefore ? begin : authority.NotBefore,
            end < authority.NotAfter ? end : authority.NotAfter,
            Serial());
        return $"{leaf.ExportCertificatePem()}\n{_pair.CertificatePem}";
    }

    /// <summary>What a certificate of a server says, whoever signs it.</summary>
    public static CertificateRequest Request(string subject, IEnumerable<string> names, IEnumerable<IPAddress> addresses, ECDsa key)
    {
        var request = new CertificateRequest($"CN={subject}, O=AlbEmulator", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            alternatives.AddDnsName(name);
        }

        foreach (var address in addresses)
        {
            alternatives.AddIpAddress(address);
        }

        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([ServerAuthentication], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request;
    }

    /// <summary>Positive, and never the same twice.</summary>
    private static byte[] Serial()
    {
        var serial = RandomNumberGenerator.GetBytes(SerialBytes);
        serial[0] = (byte)((serial[0] & 0x3f) | 0x40);
        return serial;
    }
}
