namespace AlbEmulator.Model;

/// <summary>
/// What becomes of requests that may be read in two ways.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#desync-mitigation-mode"/>
/// </summary>
public enum DesyncMitigationMode
{
    /// <summary>They pass.</summary>
    Monitor,

    /// <summary>Those that are no attack pass, on connections of their own.</summary>
    Defensive,

    /// <summary>Only requests as RFC 7230 has them pass.</summary>
    Strictest,
}
