using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Topologies.Binding;

/// <summary>
/// The values of a condition may stand in the condition itself or in its configuration, and be plain or regular
/// expressions; they stand in one place only.
/// </summary>
internal static class ConditionPlaces
{
    /// <summary>The lists of values and of regular expressions; null when there is neither, which was told.</summary>
    public static (Node? Values, Node? Regexes)? Find(Node node, ConditionField field, ReadingContext context)
    {
        var config = node.Find(field.Config.Name);
        var values = node.Find(ConditionShape.Values.Name);
        var regexes = node.Find(ConditionShape.RegexValues.Name);
        if (values is not null)
        {
            CheckValues(values, config, field, context);
        }

        if (regexes is not null)
        {
            CheckRegexes(regexes, config, field, context);
        }

        var isDirect = (values is not null && field.TakesValues) || (regexes is not null && field.TakesRegex);
        if (!isDirect && !HasValues(config, field))
        {
            TellMissing(node, config, field, context);
            return null;
        }

        var allValues = field.TakesValues && values is not null ? values : config.Find(ConditionShape.Values.Name);
        var allRegexes = !field.TakesRegex ? null : regexes ?? config.Find(ConditionShape.RegexValues.Name);
        if (allValues is not null && allRegexes is not null)
        {
            context.Tell(allRegexes.Origin, "RegexValues stand beside Values: write one of the two");
        }

        return (allValues, allRegexes);
    }

    private static void CheckValues(Node values, Node? config, ConditionField field, ReadingContext context)
    {
        var name = field.Config.Name;
        if (!field.TakesValues)
        {
            context.Tell(
                values.Origin,
                $"Values of a condition of type '{field.Name}' stand in {name}: put them there",
                new Fault.WrongPlace(field.Name, ConditionShape.Values.Name));
        }
        else if (config is not null)
        {
            context.Tell(
                values.Origin,
                $"You cannot provide both Values and '{name}' for a condition of type '{field.Name}': " +
                    "write one of the two",
                new Fault.TwoPlaces(field.Name, name));
        }
    }

    private static void CheckRegexes(Node regexes, Node? config, ConditionField field, ReadingContext context)
    {
        if (!field.TakesRegex)
        {
            context.Tell(
                regexes.Origin,
                $"RegexValues do not go with {field.Name}: write {field.Config.Name}",
                new Fault.WrongPlace(field.Name, ConditionShape.RegexValues.Name));
        }
        else if (config.Find(ConditionShape.RegexValues.Name) is not null)
        {
            context.Tell(regexes.Origin, $"RegexValues stand in {field.Config.Name} as well: write one of the two");
        }
    }

    // What the configuration must have and has not, its shape tells.
    private static bool HasValues(Node? config, ConditionField field) => config is not null &&
        (!field.TakesRegex || config is not Node.Mapping ||
            config.Find(ConditionShape.Values.Name) is not null ||
            config.Find(ConditionShape.RegexValues.Name) is not null);

    private static void TellMissing(Node node, Node? config, ConditionField field, ReadingContext context)
    {
        if (field.TakesValues || config is not null)
        {
            context.Tell((config ?? node).Origin, "Values is missing: write a list of what to compare with", new Fault.Empty());
        }
        else if (node.Find(ConditionShape.Values.Name) is null && node.Find(ConditionShape.RegexValues.Name) is null)
        {
            context.Tell(
                node.Origin,
                $"{field.Config.Name} is missing: write an object with what to compare with",
                new Fault.NoConfig(field.Name, field.Config.Name));
        }
    }
}
