using System.Net;

namespace AlbEmulator.Model;

/// <summary>What was asked for: every load balancer and every target group, from whatever source.</summary>
public sealed record Topology(IReadOnlyList<LoadBalancer> LoadBalancers, IReadOnlyList<TargetGroup> TargetGroups)
{
    private HashSet<string>? _groupsInUse;
    private IReadOnlyDictionary<string, SslPolicy>? _targetPolicies;

    public IReadOnlyList<LoadBalancer> LoadBalancers
    {
        get;
        init => (field, _groupsInUse, _targetPolicies) = (value, null, null);
    }
    = LoadBalancers;

    /// <summary>Those that were defined, whether a listener uses them or not.</summary>
    public IReadOnlyList<TrustStore> TrustStores { get; init; } = [];

    /// <summary>Who can log in with the provider that the emulator itself runs; none for two of its own.</summary>
    public IReadOnlyList<EchoLogin> EchoUsers { get; init; } = [];

    /// <summary>
    /// ARNs of the target groups that a rule or a default action of a listener forwards to, with whatever weight: targets of
    /// others are not checked.
    /// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html"/>
    /// </summary>
    public IReadOnlySet<string> GroupsInUse => _groupsInUse ??=
        LoadBalancers.SelectMany(loadBalancer => loadBalancer.TargetGroupArns).ToHashSet(StringComparer.Ordinal);

    /// <inheritdoc cref="Model.TargetPolicies.Of"/>
    internal IReadOnlyDictionary<string, SslPolicy> TargetPolicies => _targetPolicies ??= Model.TargetPolicies.Of(this);

    /// <summary>A topology in which nothing was asked for.</summary>
    public static Topology Empty { get; } = new([], []);

    /// <summary>The ports of loopback on which the emulator itself is the provider, each once with an action that wants it.</summary>
    public IReadOnlyDictionary<int, Origin> EchoProviders()
    {
        var providers = new Dictionary<int, Origin>();
        foreach (var listener in LoadBalancers.SelectMany(loadBalancer => loadBalancer.Listeners))
        {
            foreach (var action in listener.Actions)
            {
                var port = action switch
                {
                    RuleAction.Authenticate authenticate => authenticate.Provider.EchoPort,
                    RuleAction.JwtValidation validation => validation.EchoPort,
                    _ => null,
                };
                if (port is { } asked)
                {
                    providers.TryAdd(asked, listener.Origin);
                }
            }
        }

        return providers;
    }

    /// <summary>ARNs of the target groups that share the requests of an action with others.</summary>
    public HashSet<string> WeightedGroups() => LoadBalancers
        .SelectMany(static loadBalancer => loadBalancer.Forwards)
        .Where(static forward => forward.TargetGroups.Count > 1)
        .SelectMany(static forward => forward.TargetGroups)
        .Select(static group => group.TargetGroupArn)
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>Where the emulator itself hosts targets, each place once: on loopback of the family of their group.</summary>
    public IReadOnlyDictionary<IPEndPoint, Target> Echoes()
    {
        var echoes = new Dictionary<IPEndPoint, Target>();
        foreach (var group in TargetGroups)
        {
            foreach (var target in group.Targets.Where(static target => target.IsEcho))
            {
                echoes.TryAdd(new IPEndPoint(Target.LoopbackOf(group.IpAddressType), target.Port), target);
            }
        }

        return echoes;
    }
}
