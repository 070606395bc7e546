using System.Collections.Frozen;
using static AlbEmulator.Model.CipherGroups;
using static AlbEmulator.Model.TlsVersion;

namespace AlbEmulator.Model;

/// <summary>
/// Every security policy that AWS has for Application Load Balancers.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html"/>
/// </summary>
public static class SslPolicies
{
    private const string Prefix = "ELBSecurityPolicy-";
    private const CipherGroups Forward = Gcm | Cbc | Sha;
    private const CipherGroups All = Forward | Rsa | RsaSha;
    private const CipherGroups Fips = Tls13Aes;
    private const CipherGroups Any13 = Tls13Aes | Tls13ChaCha;

    /// <summary>What the API takes for a listener that names none.</summary>
    public static SslPolicy Default { get; } = Policy("2016-08", Tls10, Tls12, All);

    public static IReadOnlyList<SslPolicy> Known { get; } =
    [
        Default,
        Policy("2015-05", Tls10, Tls12, All),
        Policy("TLS-1-0-2015-04", Tls10, Tls12, All | TripleDes),
        Policy("TLS-1-1-2017-01", Tls11, Tls12, All),
        Policy("TLS-1-2-2017-01", Tls12, Tls12, Gcm | Cbc | Rsa),
        Policy("TLS-1-2-Ext-2018-06", Tls12, Tls12, All),
        Policy("FS-2018-06", Tls10, Tls12, Forward),
        Policy("FS-1-1-2019-08", Tls11, Tls12, Forward),
        Policy("FS-1-2-2019-08", Tls12, Tls12, Forward),
        Policy("FS-1-2-Res-2019-08", Tls12, Tls12, Gcm | Cbc),
        Policy("FS-1-2-Res-2020-10", Tls12, Tls12, Gcm),

        Policy("TLS13-1-3-2021-06", Tls13, Tls13, Any13),
        Policy("TLS13-1-2-2021-06", Tls12, Tls13, Any13 | Gcm | Cbc),
        Policy("TLS13-1-2-Res-2021-06", Tls12, Tls13, Any13 | Gcm),
        Policy("TLS13-1-2-Ext1-2021-06", Tls12, Tls13, Any13 | Gcm | Cbc | Rsa),
        Policy("TLS13-1-2-Ext2-2021-06", Tls12, Tls13, Any13 | All),
        Policy("TLS13-1-1-2021-06", Tls11, Tls13, Any13 | All),
        Policy("TLS13-1-0-2021-06", Tls10, Tls13, Any13 | All),

        Policy("TLS13-1-3-FIPS-2023-04", Tls13, Tls13, Fips),
        Policy("TLS13-1-2-FIPS-2023-04", Tls12, Tls13, Fips | Gcm | Cbc),
        Policy("TLS13-1-2-Res-FIPS-2023-04", Tls12, Tls13, Fips | Gcm),
        Policy("TLS13-1-2-Ext0-FIPS-2023-04", Tls12, Tls13, Fips | Forward),
        Policy("TLS13-1-2-Ext1-FIPS-2023-04", Tls12, Tls13, Fips | Gcm | Cbc | Rsa),
        Policy("TLS13-1-2-Ext2-FIPS-2023-04", Tls12, Tls13, Fips | All),
        Policy("TLS13-1-1-FIPS-2023-04", Tls11, Tls13, Fips | All),
        Policy("TLS13-1-0-FIPS-2023-04", Tls10, Tls13, Fips | All),

        Policy("TLS13-1-3-PQ-2025-09", Tls13, Tls13, Any13),
        Policy("TLS13-1-2-PQ-2025-09", Tls12, Tls13, Any13 | Gcm | Cbc),
        Policy("TLS13-1-2-Res-PQ-2025-09", Tls12, Tls13, Any13 | Gcm),
        Policy("TLS13-1-2-Ext1-PQ-2025-09", Tls12, Tls13, Any13 | Gcm | Cbc | Rsa),
        Policy("TLS13-1-2-Ext2-PQ-2025-09", Tls12, Tls13, Any13 | All),
        Policy("TLS13-1-0-PQ-2025-09", Tls10, Tls13, Any13 | All),

        Policy("TLS13-1-3-FIPS-PQ-2025-09", Tls13, Tls13, Fips),
        Policy("TLS13-1-2-FIPS-PQ-2025-09", Tls12, Tls13, Fips | Gcm | Cbc),
        Policy("TLS13-1-2-Res-FIPS-PQ-2025-09", Tls12, Tls13, Fips | Gcm),
        Policy("TLS13-1-2-Ext0-FIPS-PQ-2025-09", Tls12, Tls13, Fips | Forward),
        Policy("TLS13-1-2-Ext1-FIPS-PQ-2025-09", Tls12, Tls13, Fips | Gcm | Cbc | Rsa),
        Policy("TLS13-1-2-Ext2-FIPS-PQ-2025-09", Tls12, Tls13, Fips | All),
        Policy("TLS13-1-0-FIPS-PQ-2025-09", Tls10, Tls13, Fips | All),

        Strongest("TLS13-1-3-RFC9151-FIPS-2023-07", Tls13, Fips),
        Strongest("TLS13-1-2-RFC9151-FIPS-2023-07", Tls12, Fips | Gcm),
        Strongest("TLS13-1-2-Ext0-RFC9151-FIPS-2023-07", Tls12, Fips | Gcm | Rsa),
        StrongestFirst("TLS13-1-2-RFC9151-INTEROP1-FIPS-2023-07", Fips | Gcm),
        StrongestFirst("TLS13-1-2-RFC9151-INTEROP2-FIPS-2023-07", Fips | Gcm | Cbc),
        StrongestFirst("TLS13-1-2-RFC9151-INTEROP3-FIPS-2023-07", Fips | Forward),
        StrongestFirst("TLS13-1-2-RFC9151-INTEROP4-FIPS-2023-07", Fips | All),
    ];

    private static FrozenDictionary<string, SslPolicy> ByName { get; } =
        Known.ToFrozenDictionary(policy => policy.Name, StringComparer.Ordinal);

    public static SslPolicy? Find(string name) => ByName.GetValueOrDefault(name);

    private static SslPolicy Policy(string name, TlsVersion oldest, TlsVersion newest, CipherGroups groups) =>
        new(Prefix + name, oldest, newest, PolicyCiphers.Of(groups));

    private static SslPolicy Strongest(string name, TlsVersion oldest, CipherGroups groups) =>
        new(Prefix + name, oldest, Tls13, PolicyCiphers.StrongestOnly(groups));

    private static SslPolicy StrongestFirst(string name, CipherGroups groups) =>
        new(Prefix + name, Tls12, Tls13, PolicyCiphers.StrongestFirst(groups));
}
