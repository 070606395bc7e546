using System.Net;
using System.Runtime.CompilerServices;

namespace AlbEmulator.Model;

/// <summary>
/// An Application Load Balancer.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html"/>
/// </summary>
public sealed record LoadBalancer
{
    private string[]? _targetGroupArns;

    public required string Name { get; init; }

    /// <summary><c>arn:aws:elasticloadbalancing:REGION:ACCOUNT:loadbalancer/app/NAME/16HEX</c>.</summary>
    public required string Arn { get; init; }

    /// <summary>
    /// <c>NAME-NUMBER.REGION.elb.amazonaws.com</c>: what stands in the log where a request has no Host.
    /// </summary>
    public required string DnsName { get; init; }

    /// <summary>Who its clients are.</summary>
    public LoadBalancerAddressType IpAddressType { get; init; } = LoadBalancerAddressType.Ipv4;

    /// <summary>Addresses on which the listeners bind: one, or one of each family, IPv4 first.</summary>
    public required IReadOnlyList<IPAddress> BindAddresses { get; init; }

    public LoadBalancerAttributes Attributes { get; init; } = LoadBalancerAttributes.Default;

    public IReadOnlyList<Listener> Listeners
    {
        get;
        init => (field, _targetGroupArns) = (value, null);
    }
    = [];

    public Origin Origin { get; init; } = Origin.None;

    /// <summary>Every forward action of its rules and of the default actions of its listeners.</summary>
    public IEnumerable<RuleAction.Forward> Forwards => Listeners.SelectMany(listener => listener.Forwards);

    /// <summary>The target groups that its listeners forward to, with whatever weight, each once.</summary>
    public IReadOnlyList<string> TargetGroupArns => _targetGroupArns ??=
        [.. Listeners.SelectMany(listener => listener.TargetGroupArns).Distinct(StringComparer.Ordinal)];

    /// <summary>Two that say the same are two: what stayed the same over a change is the same load balancer.</summary>
    public bool Equals(LoadBalancer? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    /// <summary><c>app/NAME/16HEX</c>, as the access log names a load balancer.</summary>
    public string ResourceId =>
        Arn[(Arn.IndexOf(":loadbalancer/", StringComparison.Ordinal) + ":loadbalancer/".Length)..];
}

/// <summary>
/// Over which protocols clients come.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#ip-address-type"/>
/// </summary>
public enum LoadBalancerAddressType
{
    Ipv4,
    Dualstack,

    /// <summary>With AWS only private addresses are IPv4, which no client here can tell from <see cref="Dualstack"/>.</summary>
    DualstackWithoutPublicIpv4,
}
