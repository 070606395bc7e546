using AlbEmulator.ControlPlane.Documents;
using AlbEmulator.ControlPlane.Shapes;
using AlbEmulator.Model;

namespace AlbEmulator.ControlPlane.Binding;

/// <summary>From the nodes of conditions to the model.</summary>
internal static class ConditionReader
{
    /// <summary>The conditions as far as they can be made out; what cannot was told.</summary>
    public static IReadOnlyList<Condition> Read(Node rule, ReadingContext context)
    {
        var conditions = new List<Condition>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in ReadingContext.Items(rule, RuleShape.Conditions))
        {
            var field = ReadingContext.Text(item, ConditionShape.Field);
            if (field is not (ConditionShape.HostHeader or ConditionShape.PathPattern))
            {
                continue;
            }

            if (!seen.Add(field))
            {
                context.Tell(
                    ReadingContext.Place(item, ConditionShape.Field),
                    $"a rule may have one {field} condition: put all values into one");
            }

            if (ReadCondition(item, field, context) is { } condition)
            {
                conditions.Add(condition);
            }
        }

        return conditions;
    }

    private static Condition? ReadCondition(Node node, string field, ReadingContext context)
    {
        var isHost = field == ConditionShape.HostHeader;
        var config = isHost ? ConditionShape.HostHeaderConfig : ConditionShape.PathPatternConfig;
        var other = isHost ? ConditionShape.PathPatternConfig : ConditionShape.HostHeaderConfig;
        if (node.Find(other.Name) is { } wrong)
        {
            context.Tell(wrong.Origin, $"{other.Name} does not go with {field}: write {config.Name}");
        }

        var direct = node.Find(ConditionShape.Values.Name);
        var configured = node.Find(config.Name);
        if (direct is not null && configured is not null)
        {
            context.Tell(direct.Origin, $"Values stand in {config.Name} as well: write one of the two");
        }

        if (direct is null && configured is null)
        {
            context.Tell(node.Origin, "Values is missing: write a list of what to compare with");
            return null;
        }

        var values = ReadValues((direct ?? configured.Find(ConditionShape.Values.Name)).Items(), isHost, context);
        return isHost ? new Condition.HostHeader(values) : new Condition.PathPattern(values);
    }

    private static List<string> ReadValues(IReadOnlyList<Node> items, bool isHost, ReadingContext context)
    {
        var values = new List<string>();
        foreach (var item in items)
        {
            if (!item.TryText(out var text))
            {
                continue;
            }

            var value = isHost ? text : ConditionValues.Path(text);
            var problem = isHost ? ConditionValues.ProblemWithHost(value) : ConditionValues.ProblemWithPath(value);
            if (problem is null)
            {
                values.Add(value);
            }
            else
            {
                context.Tell(item.Origin, $"{Quoted.Text(text)} {problem}");
            }
        }

        return values;
    }
}
