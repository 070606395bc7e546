namespace AlbEmulator.Model;

/// <summary>
/// What a listener asks of its clients' certificates.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/mutual-authentication.html"/>
/// </summary>
/// <param name="Mode">Off, passed through, or verified.</param>
public sealed record MutualAuthentication(MutualAuthenticationMode Mode)
{
    public static MutualAuthentication Off { get; } = new(MutualAuthenticationMode.Off);

    /// <summary>Whom a certificate must lead to where it is verified.</summary>
    public TrustStore? TrustStore { get; init; }

    public bool IgnoresClientCertificateExpiry { get; init; }

    /// <summary>Whether clients are told the names of the trust store's authorities.</summary>
    public bool AdvertisesTrustStoreCaNames { get; init; }
}

/// <summary>How clients' certificates are taken.</summary>
public enum MutualAuthenticationMode
{
    Off,

    /// <summary>Whatever a client shows is told to targets.</summary>
    Passthrough,

    /// <summary>A client without a certificate of a trusted authority ends in the handshake.</summary>
    Verify,
}
