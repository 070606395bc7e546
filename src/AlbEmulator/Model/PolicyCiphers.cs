using static AlbEmulator.Model.CipherGroups;

namespace AlbEmulator.Model;

/// <summary>
/// The ciphers of security policies, in the order in which policies have those that they have.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html"/>
/// </summary>
internal static class PolicyCiphers
{
    private static readonly (string Name, CipherGroups Group)[] InOrder =
    [
        ("TLS_AES_128_GCM_SHA256", Tls13Aes),
        ("TLS_AES_256_GCM_SHA384", Tls13Aes),
        ("TLS_CHACHA20_POLY1305_SHA256", Tls13ChaCha),
        ("ECDHE-ECDSA-AES128-GCM-SHA256", Gcm),
        ("ECDHE-RSA-AES128-GCM-SHA256", Gcm),
        ("ECDHE-ECDSA-AES128-SHA256", Cbc),
        ("ECDHE-RSA-AES128-SHA256", Cbc),
        ("ECDHE-ECDSA-AES128-SHA", Sha),
        ("ECDHE-RSA-AES128-SHA", Sha),
        ("ECDHE-ECDSA-AES256-GCM-SHA384", Gcm),
        ("ECDHE-RSA-AES256-GCM-SHA384", Gcm),
        ("ECDHE-ECDSA-AES256-SHA384", Cbc),
        ("ECDHE-RSA-AES256-SHA384", Cbc),
        ("ECDHE-ECDSA-AES256-SHA", Sha),
        ("ECDHE-RSA-AES256-SHA", Sha),
        ("AES128-GCM-SHA256", Rsa),
        ("AES128-SHA256", Rsa),
        ("AES128-SHA", RsaSha),
        ("AES256-GCM-SHA384", Rsa),
        ("AES256-SHA256", Rsa),
        ("AES256-SHA", RsaSha),
        ("DES-CBC3-SHA", TripleDes),
    ];

    public static IReadOnlyList<string> Of(CipherGroups groups) =>
        [.. InOrder.Where(cipher => groups.HasFlag(cipher.Group)).Select(cipher => cipher.Name)];

    /// <summary>
    /// Those of the policies for RFC 9151: AES with keys of 256 bits first, among those of TLS 1.3, then of ECDHE, then
    /// of RSA.
    /// </summary>
    public static IReadOnlyList<string> StrongestFirst(CipherGroups groups) =>
        [.. Of(groups).OrderBy(Kind).ThenByDescending(HasLongKeys)];

    /// <summary>What RFC 9151 itself has: AES with keys of 256 bits in Galois counter mode.</summary>
    public static IReadOnlyList<string> StrongestOnly(CipherGroups groups) =>
        [.. Of(groups).Where(cipher => HasLongKeys(cipher) && cipher.Contains("GCM", StringComparison.Ordinal))];

    private static bool HasLongKeys(string cipher) =>
        cipher.Contains("AES256", StringComparison.Ordinal) || cipher.Contains("AES_256", StringComparison.Ordinal);

    private static int Kind(string cipher) =>
        cipher.StartsWith("TLS_", StringComparison.Ordinal) ? 0 : cipher.StartsWith("ECDHE", StringComparison.Ordinal) ? 1 : 2;
}

/// <summary>Ciphers that policies have together or not at all.</summary>
[Flags]
internal enum CipherGroups
{
    None = 0,

    /// <summary>TLS 1.3 with AES.</summary>
    Tls13Aes = 1,

    /// <summary>TLS 1.3 with ChaCha20.</summary>
    Tls13ChaCha = 2,

    /// <summary>Forward secrecy, AES in Galois counter mode.</summary>
    Gcm = 4,

    /// <summary>Forward secrecy, AES in block chains with SHA-2.</summary>
    Cbc = 8,

    /// <summary>Forward secrecy, AES in block chains with SHA-1.</summary>
    Sha = 16,

    /// <summary>Keys that travel under RSA, with SHA-2.</summary>
    Rsa = 32,

    /// <summary>Keys that travel under RSA, with SHA-1.</summary>
    RsaSha = 64,

    TripleDes = 128,
}
