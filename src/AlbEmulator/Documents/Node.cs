using AlbEmulator.Model;

namespace AlbEmulator.Documents;

/// <summary>
/// A value of a JSON or YAML file, with the place where it stands. Both formats become the same tree.
/// </summary>
internal abstract record Node(Origin Origin)
{
    public sealed record Mapping(Origin Origin, IReadOnlyList<Entry> Entries) : Node(Origin);

    public sealed record Sequence(Origin Origin, IReadOnlyList<Node> Items) : Node(Origin);

    public sealed record Scalar(Origin Origin, ScalarKind Kind, string Text) : Node(Origin);
}

/// <summary>A property: its name, where the name stands, and its value.</summary>
internal sealed record Entry(string Name, Origin Origin, Node Value);

internal enum ScalarKind
{
    /// <summary>In quotation marks, or made by substitution.</summary>
    Quoted,

    /// <summary>YAML without quotation marks: whatever the property takes it for.</summary>
    Plain,

    Number,
    Boolean,
    Null,

    /// <summary>Its substitution failed, which was told: whoever reads it says nothing more.</summary>
    Unknown,
}
