using AlbEmulator.Documents;

namespace AlbEmulator.Imports.Terraform;

/// <summary>Which values of the provider are written, and which only stand there because every argument does.</summary>
internal static class TerraformValues
{
    /// <summary>A value; null also where it is null, an empty text or an empty list.</summary>
    public static Node? Written(Node? node) => node switch
    {
        Node.Scalar { Kind: ScalarKind.Unknown } => node,
        Node.Scalar { Kind: ScalarKind.Null } or Node.Scalar { Text: "" } => null,
        Node.Sequence { Items: [] } => null,
        _ => node,
    };

    /// <summary>The value of an argument, by what its empty text and its zero mean.</summary>
    public static Node? Of(Node? block, TerraformArgument argument) => block.Find(argument.From) switch
    {
        Node.Scalar { Kind: ScalarKind.Quoted, Text: "" } empty when argument.TakesEmptyText => empty,
        Node.Scalar { Kind: ScalarKind.Number, Text: "0" } when argument.ZeroIsUnset => null,
        var value => Written(value),
    };
}
