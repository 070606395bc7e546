using System.Net.Security;

namespace AlbEmulator.Forwarding;

/// <summary>
/// The TLS handshake with a target, whose certificate may be any.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-routing-configuration"/>
/// </summary>
internal static class TargetTls
{
    /// <param name="stream">The connection.</param>
    /// <param name="isHttp2">Whether the target must speak HTTP/2.</param>
    /// <param name="cancellationToken">The end of the target's time.</param>
    public static async Task AuthenticateAsync(SslStream stream, bool isHttp2, CancellationToken cancellationToken) =>
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                ApplicationProtocols = isHttp2 ? [SslApplicationProtocol.Http2] : null,
                RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate is not null,
                // Targets are addresses: there is no name to ask for.
                TargetHost = "",
            },
            cancellationToken);
}
