using System.Net;
using System.Net.Security;

namespace AlbEmulator.Health;

/// <summary>
/// TLS to targets: their certificates are not validated.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-routing-configuration"/>
/// </summary>
internal static class Tls
{
    /// <summary>Takes whoever answers there, with whatever certificate.</summary>
    public static SslClientAuthenticationOptions Anyone(IPEndPoint endPoint) => new()
    {
        TargetHost = endPoint.Address.ToString(),
        RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate is not null,
    };
}
