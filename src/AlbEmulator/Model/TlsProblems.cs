namespace AlbEmulator.Model;

/// <summary>
/// What cannot be right about the TLS of a load balancer's listeners together.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html#fips-security-policies"/>
/// </summary>
internal static class TlsProblems
{
    public static IEnumerable<Problem> Find(Topology topology) => topology.LoadBalancers.SelectMany(MixedFips);

    private static IEnumerable<Problem> MixedFips(LoadBalancer loadBalancer)
    {
        var secure = loadBalancer.Listeners.Where(listener => listener.Protocol == ListenerProtocol.Https).ToList();
        var other = secure.Find(listener => listener.SslPolicy.IsFips != secure[0].SslPolicy.IsFips);
        if (other is not null)
        {
            yield return new Problem(
                other.Origin,
                $"{other.SslPolicy.Name} here and {secure[0].SslPolicy.Name} on port {secure[0].Port}: the HTTPS listeners "
                    + "of a load balancer have FIPS policies all, or none: write SslPolicy so");
        }
    }
}
