using AlbEmulator.Documents;

namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>Fields of objects: one that is null is as one that is not there.</summary>
internal static class SpecNodes
{
    public static Node? Field(this Node? node, string name) =>
        node.Find(name) is { } found and not Node.Scalar { Kind: ScalarKind.Null } ? found : null;

    /// <summary>A field that is one value, whatever it is written as.</summary>
    public static Node.Scalar? Value(this Node? node, string name) =>
        node.Field(name) is Node.Scalar scalar ? scalar with { Kind = ScalarKind.Quoted } : null;

    /// <summary>Names and texts, such as tags.</summary>
    public static IReadOnlyList<Entry> Entries(this Node? node, string name) => node.Field(name) is Node.Mapping mapping ? mapping.Entries : [];

    /// <summary>Texts of two, those of the first where both have one.</summary>
    public static IReadOnlyList<Entry> Over(this IReadOnlyList<Entry> high, IReadOnlyList<Entry> low) =>
        [.. high, .. low.Where(entry => high.Find(entry.Name) is null)];
}
