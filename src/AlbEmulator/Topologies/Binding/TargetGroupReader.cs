using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Topologies.Binding;

/// <summary>From the nodes of a target group to the model.</summary>
internal static class TargetGroupReader
{
    public const string NotWithLambda = "does not go with TargetType lambda: remove it";

    private static readonly TargetGroupAttributes NoAttributes =
        TargetGroupAttributes.Of(new WrittenAttributes(AttributeTables.TargetGroup, new Dictionary<string, string>()));

    /// <summary>Null when it has no name, which was told.</summary>
    public static TargetGroup? Read(Node node, ReadingContext context)
    {
        if (ReadingContext.Text(node, TargetGroupShape.Name) is not { } name)
        {
            return null;
        }

        var type = Type(node);
        var version = Version(node);
        var addressType = AddressType(node);
        CheckType(node, type, context);
        TagReader.Check(node, context);
        return new TargetGroup
        {
            Name = name,
            Arn = ReadingContext.GivenArn(node) ?? Arns.TargetGroup(context.Settings.Region, context.Settings.AccountId, name),
            Protocol = Protocol(node, TargetGroupShape.Protocol),
            ProtocolVersion = version,
            Port = ReadingContext.Integer(node, TargetGroupShape.Port),
            TargetType = type,
            IpAddressType = addressType,
            Targets = TargetReader.Read(node, type, addressType, context),
            HealthCheck = HealthCheckReader.Read(node, type, version, context),
            Attributes = Attributes(node, type, context),
            Origin = ReadingContext.Place(node, TargetGroupShape.Name),
        };
    }

    public static TargetGroupProtocol Protocol(Node node, Property property) =>
        ReadingContext.Text(node, property) == TargetGroupShape.Https
            ? TargetGroupProtocol.Https
            : TargetGroupProtocol.Http;

    private static TargetType Type(Node node) =>
        ReadingContext.Text(node, TargetGroupShape.TargetType) == TargetGroupShape.Lambda
            ? TargetType.Lambda
            : TargetType.Ip;

    private static ProtocolVersion Version(Node node) =>
        ReadingContext.Text(node, TargetGroupShape.ProtocolVersion) switch
        {
            TargetGroupShape.Http2 => ProtocolVersion.Http2,
            TargetGroupShape.Grpc => ProtocolVersion.Grpc,
            _ => ProtocolVersion.Http1,
        };

    private static TargetGroupAddressType AddressType(Node node) =>
        ReadingContext.Text(node, TargetGroupShape.IpAddressType) == TargetGroupShape.Ipv6
            ? TargetGroupAddressType.Ipv6
            : TargetGroupAddressType.Ipv4;

    private static void CheckType(Node node, TargetType type, ReadingContext context)
    {
        if (type == TargetType.Lambda)
        {
            if (AddressType(node) == TargetGroupAddressType.Ipv6)
            {
                context.Refuse(node, TargetGroupShape.IpAddressType, NotWithLambda, new Fault.NotOfLambda(TargetGroupShape.IpAddressType.Name));
            }

            foreach (var property in new[] { TargetGroupShape.Protocol, TargetGroupShape.ProtocolVersion })
            {
                context.RefuseUnlessDefault(node, property, NotWithLambda, new Fault.NotOfLambda(property.Name));
            }

            context.Refuse(node, TargetGroupShape.Port, NotWithLambda, new Fault.NotOfLambda(TargetGroupShape.Port.Name));
            if (node.Find(CommonShapes.VpcId.Name) is { } vpc)
            {
                context.TellHarmless(
                    vpc.Origin,
                    $"{CommonShapes.VpcId.Name} {NotWithLambda}",
                    new Fault.NotOfLambda(CommonShapes.VpcId.Name));
            }
        }
    }

    private static TargetGroupAttributes Attributes(Node node, TargetType type, ReadingContext context)
    {
        if (node.Find(TargetGroupShape.Attributes.Name) is null)
        {
            return NoAttributes;
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var places = new Dictionary<string, Origin>(StringComparer.Ordinal);
        foreach (var (key, origin, value) in AttributeCheck.Read(node.Find(TargetGroupShape.Attributes.Name)))
        {
            if (values.TryAdd(key, value))
            {
                places.Add(key, origin);
            }
        }

        var written = new WrittenAttributes(AttributeTables.TargetGroup, values);
        foreach (var problem in TargetGroupAttributeProblems.Find(written, type))
        {
            context.Tell(
                places[problem.Key],
                $"{problem.Key}: {problem.Message}",
                problem.IsHarmless,
                new Fault.Attribute(problem.Key, type == TargetType.Lambda));
        }

        return TargetGroupAttributes.Of(written);
    }
}
