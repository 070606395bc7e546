using System.Globalization;
using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.AwsApis.ElbV2;

/// <summary>Nodes that no file brought.</summary>
internal static class Nodes
{
    /// <summary>A mapping of what is there.</summary>
    public static Node.Mapping Object(Origin origin, IEnumerable<(string Name, Node? Value)> entries) => new(
        origin,
        [
            .. entries.Where(entry => entry.Value is not null)
                .Select(entry => new Entry(entry.Name, entry.Value!.Origin, entry.Value)),
        ]);

    public static Node.Sequence List(IEnumerable<Node> items) => new(Origin.None, [.. items]);

    public static Node.Scalar? Text(string? text) =>
        text is null ? null : new Node.Scalar(Origin.None, ScalarKind.Quoted, text);

    public static Node.Scalar Number(int number) =>
        new(Origin.None, ScalarKind.Quoted, number.ToString(CultureInfo.InvariantCulture));

    /// <summary>A mapping with the properties of another in the place of its own.</summary>
    public static Node.Mapping Merged(Node.Mapping old, Node.Mapping change) => new(
        old.Origin,
        [.. old.Entries.Where(entry => change.Find(entry.Name) is null), .. change.Entries]);

    /// <summary>A mapping without some of its properties.</summary>
    public static Node.Mapping Without(Node.Mapping old, params string[] names) =>
        new(old.Origin, [.. old.Entries.Where(entry => !names.Contains(entry.Name))]);
}
