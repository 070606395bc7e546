using System.Collections.Frozen;
using System.Net.Security;
using System.Security.Authentication;
using AlbEmulator.Model;

namespace AlbEmulator.Listeners.Certificates;

/// <summary>
/// A security policy in .NET's words.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html"/>
/// </summary>
internal static class PolicyHandshake
{
    private static readonly FrozenDictionary<string, TlsCipherSuite> Suites =
        Enum.GetValues<TlsCipherSuite>()
            .DistinctBy(suite => TlsSession.NameOf(suite))
            .ToFrozenDictionary(suite => TlsSession.NameOf(suite));

    /// <summary>By name, since it is obsolete in .NET, as the protocol is; policies have it still.</summary>
    private static readonly SslProtocols Tls10 = Enum.Parse<SslProtocols>("Tls");

    private static readonly SslProtocols Tls11 = Enum.Parse<SslProtocols>("Tls11");

    public static SslProtocols Protocols(SslPolicy policy)
    {
        var protocols = SslProtocols.None;
        for (var version = policy.Oldest; version <= policy.Newest; version++)
        {
            protocols |= Protocol(version);
        }

        return protocols;
    }

    /// <summary>
    /// Null for the machine's own. OpenSSL's sessions are resumed only with those, since .NET shares no context of
    /// handshakes that have ciphers of their own.
    /// </summary>
    public static CipherSuitesPolicy? Ciphers(Listener listener) =>
        listener.IsSslPolicyWritten && OperatingSystem.IsLinux()
            ? new CipherSuitesPolicy(listener.SslPolicy.Ciphers.Select(name => Suites[name]))
            : null;

    private static SslProtocols Protocol(TlsVersion version) => version switch
    {
        TlsVersion.Tls10 => Tls10,
        TlsVersion.Tls11 => Tls11,
        TlsVersion.Tls12 => SslProtocols.Tls12,
        TlsVersion.Tls13 => SslProtocols.Tls13,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
