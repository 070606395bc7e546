using System.Collections.Frozen;
using System.Net.Security;
using System.Security.Authentication;

namespace AlbEmulator.Model;

/// <summary>
/// A security policy in .NET's words.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html"/>
/// </summary>
internal static class PolicyHandshake
{
    private static readonly FrozenDictionary<string, TlsCipherSuite> Suites =
        Enum.GetValues<TlsCipherSuite>()
            .DistinctBy(suite => CipherNames.Of(suite))
            .ToFrozenDictionary(suite => CipherNames.Of(suite));

    /// <summary>By name, since it is obsolete in .NET, as the protocol is; policies have it still.</summary>
    private static readonly SslProtocols Tls10 = Enum.Parse<SslProtocols>("Tls");

    private static readonly SslProtocols Tls11 = Enum.Parse<SslProtocols>("Tls11");

    /// <summary>By name for the same reason.</summary>
    private static readonly EncryptionPolicy AnyLevel = Enum.Parse<EncryptionPolicy>("AllowNoEncryption");

    public static SslProtocols Protocols(SslPolicy policy)
    {
        var protocols = SslProtocols.None;
        for (var version = policy.Oldest; version <= policy.Newest; version++)
        {
            protocols |= Protocol(version);
        }

        return protocols;
    }

    /// <summary>Null where the machine's own are not to be changed.</summary>
    public static CipherSuitesPolicy? Ciphers(SslPolicy policy) => OperatingSystem.IsLinux()
        ? new CipherSuitesPolicy(policy.Ciphers.Select(name => Suites[name]))
        : null;

    /// <summary>
    /// What .NET calls the security level at which OpenSSL still speaks TLS before 1.2. Nothing goes unencrypted by it
    /// where the ciphers are the policy's.
    /// </summary>
    public static EncryptionPolicy Encryption(SslPolicy policy) =>
        OperatingSystem.IsLinux() && policy.Oldest < TlsVersion.Tls12 ? AnyLevel : EncryptionPolicy.RequireEncryption;

    private static SslProtocols Protocol(TlsVersion version) => version switch
    {
        TlsVersion.Tls10 => Tls10,
        TlsVersion.Tls11 => Tls11,
        TlsVersion.Tls12 => SslProtocols.Tls12,
        TlsVersion.Tls13 => SslProtocols.Tls13,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
