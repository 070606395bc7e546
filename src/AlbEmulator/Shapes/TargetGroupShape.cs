using AlbEmulator.Model;

namespace AlbEmulator.Shapes;

/// <summary>
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html"/>
/// </summary>
internal static class TargetGroupShape
{
    public const string Http = "HTTP";
    public const string Https = "HTTPS";
    public const string Http1 = "HTTP1";
    public const string Http2 = "HTTP2";
    public const string Grpc = "GRPC";
    public const string Ip = "ip";
    public const string Lambda = "lambda";
    public const string Ipv4 = "ipv4";
    public const string Ipv6 = "ipv6";

    public static readonly Property Name = new(
        "Name", new Shape.Text(Check: name => ResourceNames.ProblemWithTargetGroup(name)?.Message), "Name of the target group.")
    {
        IsRequired = true,
    };

    public static readonly Property Protocol = new(
        "Protocol", CommonShapes.Choice(Names.TargetGroupProtocol, Http, Https),
        "What targets are spoken to in; their certificates are not validated.")
    {
        Default = Http,
    };

    public static readonly Property ProtocolVersion = new(
        "ProtocolVersion", CommonShapes.Choice(Names.ProtocolVersion, Http1, Http2, Grpc), "Version of HTTP for targets.")
    {
        Default = Http1,
    };

    public static readonly Property Port = new("Port", CommonShapes.Port, "Port of targets that name none.");

    public static readonly Property TargetType = new(
        "TargetType", CommonShapes.Choice(Names.TargetType, Ip, Lambda), "What the Id of a target is.")
    {
        Default = Ip,
    };

    public static readonly Property IpAddressType = new(
        "IpAddressType", CommonShapes.Choice(Names.TargetGroupIpAddressType, Ipv4, Ipv6),
        "The family of the targets' addresses; ipv6 goes with load balancers that are dualstack.")
    {
        Default = Ipv4,
    };

    public static readonly Property Id = new(
        "Id", CommonShapes.Text,
        "IP address, or the ARN of a Lambda function; beyond AWS a host name, or echo for a target that the emulator " +
        "hosts on loopback.")
    {
        IsRequired = true,
    };

    public static readonly Property TargetPort = new(
        "Port", CommonShapes.OpenPort,
        "Port of the target; that of the target group holds otherwise. Of an echo target also 0, for one that is free.");

    public static readonly Property InvokeUrl = new(
        "InvokeUrl", new Shape.Text(Check: TargetIds.ProblemWithInvokeUrl),
        "URL that invokes the Lambda function. Beyond AWS.");

    public static readonly Property AvailabilityZone = new(
        "AvailabilityZone", CommonShapes.Text, "Zone of the target; it has no effect.");

    public static readonly Property Targets = new("Targets", new Shape.List(CommonShapes.Object(Names.Target,
    [
        Id,
        TargetPort,
        InvokeUrl,
        AvailabilityZone,
    ])), "The targets.");

    public static readonly Property Attributes = new(
        "Attributes", new Shape.Attributes(AttributeTables.TargetGroup), "Attributes of the target group.");

    public static readonly Shape.Object Object = CommonShapes.Object(Names.TargetGroup,
    [
        Name,
        Protocol,
        ProtocolVersion,
        Port,
        TargetType,
        IpAddressType,
        Targets,
        .. HealthCheckShape.All,
        Attributes,
        CommonShapes.VpcId,
        CommonShapes.Tags,
    ]) with
    { IsResource = true };
}
