using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Topologies.Binding;

/// <summary>From the nodes of the targets of a target group to the model.</summary>
internal static class TargetReader
{
    /// <summary>The targets as far as they can be made out; what cannot was told.</summary>
    public static IReadOnlyList<Target> Read(
        Node group, TargetType type, TargetGroupAddressType addressType, ReadingContext context)
    {
        var targets = new List<Target>();
        foreach (var item in ReadingContext.Items(group, TargetGroupShape.Targets))
        {
            if (ReadTarget(item, group, type, addressType, context) is { } target)
            {
                targets.Add(target);
            }
        }

        return targets;
    }

    private static Target? ReadTarget(
        Node node, Node group, TargetType type, TargetGroupAddressType addressType, ReadingContext context)
    {
        if (ReadingContext.Text(node, TargetGroupShape.Id) is not { } id)
        {
            return null;
        }

        var place = ReadingContext.Place(node, TargetGroupShape.Id);
        if (TargetIds.ProblemWith(id, type, addressType) is { } problem)
        {
            context.Tell(place, $"{Quoted.Text(id)} {problem}");
            return null;
        }

        return type == TargetType.Lambda
            ? ReadFunction(node, id, place, context)
            : ReadAddress(node, group, id, place, context);
    }

    private static Target ReadFunction(Node node, string id, Origin place, ReadingContext context)
    {
        context.Refuse(node, TargetGroupShape.TargetPort, "does not go with a Lambda function: remove it");
        if (ReadingContext.Text(node, TargetGroupShape.AvailabilityZone) is { } zone && TargetIds.ProblemWithZone(zone) is { } problem)
        {
            context.TellHarmless(ReadingContext.Place(node, TargetGroupShape.AvailabilityZone), problem);
        }

        var url = ReadingContext.Text(node, TargetGroupShape.InvokeUrl);
        return new Target(id, 0)
        {
            // What does not parse was told.
            InvokeUrl = Uri.TryCreate(url, UriKind.Absolute, out var parsed) ? parsed : null,
            Origin = place,
        };
    }

    private static Target? ReadAddress(Node node, Node group, string id, Origin place, ReadingContext context)
    {
        context.Refuse(
            node, TargetGroupShape.InvokeUrl, "is for Lambda functions: remove it, or write TargetType lambda");
        var port = ReadingContext.Integer(node, TargetGroupShape.TargetPort) ??
            ReadingContext.Integer(group, TargetGroupShape.Port);
        if (port is null)
        {
            // A port that is there but wrong was told.
            if (node.Find(TargetGroupShape.TargetPort.Name) is null && group.Find(TargetGroupShape.Port.Name) is null)
            {
                context.Tell(node.Origin, "Port is missing: write it here, or give the target group a Port");
            }

            return null;
        }

        if (port == 0 && id != Target.EchoId)
        {
            context.Tell(
                ReadingContext.Place(node, TargetGroupShape.TargetPort),
                "0 is for an echo target, which the emulator hosts on a port that is free: write the port on which the target listens");
            return null;
        }

        if (port == 0)
        {
            context.RefuseOpen(ReadingContext.Place(node, TargetGroupShape.TargetPort), "write a port such as 9001");
        }

        return new Target(id, port.Value) { Origin = place };
    }
}
