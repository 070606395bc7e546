namespace AlbEmulator.Trust;

/// <summary>How a family of Linux distributions keeps whom programs trust: a folder of files, of which a program makes one.</summary>
/// <param name="Family">For people.</param>
/// <param name="Folder">Below the root: what is in it is trusted, as files that end with <c>.crt</c>.</param>
/// <param name="Bundle">Below the root: what is made of it, for OpenSSL, curl and others.</param>
/// <param name="Program">Makes it.</param>
internal sealed record SystemLayout(string Family, string Folder, string Bundle, string Program)
{
    /// <summary>
    /// The first whose folder is there counts. Arch's <c>trust anchor</c> puts files into the same folder as well.
    /// <see href="https://manpages.debian.org/bookworm/ca-certificates/update-ca-certificates.8.en.html"/>
    /// <see href="https://docs.fedoraproject.org/en-US/quick-docs/using-shared-system-certificates/"/>
    /// <see href="https://wiki.archlinux.org/title/Transport_Layer_Security#Add_a_certificate_to_a_trust_store"/>
    /// </summary>
    public static IReadOnlyList<SystemLayout> All { get; } =
    [
        new("Fedora, RHEL", "etc/pki/ca-trust/source/anchors", "etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "update-ca-trust"),
        new("Arch", "etc/ca-certificates/trust-source/anchors", "etc/ca-certificates/extracted/tls-ca-bundle.pem", "update-ca-trust"),
        new("openSUSE", "etc/pki/trust/anchors", "var/lib/ca-certificates/ca-bundle.pem", UpdateCaCertificates),
        new("Debian, Ubuntu, Alpine", "usr/local/share/ca-certificates", "etc/ssl/certs/ca-certificates.crt", UpdateCaCertificates),
    ];

    private const string UpdateCaCertificates = "update-ca-certificates";

    /// <summary>What the program is told when something was taken out: Debian's leaves links that lead nowhere otherwise.</summary>
    public IReadOnlyList<string> Afresh { get; } = Program == UpdateCaCertificates ? ["--fresh"] : [];

    /// <summary>What the program is told for a system in a folder; Debian's takes that, others change the machine itself.</summary>
    public IReadOnlyList<string> Arguments(TrustPlaces places) => places.IsMachine ? [] :
    [
        "--certsconf", places.InRoot("etc/ca-certificates.conf"),
        "--certsdir", places.InRoot("usr/share/ca-certificates"),
        "--localcertsdir", places.InRoot(Folder),
        "--etccertsdir", places.InRoot("etc/ssl/certs"),
        "--hooksdir", places.InRoot("etc/ca-certificates/update.d"),
    ];
}
