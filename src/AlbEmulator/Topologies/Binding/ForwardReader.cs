using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Topologies.Binding;

/// <summary>From the node of a forward action to the model.</summary>
internal static class ForwardReader
{
    private const string ArnPrefix = "arn:";

    /// <summary>Null when no target group can be made out, which was told.</summary>
    public static RuleAction.Forward? Read(Node node, ReadingContext context)
    {
        var named = node.Find(ActionShape.TargetGroupArn.Name);
        var config = node.Find(ActionShape.ForwardConfig.Name);
        if (named is null && config is null)
        {
            context.Tell(
                node.Origin,
                "TargetGroupArn is missing: write the name of the target group to forward to",
                new Fault.NoConfig(ActionShape.Forward, ActionShape.TargetGroupArn.Name));
            return null;
        }

        var brief = named is null ? null : Resolve(named, context);
        var groups = config is null ? [] : ReadGroups(config, context);
        if (brief is not null && groups.Count > 0 && groups.Any(group => group.TargetGroupArn != brief))
        {
            context.Tell(named!.Origin, "names another target group than ForwardConfig: write one of the two");
        }

        if (groups.Count == 0 && brief is not null)
        {
            groups = [new WeightedTargetGroup(brief)];
        }

        var stickiness = ReadStickiness(config, context);
        return groups.Count == 0 ? null : new RuleAction.Forward(groups) { Stickiness = stickiness };
    }

    private static List<WeightedTargetGroup> ReadGroups(Node config, ReadingContext context)
    {
        var groups = new List<WeightedTargetGroup>();
        foreach (var item in ReadingContext.Items(config, ForwardShape.TargetGroups))
        {
            if (item.Find(ForwardShape.TargetGroupArn.Name) is not { } named || Resolve(named, context) is not { } arn)
            {
                continue;
            }

            if (groups.Exists(group => group.TargetGroupArn == arn))
            {
                context.Tell(
                    named.Origin, $"names the target group {Quoted.Text(NameOf(arn))} a second time: add the weights");
            }

            groups.Add(new WeightedTargetGroup(arn, ReadingContext.Integer(item, ForwardShape.Weight) ?? 1));
        }

        return groups;
    }

    private static TimeSpan? ReadStickiness(Node? config, ReadingContext context)
    {
        var node = config.Find(ForwardShape.Stickiness.Name);
        if (node is null || ReadingContext.Flag(node, ForwardShape.Enabled) is not true)
        {
            return null;
        }

        if (ReadingContext.Integer(node, ForwardShape.DurationSeconds) is { } seconds)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        // One that is there but wrong was told.
        if (node.Find(ForwardShape.DurationSeconds.Name) is null)
        {
            context.Tell(
                node.Origin, "DurationSeconds is missing: write for how long a client stays with its target group");
        }

        return null;
    }

    /// <summary>The ARN of the target group that a name or an ARN stands for.</summary>
    private static string? Resolve(Node node, ReadingContext context)
    {
        if (!node.TryText(out var text))
        {
            return null;
        }

        if (context.TargetGroupArn(text) is { } arn)
        {
            return arn;
        }

        context.Tell(
            node.Origin,
            $"there is no target group {Quoted.Text(text)}{Instead(text, context.TargetGroups)}",
            new Fault.NoTargetGroup());
        return null;
    }

    private static string Instead(string text, IReadOnlyCollection<string> known)
    {
        var parts = text.Split('/');
        if (text.StartsWith(ArnPrefix, StringComparison.Ordinal) && parts.Length == 3 && known.Contains(parts[1]))
        {
            return $": write its name, \"{parts[1]}\"";
        }

        var nearest = Spelling.DidYouMean(text, known);
        return nearest.Length > 0 ? nearest
            : known.Count == 0 ? ": define it in TargetGroups"
            : $": define it in TargetGroups, or write one of {Quoted.List(known.Take(10))}";
    }

    private static string NameOf(string arn) => arn.Split('/')[1];
}
