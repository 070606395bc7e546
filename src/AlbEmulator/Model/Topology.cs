using System.Net;

namespace AlbEmulator.Model;

/// <summary>What was asked for: every load balancer and every target group, from whatever source.</summary>
public sealed record Topology(IReadOnlyList<LoadBalancer> LoadBalancers, IReadOnlyList<TargetGroup> TargetGroups)
{
    /// <summary>Those that were defined, whether a listener uses them or not.</summary>
    public IReadOnlyList<TrustStore> TrustStores { get; init; } = [];

    /// <summary>A topology in which nothing was asked for.</summary>
    public static Topology Empty { get; } = new([], []);

    /// <summary>Where the emulator itself hosts targets, each place once: on loopback of the family of their group.</summary>
    public IReadOnlyDictionary<IPEndPoint, Target> Echoes()
    {
        var echoes = new Dictionary<IPEndPoint, Target>();
        foreach (var group in TargetGroups)
        {
            foreach (var target in group.Targets.Where(static target => target.IsEcho))
            {
                echoes.TryAdd(new IPEndPoint(Target.EchoAddress(group.IpAddressType), target.Port), target);
            }
        }

        return echoes;
    }
}
