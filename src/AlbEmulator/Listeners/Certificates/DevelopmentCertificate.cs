using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using AlbEmulator.DataFolders;
using AlbEmulator.Machine;
using AlbEmulator.Model;

namespace AlbEmulator.Listeners.Certificates;

/// <summary>
/// The certificate of HTTPS listeners that have none: signed by itself, made once and kept in a folder, so that a client
/// has to be told once to trust it. It is made anew when it is not for a name that is in use, or runs out.
/// </summary>
internal sealed partial class DevelopmentCertificate(AlbSettings settings, TimeProvider time, ILogger<DevelopmentCertificate> log)
{
    /// <summary>What clients of Apple's take at most of a certificate that a user trusts is 825 days.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(800);

    private const int LongestFile = 1024 * 1024;

    private static readonly TimeSpan RenewedBefore = TimeSpan.FromDays(30);

    private readonly DataFolder _data = new(settings);

    private Certificate? _unkept;
    private string? _told;

    /// <summary>Where it is kept, for whoever is to trust it.</summary>
    public static string PathOf(AlbSettings settings) => Path.Combine(settings.DataDirectory, "tls", "development.pem");

    /// <summary>The certificate that is kept if it is for all these names, or else a new one.</summary>
    public Certificate For(IReadOnlyList<string> names)
    {
        var path = PathOf(settings);
        try
        {
            if ((Kept(path) ?? _unkept) is { } kept && IsGood(kept, names))
            {
                return kept;
            }

            var made = Make(names);
            _unkept = made;
            Keep(path, made);
            return made;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var reason = Unattended.Reason(exception);
            if (_told != reason)
            {
                _told = reason;
                LogNotKept(path, reason);
            }

            return _unkept ??= Make(names);
        }
    }

    private static string KeyPath(string path) => Path.ChangeExtension(path, ".key");

    private static Certificate? Kept(string path)
    {
        if (RegularFile.Read(path, LongestFile).Bytes is not { } certificate
            || RegularFile.Read(KeyPath(path), LongestFile).Bytes is not { } key)
        {
            return null;
        }

        var kept = new Certificate(Encoding.UTF8.GetString(certificate), Encoding.UTF8.GetString(key));
        return Certificate.ProblemWith(kept.CertificatePem, kept.KeyPem) is null ? kept : null;
    }

    private bool IsGood(Certificate kept, IReadOnlyList<string> names)
    {
        using var certificate = X509Certificate2.CreateFromPem(kept.CertificatePem);
        var known = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(extension => extension.EnumerateDnsNames())
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var now = time.GetUtcNow();
        return names.All(known.Contains) && certificate.NotBefore <= now && now < certificate.NotAfter - RenewedBefore;
    }

    private Certificate Make(IReadOnlyList<string> names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=AlbEmulator development, O=AlbEmulator", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            alternatives.AddDnsName(name);
        }

        alternatives.AddIpAddress(IPAddress.Loopback);
        alternatives.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1", "Server authentication")], critical: false));
        var now = time.GetUtcNow();
        // A client's clock may be behind.
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now + Lifetime);
        return new Certificate(certificate.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    /// <summary>The key first, and each file as a whole: a run that ends in between finds no pair and makes a new one.</summary>
    private void Keep(string path, Certificate certificate)
    {
        Write(KeyPath(path), certificate.KeyPem, isPrivate: true);
        Write(path, certificate.CertificatePem, isPrivate: false);
        LogMade(path);
    }

    private void Write(string path, string text, bool isPrivate) =>
        _data.Replace(path, file => file.Write(Encoding.UTF8.GetBytes(text)), isPrivate);

    [LoggerMessage(Level = LogLevel.Information, Message = "A certificate for development was made: {Path}")]
    private partial void LogMade(string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The certificate for development cannot be kept in {Path}: it ends with this run. {Reason}")]
    private partial void LogNotKept(string path, string reason);
}
