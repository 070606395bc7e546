using AlbEmulator.Model;

namespace AlbEmulator.Desync;

/// <summary>
/// What becomes of a request, by its tier and the load balancer's mode.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#desync-mitigation-mode"/>
/// </summary>
internal enum MitigationAction
{
    /// <summary>It is passed on.</summary>
    Allow,

    /// <summary>It is passed on, and afterwards the connections of client and target are closed.</summary>
    AllowAndClose,

    /// <summary>It is answered 400, and the client's connection is closed.</summary>
    Block,
}

/// <summary>Decides on the <see cref="MitigationAction"/>.</summary>
internal static class Mitigation
{
    public static MitigationAction Of(DesyncMitigationMode mode, SafetyTier tier) => (mode, tier) switch
    {
        (_, SafetyTier.Compliant) => MitigationAction.Allow,
        (DesyncMitigationMode.Monitor, _) => MitigationAction.Allow,
        (DesyncMitigationMode.Strictest, _) => MitigationAction.Block,
        (_, SafetyTier.Acceptable) => MitigationAction.Allow,
        (_, SafetyTier.Ambiguous) => MitigationAction.AllowAndClose,
        _ => MitigationAction.Block,
    };
}
