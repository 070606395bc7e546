using System.Collections.Immutable;
using System.Text.Json.Serialization;
using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.AwsApis.ElbV2.Resources;

/// <summary>
/// A target group as it was asked for.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroup.html"/>
/// </summary>
internal sealed record TargetGroupResource : Resource
{
    public const string Instance = "instance";
    public const string Lambda = "lambda";

    public required string Name { get; init; }

    /// <summary><c>instance</c>, <c>ip</c> or <c>lambda</c>.</summary>
    public required string TargetType { get; init; }

    public string? VpcId { get; init; }

    /// <summary><c>ipv4</c> or <c>ipv6</c>.</summary>
    public string IpAddressType { get; init => field = value ?? TargetGroupShape.Ipv4; } = TargetGroupShape.Ipv4;

    /// <summary>Protocol, ProtocolVersion, Port, Matcher and the health check: as they were given.</summary>
    public required Node.Mapping Settings { get; init; }

    public ImmutableSortedDictionary<string, string> Attributes { get; init => field = value ?? NoAttributes; } = NoAttributes;

    public ImmutableList<TargetResource> Targets { get; init => field = value ?? []; } = [];

    /// <summary>Whether a file defines it, so that the API does not keep it.</summary>
    [JsonIgnore]
    public bool IsOfFile { get; init; }

    [JsonIgnore]
    public TargetGroupAddressType AddressType =>
        IpAddressType == TargetGroupShape.Ipv6 ? TargetGroupAddressType.Ipv6 : TargetGroupAddressType.Ipv4;

    public int? Port => Settings.Find("Port").TryInteger(out var port) ? port : null;
}

/// <summary>A registered target.</summary>
/// <param name="Id">As it was registered.</param>
/// <param name="Port">Its own or that of its group; null of a function.</param>
internal sealed record TargetResource(string Id, int? Port)
{
    public string? AvailabilityZone { get; init; }

    /// <summary>Where an instance is.</summary>
    public string? Address { get; init; }

    /// <summary>Beyond AWS, of a file.</summary>
    public string? InvokeUrl { get; init; }

    /// <summary>What no other target of the group has.</summary>
    [JsonIgnore]
    public string Key => $"{Id}|{Port}";
}
