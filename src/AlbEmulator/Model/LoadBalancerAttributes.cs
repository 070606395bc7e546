namespace AlbEmulator.Model;

/// <summary>
/// The attributes of a load balancer that have an effect here.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html"/>
/// </summary>
public sealed record LoadBalancerAttributes
{
    public static LoadBalancerAttributes Default { get; } = new();

    /// <summary><c>idle_timeout.timeout_seconds</c>: 1–4000 seconds without a byte, on either side.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary><c>routing.http.desync_mitigation_mode</c>.</summary>
    public DesyncMitigationMode DesyncMitigationMode { get; init; } = DesyncMitigationMode.Defensive;
}
