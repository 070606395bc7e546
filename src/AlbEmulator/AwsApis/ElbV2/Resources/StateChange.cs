using System.Collections.Immutable;
using AlbEmulator.Stores;

namespace AlbEmulator.AwsApis.ElbV2.Resources;

/// <summary>
/// What a call made other of a state: of each thing only its own properties, so that a rule costs as much behind one
/// listener as behind another. Null for what stays.
/// </summary>
internal sealed record StateChange
{
    public bool? IsSeeded { get; init; }

    /// <summary>Without their listeners, which stay.</summary>
    public ListChange<LoadBalancerResource>? LoadBalancers { get; init; }

    /// <summary>By the ARN of the load balancer; without their rules, which stay.</summary>
    public ImmutableSortedDictionary<string, ListChange<ListenerResource>>? Listeners { get; init; }

    /// <summary>By the ARN of the listener.</summary>
    public ImmutableSortedDictionary<string, ListChange<RuleResource>>? Rules { get; init; }

    /// <summary>Without their targets, which stay.</summary>
    public ListChange<TargetGroupResource>? TargetGroups { get; init; }

    /// <summary>By the ARN of the target group.</summary>
    public ImmutableSortedDictionary<string, ListChange<TargetResource>>? Targets { get; init; }

    public ListChange<TrustStoreResource>? TrustStores { get; init; }
}
