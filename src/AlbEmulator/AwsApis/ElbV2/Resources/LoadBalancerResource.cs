using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace AlbEmulator.AwsApis.ElbV2.Resources;

/// <summary>
/// A load balancer as it was asked for, with all that the API tells of it.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancer.html"/>
/// </summary>
internal sealed record LoadBalancerResource : Resource
{
    public required string Name { get; init; }

    public required string DnsName { get; init; }

    public required DateTimeOffset CreatedTime { get; init; }

    public string Scheme { get; init => field = value ?? "internet-facing"; } = "internet-facing";

    /// <summary><c>ipv4</c>, <c>dualstack</c> or <c>dualstack-without-public-ipv4</c>.</summary>
    public string IpAddressType { get; init => field = value ?? "ipv4"; } = "ipv4";

    public string? VpcId { get; init; }

    public ImmutableList<SubnetMapping> Subnets { get; init => field = value ?? []; } = [];

    public ImmutableList<string> SecurityGroups { get; init => field = value ?? []; } = [];

    public string? CustomerOwnedIpv4Pool { get; init; }

    public string? Ipv4IpamPoolId { get; init; }

    public CapacityReservation? Capacity { get; init; }

    public ImmutableSortedDictionary<string, string> Attributes { get; init => field = value ?? NoAttributes; } = NoAttributes;

    public ImmutableList<ListenerResource> Listeners { get; init => field = value ?? []; } = [];

    /// <summary>Beyond AWS, of a file.</summary>
    public string? BindAddress { get; init; }

    /// <summary>Whether a file defines it, so that the API does not keep it.</summary>
    [JsonIgnore]
    public bool IsOfFile { get; init; }

    public LoadBalancerResource With(ListenerResource listener) =>
        this with { Listeners = Replaced(Listeners, listener) };
}

/// <summary>A subnet of a load balancer.</summary>
internal sealed record SubnetMapping(string SubnetId, string ZoneName);

/// <summary>What was reserved: it is kept, and there is no capacity here to reserve.</summary>
internal sealed record CapacityReservation(int? CapacityUnits, DateTimeOffset LastModifiedTime)
{
    /// <summary>How often less may be reserved in a day.</summary>
    public const int DecreasesPerDay = 2;

    /// <summary>How often less was reserved on the day of <see cref="LastModifiedTime"/>.</summary>
    public int Decreases { get; init; }

    /// <summary>How often less was reserved on a day, of UTC.</summary>
    public int DecreasesOf(DateTimeOffset day) => LastModifiedTime.UtcDateTime.Date == day.UtcDateTime.Date ? Decreases : 0;
}
