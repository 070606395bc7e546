using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AlbEmulator.DataFolders;
using AlbEmulator.Machine;
using AlbEmulator.Model;
using AlbEmulator.Stores;

namespace AlbEmulator.Listeners.Certificates;

/// <summary>
/// The certificate of HTTPS listeners that have none: signed by the <see cref="DevelopmentAuthority"/>, kept in the data folder,
/// and made anew when it is not for a name that is in use, or runs out. Names that the authority may not sign, such as
/// <c>api.example.com</c>, have a second one, signed by itself; the file has both and the authority, so that a client that
/// is told to trust the file trusts either.
/// </summary>
internal sealed partial class DevelopmentCertificate(AlbSettings settings, Store store, TimeProvider time, ILogger<DevelopmentCertificate> log)
{
    /// <summary>What clients of Apple's take at most of a certificate that a user trusts is 825 days.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(800);

    private static readonly TimeSpan RenewedBefore = TimeSpan.FromDays(30);

    /// <summary>More names make a certificate that clients do not take.</summary>
    private const int MostNames = 500;

    private const int MostTold = 10;

    private readonly CertificateFiles _files = new(new DataFolder(settings), PathOf(settings));

    private readonly HashSet<string> _missing = [];

    private Made? _made;
    private string? _told;

    /// <summary>Where it is kept, for whoever is to trust it.</summary>
    public static string PathOf(AlbSettings settings) => Path.Combine(settings.DataDirectory, "tls", "development.pem");

    /// <summary>Those that are kept if they are for all these names, or else new ones; the first is that of the authority.</summary>
    public IReadOnlyList<Certificate> For(DevelopmentNames wanted)
    {
        var (given, problem) = GivenCertificate.Read(settings);
        if (given is not null)
        {
            TellMissing(given, wanted.Dns);
            return [given];
        }

        if (problem is not null && _told != problem)
        {
            _told = problem;
            LogInPlace(problem);
        }

        var now = time.GetUtcNow();
        try
        {
            var authority = DevelopmentAuthority.Kept(settings, now);
            var found = authority is not null && _files.Read() is { } kept ? new Made(authority, kept)
                : authority is null || authority.CertificatePem == _made?.Authority.CertificatePem ? _made
                : null;
            if (found is not null && IsGood(found, wanted, now))
            {
                return Use(found);
            }

            var isAnew = authority is null && File.Exists(DevelopmentAuthority.PathOf(settings));
            _made = Make(authority ?? _made?.Authority ?? DevelopmentAuthority.Make(settings, now), wanted, now);
            if (authority is null && !_made.Authority.Keep(store, isFirst: !isAnew) && DevelopmentAuthority.Kept(settings, now) is { } anothers)
            {
                _made = Make(anothers, wanted, now);
            }

            _files.Write(_made.Bundle);
            LogMade(_files.Path);
            if (isAnew)
            {
                LogAuthorityAnew(DevelopmentAuthority.PathOf(settings));
            }

            return Use(_made);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var reason = Unattended.Reason(exception);
            if (_told != reason)
            {
                _told = reason;
                LogNotKept(_files.Path, reason);
            }

            return Use(_made is { } before && IsGood(before, wanted, now)
                ? before
                : Make(_made?.Authority ?? DevelopmentAuthority.Make(settings, now), wanted, now));
        }
    }

    /// <summary>
    /// One for a name that a client asks for and that no rule tells, such as <c>tenant.localhost</c>; null where the authority may
    /// not sign it.
    /// </summary>
    public Certificate? ForClient(string serverName)
    {
        var name = serverName.ToLowerInvariant();
        if (_made is not { } made || !made.Authority.MaySign(name) || !DevelopmentNames.IsName(name))
        {
            return null;
        }

        using var key = ECDsa.Create();
        key.ImportFromPem(made.Bundle.KeyPem);
        return new(made.Authority.Sign(Request([name], [], key), time.GetUtcNow(), Lifetime), made.Bundle.KeyPem);
    }

    private static CertificateRequest Request(IEnumerable<string> names, IEnumerable<IPAddress> addresses, ECDsa key) =>
        DevelopmentAuthority.Request("AlbEmulator development", names, addresses, key);

    private IReadOnlyList<Certificate> Use(Made made)
    {
        _made = made;
        return made.Certificates;
    }

    /// <summary>Once for each host: clients of the others need not hear of it.</summary>
    private void TellMissing(Certificate given, IReadOnlyList<string> names)
    {
        using var certificate = X509Certificate2.CreateFromPem(given.CertificatePem);
        var missing = names.Where(name => !certificate.MatchesHostname(name) && _missing.Add(name)).ToList();
        if (missing.Count > 0)
        {
            LogMissing(settings.DevelopmentCertificate, string.Join(", ", missing.Take(MostTold)) + (missing.Count > MostTold ? " …" : ""));
        }
    }

    private static Made Make(DevelopmentAuthority authority, DevelopmentNames wanted, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (local, others) = Split(authority, wanted);
        var pem = authority.Sign(Request(local, wanted.Addresses, key), now, Lifetime);
        if (others.Count > 0)
        {
            using var own = DevelopmentAuthority.Request("AlbEmulator development for other names", others, [], key)
                .CreateSelfSigned(DevelopmentAuthority.Begin(now), now + Lifetime);
            pem += own.ExportCertificatePem() + "\n";
        }

        return new Made(authority, new Certificate(pem, key.ExportPkcs8PrivateKeyPem() + "\n"));
    }

    /// <summary>Names that the authority may sign, and others.</summary>
    private static (IReadOnlyList<string> Local, IReadOnlyList<string> Others) Split(DevelopmentAuthority authority, DevelopmentNames wanted)
    {
        var byKind = wanted.Dns.ToLookup(authority.MaySign);
        return ([.. byKind[true].Take(MostNames)], [.. byKind[false].Take(MostNames)]);
    }

    private static bool IsGood(Made made, DevelopmentNames wanted, DateTimeOffset now)
    {
        var (local, others) = Split(made.Authority, wanted);
        X509Certificate2Collection all = [];
        try
        {
            all.ImportFromPem(made.Bundle.CertificatePem);
            return made.Authority.HasSigned(all[0]) && IsFor(all[0], local, wanted.Addresses, now)
                && (others.Count == 0 || (all.Count > 2 && IsFor(all[2], others, [], now)));
        }
        finally
        {
            foreach (var certificate in all)
            {
                certificate.Dispose();
            }
        }
    }

    private static bool IsFor(X509Certificate2 certificate, IEnumerable<string> names, IEnumerable<IPAddress> addresses, DateTimeOffset now)
    {
        var known = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().ToList();
        return names.All(known.SelectMany(static extension => extension.EnumerateDnsNames()).ToHashSet(StringComparer.OrdinalIgnoreCase).Contains)
            && addresses.All(known.SelectMany(static extension => extension.EnumerateIPAddresses()).Contains)
            && certificate.NotBefore <= now && now < certificate.NotAfter - RenewedBefore;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A certificate for development was made: {Path}")]
    private partial void LogMade(string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The certificate authority for development could not be used any longer and was made anew, {Path}: whoever trusted the one before is to trust this one, as by alb trust")]
    private partial void LogAuthorityAnew(string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The certificate that Alb:DevelopmentCertificate names, {Path}, is not for {Names}: clients that ask for them do not take it")]
    private partial void LogMissing(string path, string names);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Problem}. One that is made is shown in its place")]
    private partial void LogInPlace(string problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The certificate for development cannot be kept in {Path}: it ends with this run. {Reason}")]
    private partial void LogNotKept(string path, string reason);

    /// <summary>What was made at once.</summary>
    /// <param name="Authority">Who signed it.</param>
    /// <param name="Bundle">The certificate, the authority's, and that of other names where there are any; their one key.</param>
    private sealed record Made(DevelopmentAuthority Authority, Certificate Bundle)
    {
        private const string Begin = "-----BEGIN CERTIFICATE-----";

        /// <summary>Each for itself, for a server that shows one of them.</summary>
        public IReadOnlyList<Certificate> Certificates { get; } =
            Bundle.CertificatePem.Split(Begin, StringSplitOptions.RemoveEmptyEntries) is [var local, var authority, .. var others]
                ? [Bundle with { CertificatePem = $"{Begin}{local}{Begin}{authority}" }, .. others.Select(pem => Bundle with { CertificatePem = $"{Begin}{pem}" })]
                : [Bundle];
    }
}
