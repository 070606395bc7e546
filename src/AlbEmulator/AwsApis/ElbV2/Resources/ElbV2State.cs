using System.Collections.Immutable;

namespace AlbEmulator.AwsApis.ElbV2.Resources;

/// <summary>All resources of the API at one moment; a call makes another of it.</summary>
internal sealed record ElbV2State
{
    public static ElbV2State Empty { get; } = new();

    /// <summary>Whether the topology files were taken as a seed.</summary>
    public bool IsSeeded { get; init; }

    /// <summary>In the order in which they were made.</summary>
    public ImmutableList<LoadBalancerResource> LoadBalancers { get; init; } = [];

    /// <inheritdoc cref="LoadBalancers"/>
    public ImmutableList<TargetGroupResource> TargetGroups { get; init; } = [];

    /// <inheritdoc cref="LoadBalancers"/>
    public ImmutableList<TrustStoreResource> TrustStores { get; init; } = [];

    public LoadBalancerResource? LoadBalancer(string? arn) => LoadBalancers.Find(item => item.Arn == arn);

    public TargetGroupResource? TargetGroup(string? arn) => TargetGroups.Find(item => item.Arn == arn);

    public TrustStoreResource? TrustStore(string? arn) => TrustStores.Find(item => item.Arn == arn);

    /// <summary>A listener and the load balancer that has it.</summary>
    public (LoadBalancerResource LoadBalancer, ListenerResource Listener)? Listener(string? arn)
    {
        foreach (var loadBalancer in LoadBalancers)
        {
            if (loadBalancer.Listeners.Find(item => item.Arn == arn) is { } listener)
            {
                return (loadBalancer, listener);
            }
        }

        return null;
    }

    /// <summary>A rule, its listener and load balancer; the rule is null where the ARN is that of a default rule.</summary>
    public (LoadBalancerResource LoadBalancer, ListenerResource Listener, RuleResource? Rule)? Rule(string? arn)
    {
        foreach (var loadBalancer in LoadBalancers)
        {
            foreach (var listener in loadBalancer.Listeners)
            {
                var rule = listener.Rules.Find(item => item.Arn == arn);
                if (rule is not null || listener.DefaultRuleArn == arn)
                {
                    return (loadBalancer, listener, rule);
                }
            }
        }

        return null;
    }

    public ElbV2State With(LoadBalancerResource item) =>
        this with { LoadBalancers = Resource.Replaced(LoadBalancers, item) };

    public ElbV2State With(TargetGroupResource item) =>
        this with { TargetGroups = Resource.Replaced(TargetGroups, item) };

    public ElbV2State With(TrustStoreResource item) =>
        this with { TrustStores = Resource.Replaced(TrustStores, item) };
}
