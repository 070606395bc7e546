using AlbEmulator.ControlPlane.Documents;
using AlbEmulator.ControlPlane.Shapes;
using AlbEmulator.Model;

namespace AlbEmulator.ControlPlane.Binding;

/// <summary>From the nodes of actions to the model.</summary>
internal static class ActionReader
{
    private const string ArnPrefix = "arn:";

    /// <summary>The actions as far as they can be made out; what cannot was told.</summary>
    public static IReadOnlyList<RuleAction> Read(Node node, Property property, ReadingContext context)
    {
        var items = ReadingContext.Items(node, property);
        if (items.Count > 1)
        {
            context.Tell(
                ReadingContext.Place(node, property),
                $"must hold exactly one forward action, not {items.Count} actions");
        }

        var actions = new List<RuleAction>();
        foreach (var item in items)
        {
            if (ReadForward(item, context) is { } action)
            {
                actions.Add(action);
            }
        }

        return actions;
    }

    private static RuleAction.Forward? ReadForward(Node node, ReadingContext context)
    {
        if (node is not Node.Mapping || !IsForward(node))
        {
            return null;
        }

        var named = node.Find(ActionShape.TargetGroupArn.Name);
        var config = node.Find(ActionShape.ForwardConfig.Name);
        if (named is null && config is null)
        {
            context.Tell(node.Origin, "TargetGroupArn is missing: write the name of the target group to forward to");
            return null;
        }

        var brief = named is null ? null : Resolve(named, context);
        var full = config is null ? null : ReadConfig(config, context);
        if (brief is not null && full is not null && brief != full)
        {
            context.Tell(named!.Origin, "names another target group than ForwardConfig: write one of the two");
        }

        return (brief ?? full) is { } arn ? new RuleAction.Forward(arn) : null;
    }

    private static bool IsForward(Node node) => ReadingContext.Text(node, ActionShape.Type) == "forward";

    private static string? ReadConfig(Node config, ReadingContext context)
    {
        var stickiness = config.Find(ActionShape.Stickiness.Name).Find(ActionShape.StickinessEnabled.Name);
        if (stickiness.TryFlag(out var isOn) && isOn)
        {
            context.Tell(stickiness!.Origin, "target group stickiness is not supported yet: write false, or remove it");
        }

        var groups = ReadingContext.Items(config, ActionShape.TargetGroups);
        if (groups.Count > 1)
        {
            context.Tell(
                groups[1].Origin, "forwarding to several target groups is not supported yet: keep one of them");
        }

        string? first = null;
        foreach (var group in groups)
        {
            if (ReadingContext.Integer(group, ActionShape.Weight) == 0)
            {
                context.Tell(
                    ReadingContext.Place(group, ActionShape.Weight), "a Weight of 0 is not supported yet: remove it");
            }

            var arn = group.Find(ActionShape.TargetGroupArn.Name) is { } named ? Resolve(named, context) : null;
            first ??= arn;
        }

        return first;
    }

    /// <summary>The ARN of the target group that a name or an ARN stands for.</summary>
    private static string? Resolve(Node node, ReadingContext context)
    {
        if (!node.TryText(out var text))
        {
            return null;
        }

        var known = context.TargetGroupArns;
        if (known.TryGetValue(text, out var arn))
        {
            return arn;
        }

        if (text.StartsWith(ArnPrefix, StringComparison.Ordinal) && known.ContainsValue(text))
        {
            return text;
        }

        context.Tell(node.Origin, $"there is no target group {Quoted.Text(text)}{Instead(text, known.Keys)}");
        return null;
    }

    private static string Instead(string text, Dictionary<string, string>.KeyCollection known)
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
}
