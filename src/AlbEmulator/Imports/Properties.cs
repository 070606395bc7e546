using AlbEmulator.Documents;

namespace AlbEmulator.Imports;

/// <summary>Properties of a node that are written otherwise than they stand there.</summary>
internal static class Properties
{
    /// <summary>With another value of a property, which may be missing.</summary>
    public static Node Replace(this Node node, string name, Func<Node?, Node?> value) =>
        node is not Node.Mapping mapping || value(node.Find(name)) is not { } other || ReferenceEquals(other, node.Find(name))
            ? node
            : mapping with { Entries = [.. mapping.Entries.Where(entry => entry.Name != name), Nodes.Entry(name, other)] };
}
