using AlbEmulator.Model;

namespace AlbEmulator.ControlPlane.Shapes;

/// <summary>
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html"/>
/// </summary>
internal static class TargetGroupShape
{
    public static readonly Property Name = new(
        "Name", new Shape.Text(Check: ResourceNames.ProblemWithTargetGroup), "Name of the target group.")
    {
        IsRequired = true,
    };

    public static readonly Property Port = new("Port", CommonShapes.Port, "Port of targets that name none.");

    public static readonly Property Id = new(
        "Id", new Shape.Text(Check: ProblemWithId),
        "IP address; beyond AWS a host name, or echo for a target that the emulator hosts on loopback.")
    {
        IsRequired = true,
    };

    public static readonly Property TargetPort = new(
        "Port", CommonShapes.Port, "Port of the target; that of the target group holds otherwise.");

    public static readonly Property Targets = new("Targets", new Shape.List(CommonShapes.Object(Names.Target,
    [
        Id,
        TargetPort,
        new("AvailabilityZone", CommonShapes.Text, "Zone of the target; it has no effect."),
    ])), "The targets.");

    public static readonly Property Attributes = new(
        "Attributes", new Shape.Attributes(AttributeTables.TargetGroup), "Attributes of the target group.");

    public static readonly Shape.Object Object = CommonShapes.Object(Names.TargetGroup,
    [
        Name,
        new("Protocol", CommonShapes.Choice(Names.TargetGroupProtocol, "HTTP"), "What targets are spoken to in.")
        {
            Default = "HTTP",
        },
        new("ProtocolVersion", CommonShapes.Choice(Names.ProtocolVersion, "HTTP1"), "Version of HTTP for targets.")
        {
            Default = "HTTP1",
        },
        Port,
        new("TargetType", CommonShapes.Choice(Names.TargetType, "ip"), "What the Id of a target is.")
        {
            Default = "ip",
        },
        new("IpAddressType", CommonShapes.Choice(Names.TargetGroupIpAddressType, "ipv4"), "Always ipv4.")
        {
            Default = "ipv4",
        },
        Targets,
        Attributes,
        CommonShapes.VpcId,
        CommonShapes.Tags,
    ]);

    private static string? ProblemWithId(string id) =>
        TargetIds.ProblemWith(id) is { } problem ? $"{Quoted.Text(id)} {problem}" : null;
}
