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

    /// <summary>What the emulator speaks to targets. HTTPS comes with the issue on target groups.</summary>
    public TargetGroupProtocol Protocol { get; init; } = TargetGroupProtocol.Http;

    /// <summary>Port of targets that name none, 1–65535.</summary>
    public int? Port { get; init; }

    public TargetType TargetType { get; init; } = TargetType.Ip;

    public IReadOnlyList<Target> Targets { get; init; } = [];

    public TargetGroupAttributes Attributes { get; init; } = TargetGroupAttributes.Default;

    public Origin Origin { get; init; } = Origin.None;
}

/// <summary>
/// One registered target.
/// </summary>
/// <param name="Id">An IP address; beyond AWS also a host name, or <c>echo</c> for a target the emulator hosts.</param>
/// <param name="Port">1–65535.</param>
public sealed record Target(string Id, int Port)
{
    /// <summary>The <see cref="Id"/> of a target that the emulator itself hosts on loopback.</summary>
    public const string EchoId = "echo";

    public Origin Origin { get; init; } = Origin.None;

    /// <summary>Whether the emulator itself hosts this target.</summary>
    public bool IsEcho => Id == EchoId;
}

public enum TargetGroupProtocol
{
    Http,
}

public enum TargetType
{
    Ip,
}
