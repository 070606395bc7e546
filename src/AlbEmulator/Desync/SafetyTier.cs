namespace AlbEmulator.Desync;

/// <summary>
/// How far a request may be read in two ways.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#desync-mitigation-mode"/>
/// </summary>
internal enum SafetyTier
{
    /// <summary>As RFC 7230 has it.</summary>
    Compliant,

    /// <summary>Not as RFC 7230 has it, and known to do no harm.</summary>
    Acceptable,

    /// <summary>Servers and proxies may read it in different ways.</summary>
    Ambiguous,

    /// <summary>What an attacker would send.</summary>
    Severe,
}
