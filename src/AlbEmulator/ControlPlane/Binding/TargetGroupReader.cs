using AlbEmulator.ControlPlane.Documents;
using AlbEmulator.ControlPlane.Shapes;
using AlbEmulator.Model;

namespace AlbEmulator.ControlPlane.Binding;

/// <summary>From the nodes of a target group to the model.</summary>
internal static class TargetGroupReader
{
    /// <summary>Null when it has no name, which was told.</summary>
    public static TargetGroup? Read(Node node, ReadingContext context)
    {
        if (ReadingContext.Text(node, TargetGroupShape.Name) is not { } name)
        {
            return null;
        }

        var port = ReadingContext.Integer(node, TargetGroupShape.Port);
        var targets = new List<Target>();
        foreach (var item in ReadingContext.Items(node, TargetGroupShape.Targets))
        {
            if (ReadTarget(item, node, port, context) is { } target)
            {
                targets.Add(target);
            }
        }

        return new TargetGroup
        {
            Name = name,
            Arn = Arns.TargetGroup(context.Settings.Region, context.Settings.AccountId, name),
            Port = port,
            Targets = targets,
            Origin = ReadingContext.Place(node, TargetGroupShape.Name),
        };
    }

    private static Target? ReadTarget(Node node, Node group, int? groupPort, ReadingContext context)
    {
        if (ReadingContext.Text(node, TargetGroupShape.Id) is not { } id)
        {
            return null;
        }

        var port = ReadingContext.Integer(node, TargetGroupShape.TargetPort) ?? groupPort;
        if (port is null)
        {
            // A port that is there but wrong was told.
            if (node.Find(TargetGroupShape.TargetPort.Name) is null && group.Find(TargetGroupShape.Port.Name) is null)
            {
                context.Tell(node.Origin, "Port is missing: write it here, or give the target group a Port");
            }

            return null;
        }

        return new Target(id, port.Value) { Origin = ReadingContext.Place(node, TargetGroupShape.Id) };
    }
}
