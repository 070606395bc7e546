using AlbEmulator.Documents;

namespace AlbEmulator.Imports;

/// <summary>
/// Values that a source does not tell, such as the id of a subnet. Most have no effect here; one that has is a problem.
/// </summary>
internal static class Unknowns
{
    /// <summary>Tells of every value of a tree that is not known; afterwards none is told again.</summary>
    public static Node Told(Node node, Import import) => Nodes.Map(node, (_, scalar) =>
    {
        if (scalar is not { Kind: ScalarKind.Unknown, Text.Length: > 0 })
        {
            return scalar;
        }

        import.Tell(scalar.Origin, scalar.Text);
        return scalar with { Text = "" };
    });

    public static bool IsUnknown(this Node? node) => node is Node.Scalar { Kind: ScalarKind.Unknown };
}
