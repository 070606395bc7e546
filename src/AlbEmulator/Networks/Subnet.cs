using System.Net;

namespace AlbEmulator.Networks;

/// <summary>
/// A subnet of a VPC.
/// <see href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Subnet.html"/>
/// </summary>
/// <param name="Id">Such as <c>subnet-0123456789abcdef0</c>.</param>
/// <param name="Vpc">It is part of.</param>
/// <param name="Zone">Name of the Availability Zone, such as <c>us-east-1a</c>.</param>
/// <param name="Cidr">Its addresses.</param>
/// <param name="IsPublic">Whether its routes lead to the internet.</param>
/// <param name="IsDefaultForZone">Whether it is the one of its zone in the default VPC.</param>
internal sealed record Subnet(string Id, Vpc Vpc, string Zone, IPNetwork Cidr, bool IsPublic, bool IsDefaultForZone)
{
    public const string Prefix = "subnet";

    /// <summary>What its zone comes from.</summary>
    public ZoneSource ZoneSource { get; init; }
}

/// <summary>What the zone of a subnet comes from, the firmest first.</summary>
internal enum ZoneSource
{
    /// <summary>The settings, or the VPC that it came with.</summary>
    Said,

    /// <summary>A load balancer that is in it.</summary>
    LoadBalancer,

    /// <summary>Its id alone.</summary>
    Convention,
}
