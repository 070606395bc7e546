using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.CloudFormation;

/// <summary>Functions that choose among values.</summary>
internal static class LookupFunctions
{
    private static readonly string[] Zones = ["a", "b", "c"];

    public static Node? Select(Evaluator evaluator, Node argument, Origin origin)
    {
        if (argument.Items() is not [var indexNode, var valuesNode])
        {
            return evaluator.Wrong(origin, "Fn::Select takes an index and a list");
        }

        if (evaluator.Text(indexNode, "the index of Fn::Select", out var instead) is not { } index ||
            evaluator.Items(valuesNode, "what Fn::Select selects of", out instead) is not { } values)
        {
            return instead;
        }

        return int.TryParse(index, out var number) && number >= 0 && number < values.Count
            ? Moved(values[number], origin)
            : evaluator.Wrong(origin, $"Fn::Select takes an index below {values.Count} here, not {Quoted.Text(index)}");
    }

    /// <summary>Of <c>AWS::LanguageExtensions</c>.</summary>
    public static Node? Length(Evaluator evaluator, Node argument, Origin origin) =>
        evaluator.Items(argument, "what Fn::Length counts", out var instead) is { } values
            ? Nodes.Number(origin, values.Count)
            : instead;

    public static Node? FindInMap(Evaluator evaluator, Node argument, Origin origin)
    {
        if (argument.Items().ToArray() is not [var mapNode, var topNode, var secondNode, .. var more] || more.Length > 1)
        {
            return evaluator.Wrong(origin, "Fn::FindInMap takes the name of a mapping and two keys");
        }

        if (evaluator.Text(mapNode, "the name of the mapping", out var instead) is not { } map ||
            evaluator.Text(topNode, "the first key of Fn::FindInMap", out instead) is not { } top ||
            evaluator.Text(secondNode, "the second key of Fn::FindInMap", out instead) is not { } second)
        {
            return instead;
        }

        var mappings = evaluator.Template.Mappings;
        if (mappings.Find(map).Find(top).Find(second) is { } value)
        {
            return Moved(value, origin);
        }

        if (more.FirstOrDefault().Find("DefaultValue") is { } @default)
        {
            return evaluator.Evaluate(@default);
        }

        var (at, missing) = mappings.Find(map) is not { } found ? (mappings, map)
            : found.Find(top) is not { } row ? (found, top) : (row, second);
        return evaluator.Wrong(
            origin, $"Mappings have no {Quoted.Text(missing)}{Spelling.DidYouMean(missing, Template.NamesOf(at))}");
    }

    public static Node? GetAZs(Evaluator evaluator, Node argument, Origin origin)
    {
        if (evaluator.Text(argument, "the Region of Fn::GetAZs", out var instead) is not { } region)
        {
            return instead;
        }

        region = region.Length == 0 ? evaluator.Import.Settings.Region : region;
        return Nodes.Sequence(origin, Zones.Select(zone => Nodes.Text(origin, region + zone)));
    }

    /// <summary>A value stands where it is used, and not where it is defined.</summary>
    private static Node Moved(Node node, Origin origin) => node switch
    {
        Node.Mapping mapping => mapping with { Origin = origin },
        Node.Sequence sequence => sequence with { Origin = origin, Items = [.. sequence.Items.Select(item => Moved(item, origin))] },
        _ => node with { Origin = origin },
    };
}
