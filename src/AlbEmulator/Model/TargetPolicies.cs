namespace AlbEmulator.Model;

/// <summary>
/// The security policies by which HTTPS targets are spoken to: nobody writes them, they follow from a listener's.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html"/>
/// </summary>
internal static class TargetPolicies
{
    /// <summary>
    /// By target group. AWS does not say of which listener where several forward to a group: of the first HTTPS listener.
    /// </summary>
    /// <returns>By ARN; the others have the default.</returns>
    public static IReadOnlyDictionary<string, SslPolicy> Of(Topology topology)
    {
        var policies = new Dictionary<string, SslPolicy>(StringComparer.Ordinal);
        foreach (var listener in topology.LoadBalancers.SelectMany(loadBalancer => loadBalancer.Listeners))
        {
            if (listener.Protocol == ListenerProtocol.Https)
            {
                foreach (var arn in listener.TargetGroupArns)
                {
                    policies.TryAdd(arn, For(listener.SslPolicy));
                }
            }
        }

        return policies;
    }

    /// <summary>What follows from a listener's policy.</summary>
    public static SslPolicy For(SslPolicy listener) => (listener.IsRfc9151, listener.IsFips, listener.IsPostQuantum) switch
    {
        (true, _, _) => Named("TLS13-1-2-RFC9151-INTEROP4-FIPS-2023-07"),
        (_, true, true) => Named("TLS13-1-0-FIPS-PQ-2025-09"),
        (_, true, false) => Named("TLS13-1-0-FIPS-2023-04"),
        (_, false, true) => Named("TLS13-1-0-PQ-2025-09"),
        _ => listener.Newest == TlsVersion.Tls13 ? Named("TLS13-1-0-2021-06") : SslPolicies.Default,
    };

    private static SslPolicy Named(string name) => SslPolicies.Find($"ELBSecurityPolicy-{name}")!;
}
