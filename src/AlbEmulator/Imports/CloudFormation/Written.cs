using AlbEmulator.Documents;

namespace AlbEmulator.Imports.CloudFormation;

/// <summary>
/// Values as CloudFormation hands them on: what is empty is not written, and a number or a boolean is whatever the property
/// takes it for.
/// </summary>
internal static class Written
{
    /// <summary>Null where nothing is written.</summary>
    public static Node? Of(Node? node) => node switch
    {
        Node.Mapping mapping => Entries(mapping) is { Count: > 0 } entries ? mapping with { Entries = entries } : null,
        Node.Sequence sequence => Items(sequence) is { Count: > 0 } items ? sequence with { Items = items } : null,
        Node.Scalar { Kind: ScalarKind.Null } => null,
        Node.Scalar { Kind: ScalarKind.Number or ScalarKind.Boolean } scalar => scalar with { Kind = ScalarKind.Plain },

        // YAML knows booleans by these too.
        Node.Scalar { Kind: ScalarKind.Plain, Text: "True" or "TRUE" } scalar => scalar with { Text = "true" },
        Node.Scalar { Kind: ScalarKind.Plain, Text: "False" or "FALSE" } scalar => scalar with { Text = "false" },
        _ => node,
    };

    private static List<Entry> Entries(Node.Mapping mapping) =>
    [
        .. from entry in mapping.Entries
           let value = Of(entry.Value)
           where value is not null
           select entry with { Value = value },
    ];

    private static List<Node> Items(Node.Sequence sequence) => [.. sequence.Items.Select(Of).OfType<Node>()];
}
