using AlbEmulator.Listeners.Certificates;
using AlbEmulator.Model;
using AlbEmulator.Trust;

namespace AlbEmulator.Commands;

/// <summary>What the banner says of the certificate of listeners that have none, and how curl takes it.</summary>
internal static class CertificateWords
{
    /// <summary>Whether the store of the system trusts the authority, so that curl does; a look at files, which starts no program.</summary>
    public static bool IsTrusted(AlbSettings settings)
    {
        var kept = OperatingSystem.IsLinux() && settings.DevelopmentCertificate.Length == 0
            ? DevelopmentAuthority.Kept(settings, TimeProvider.System.GetUtcNow())
            : null;
        return kept is not null
            && new SystemStore(TrustPlaces.Machine()).Look(TrustAnchor.Of(kept.CertificatePem, DevelopmentAuthority.PathOf(settings))).State == TrustState.Present;
    }

    public static string Place(AlbSettings settings, bool isTrusted) => settings.DevelopmentCertificate.Length > 0
        ? $"{settings.DevelopmentCertificate} (of Alb:{nameof(AlbSettings.DevelopmentCertificate)})"
        : $"{DevelopmentCertificate.PathOf(settings)} (for development: {(isTrusted ? "this machine trusts it" : $"{Command(settings)} has browsers and this machine trust it")})";

    /// <summary>With a space behind it; nothing where curl needs none.</summary>
    public static string CurlOption(Listener listener, AlbSettings settings, bool isTrusted) => listener switch
    {
        not { Protocol: ListenerProtocol.Https, Certificates: [] } => "",
        _ when isTrusted => "",
        _ when settings.DevelopmentCertificate.Length == 0 => $"--cacert {DevelopmentCertificate.PathOf(settings)} ",
        _ => GivenCertificate.PemOf(settings) is { } pem ? $"--cacert {pem} " : "--insecure ",
    };

    private static string Command(AlbSettings settings) =>
        settings.DataDirectory == new AlbSettings().DataDirectory ? "alb trust" : ShellWord.Line("alb", "trust", "--data", settings.DataDirectory);
}
