using System.Net.Security;
using System.Security.Authentication;
using AlbEmulator.Listeners.Certificates;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace AlbEmulator.Listeners;

/// <summary>
/// What a client and a listener agreed on in their handshake, as the log tells it.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#access-log-entry-syntax"/>
/// </summary>
/// <param name="Cipher">OpenSSL's name up to TLS 1.2, IANA's in TLS 1.3.</param>
/// <param name="Protocol"><c>TLSv1.2</c>, <c>TLSv1.3</c>.</param>
/// <param name="DomainName">The server name that the client asked for; null if there was none or no certificate is for it.</param>
/// <param name="CertificateArn">
/// The certificate that was shown. Whether a session was resumed, for which AWS writes <c>session-reused</c>, .NET does not
/// tell.
/// </param>
internal sealed record TlsSession(string Cipher, string Protocol, string? DomainName, string CertificateArn)
{
    /// <summary>The client's certificate where it showed one, and was asked to.</summary>
    public ClientCertificate? ClientCertificate { get; private init; }

    /// <summary>Null for a connection without TLS.</summary>
    public static TlsSession? Of(IFeatureCollection features)
    {
        if (features.Get<ITlsHandshakeFeature>() is not { } handshake || features.Get<ServerCertificate>() is not { } certificate)
        {
            return null;
        }

        var name = handshake.HostName;
        var isKnown = !string.IsNullOrEmpty(name) && certificate.IsFor(name);
        return new TlsSession(
            NameOf(handshake.NegotiatedCipherSuite),
            NameOf(handshake.Protocol),
            isKnown ? name!.ToLowerInvariant() : null,
            certificate.Arn)
        {
            ClientCertificate = features.Get<ClientCertificate>(),
        };
    }

    /// <summary>
    /// TLS 1.3's suites have one name. OpenSSL calls the others by their parts:
    /// <c>TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256</c> is <c>ECDHE-RSA-AES128-GCM-SHA256</c>.
    /// </summary>
    internal static string NameOf(TlsCipherSuite? suite)
    {
        var iana = suite?.ToString() ?? "-";
        var with = iana.IndexOf("_WITH_", StringComparison.Ordinal);
        if (with < 0)
        {
            return iana;
        }

        var exchange = iana["TLS_".Length..with];
        var cipher = iana[(with + "_WITH_".Length)..]
            .Replace("AES_", "AES", StringComparison.Ordinal)
            .Replace("_CBC_", "_", StringComparison.Ordinal)
            .Replace("CHACHA20_POLY1305_SHA256", "CHACHA20_POLY1305", StringComparison.Ordinal);
        return (exchange == "RSA" && cipher == "3DES_EDE_SHA" ? "DES_CBC3_SHA" : exchange == "RSA" ? cipher : $"{exchange}_{cipher}").Replace('_', '-');
    }

    internal static string NameOf(SslProtocols protocol) => protocol switch
    {
        // TLS 1.0 and 1.1, whose names are obsolete in .NET.
        (SslProtocols)0xC0 => "TLSv1",
        (SslProtocols)0x300 => "TLSv1.1",
        SslProtocols.Tls12 => "TLSv1.2",
        SslProtocols.Tls13 => "TLSv1.3",
        _ => protocol.ToString(),
    };
}
