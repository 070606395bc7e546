namespace AlbEmulator.Trust;

/// <summary>A database of NSS, in which Chromium, Chrome and Firefox keep on Linux whom a user trusts.</summary>
/// <param name="Owner">For people.</param>
/// <param name="Folder">With <c>cert9.db</c>.</param>
internal sealed record NssDatabase(string Owner, string Folder);

/// <summary>
/// Where they are: of Chromium one for a user, of Firefox one for a profile, and others for those who come as a snap or by
/// Flatpak.
/// <see href="https://chromium.googlesource.com/chromium/src/+/main/docs/linux/cert_management.md"/>
/// </summary>
internal static class NssDatabases
{
    public const string Chromium = "Chromium, Chrome";
    public const string Firefox = "Firefox";

    /// <summary>The last is that of newer versions, where the first is not there.</summary>
    private static readonly string[] OfChromium =
        [".pki/nssdb", "snap/chromium/current/.pki/nssdb", ".var/app/org.chromium.Chromium/data/pki/nssdb", ".var/app/com.google.Chrome/data/pki/nssdb"];

    private static readonly string[] OfFirefox =
        [".mozilla/firefox", "snap/firefox/common/.mozilla/firefox", ".var/app/org.mozilla.firefox/.mozilla/firefox"];

    public static IReadOnlyList<NssDatabase> Find(TrustPlaces places)
    {
        var data = Below(places, "XDG_DATA_HOME", ".local/share", "pki/nssdb");
        var profiles = Below(places, "XDG_CONFIG_HOME", ".config", "mozilla/firefox");
        return
        [
            .. OfChromium.Select(places.InHome).Append(data).Where(IsDatabase).Select(static folder => new NssDatabase(Chromium, folder)),
            .. OfFirefox.Select(places.InHome).Append(profiles)
                .Where(Directory.Exists)
                .SelectMany(static folder => Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
                .Where(IsDatabase)
                .Select(static folder => new NssDatabase(Firefox, folder)),
        ];
    }

    private static string Below(TrustPlaces places, string variable, string usual, string below) =>
        Path.Combine(places.Variable(variable) is { Length: > 0 } told ? told : places.InHome(usual), below);

    private static bool IsDatabase(string folder) => File.Exists(Path.Combine(folder, "cert9.db"));
}
