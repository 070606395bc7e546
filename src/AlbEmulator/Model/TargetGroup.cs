namespace AlbEmulator.Model;

/// <summary>
/// Targets that serve the same requests.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html"/>
/// </summary>
public sealed record TargetGroup
{
    public required string Name { get; init; }

    /// <summary><c>arn:aws:elasticloadbalancing:REGION:ACCOUNT:targetgroup/NAME/16HEX</c>.</summary>
    public required string Arn { get; init; }

    /// <summary>Whether targets are spoken to over TLS. A Lambda function has no protocol.</summary>
    public TargetGroupProtocol Protocol { get; init; } = TargetGroupProtocol.Http;

    /// <summary>The version of HTTP that targets are spoken to in.</summary>
    public ProtocolVersion ProtocolVersion { get; init; } = ProtocolVersion.Http1;

    /// <summary>The family of the addresses of its targets.</summary>
    public TargetGroupAddressType IpAddressType { get; init; } = TargetGroupAddressType.Ipv4;

    /// <summary>Port of targets that name none, 1–65535.</summary>
    public int? Port { get; init; }

    public TargetType TargetType { get; init; } = TargetType.Ip;

    /// <summary>One function at most where the type is Lambda.</summary>
    public IReadOnlyList<Target> Targets { get; init; } = [];

    public HealthCheck HealthCheck { get; init; } = HealthCheck.Default;

    public TargetGroupAttributes Attributes { get; init; } = TargetGroupAttributes.Default;

    public Origin Origin { get; init; } = Origin.None;
}

public enum TargetGroupProtocol
{
    Http,
    Https,
}

public enum ProtocolVersion
{
    Http1,
    Http2,
    Grpc,
}

/// <summary>
/// The family of the addresses of targets.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-ip-address-type"/>
/// </summary>
public enum TargetGroupAddressType
{
    Ipv4,
    Ipv6,
}

public enum TargetType
{
    Ip,
    Lambda,
}
