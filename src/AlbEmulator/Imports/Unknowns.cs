using AlbEmulator.Documents;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports;

/// <summary>
/// Values that a source does not tell, such as the id of a subnet. Most have no effect here; one that has is a problem.
/// </summary>
internal static class Unknowns
{
    /// <summary>Tells of every value of a tree that is not known; afterwards none is told again.</summary>
    public static Node Told(Node node, Import import) => Nodes.Map(node, (_, scalar) => Told(scalar, import));

    /// <summary>
    /// Tells of what is not known of the resources that are run, but for what they belong to, which <see cref="Parents"/> tells,
    /// and addresses of targets, which are told with their group.
    /// </summary>
    public static void Tell(Import import)
    {
        foreach (var (at, resource) in import.Resources.Index().ToList())
        {
            // A manifest has all of its values.
            if (resource.Source != SourceKind.Kubernetes && Nodes.Map(
                resource.Properties, (property, scalar) => property == TargetGroupShape.Id.Name ? scalar : Told(scalar, import)) is { } told)
            {
                import.Resources[at] = resource with { Properties = told };
            }
        }
    }

    public static bool IsUnknown(this Node? node) => node is Node.Scalar { Kind: ScalarKind.Unknown };

    private static Node.Scalar Told(Node.Scalar scalar, Import import)
    {
        if (scalar is not { Kind: ScalarKind.Unknown, Text.Length: > 0 })
        {
            return scalar;
        }

        import.Tell(scalar.Origin, scalar.Text);
        return scalar with { Text = "" };
    }
}
