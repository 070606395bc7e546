using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>Conditions as a topology file has them.</summary>
internal static class ConditionNodes
{
    /// <param name="origin">What it is made of.</param>
    /// <param name="field">Such as <c>host-header</c>.</param>
    /// <param name="config">The property for its values.</param>
    /// <param name="entries">What stands in it.</param>
    public static Node.Mapping Of(Origin origin, string field, string config, params IReadOnlyList<Entry> entries) => Nodes.Mapping(
        origin,
        Nodes.Entry(ConditionShape.Field.Name, Nodes.Text(origin, field)),
        Nodes.Entry(config, Nodes.Mapping(origin, entries)));

    /// <summary>Hosts or paths: values, or regular expressions in their place. None where there are neither.</summary>
    public static IEnumerable<Node> Of(
        Origin origin, string field, string config, IReadOnlyList<Node.Scalar> values, IReadOnlyList<Node.Scalar> expressions)
    {
        if (values.Count > 0)
        {
            yield return Of(origin, field, config, Nodes.Entry(ConditionShape.Values.Name, Nodes.Sequence(values[0].Origin, values)));
        }

        if (expressions.Count > 0)
        {
            yield return Of(origin, field, config, Nodes.Entry(ConditionShape.RegexValues.Name, Nodes.Sequence(expressions[0].Origin, expressions)));
        }
    }
}
