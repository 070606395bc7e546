using System.Net;
using System.Net.Security;
using AlbEmulator.Model;

namespace AlbEmulator.TargetGroups;

/// <summary>
/// TLS to targets, for requests and for health checks: their certificates are not validated.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-routing-configuration"/>
/// </summary>
internal static class TargetTls
{
    /// <summary>Takes whoever answers there, with whatever certificate. An address is no server name, so that none is sent.</summary>
    /// <param name="address">Of the target.</param>
    /// <param name="policy">What is agreed to.</param>
    /// <param name="isHttp2">Whether the target must agree on HTTP/2.</param>
    public static SslClientAuthenticationOptions Anyone(IPAddress address, SslPolicy policy, bool isHttp2 = false) => new()
    {
        EnabledSslProtocols = PolicyHandshake.Protocols(policy),
        EncryptionPolicy = PolicyHandshake.Encryption(policy),
        CipherSuitesPolicy = PolicyHandshake.Ciphers(policy),
        ApplicationProtocols = isHttp2 ? [SslApplicationProtocol.Http2] : null,
        RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate is not null,
        TargetHost = address.ToString(),
    };
}
