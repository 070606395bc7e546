using System.Globalization;
using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports;

/// <summary>Nodes that no file has as such.</summary>
internal static class Nodes
{
    public static Node.Scalar Text(Origin origin, string text) => new(origin, ScalarKind.Quoted, text);

    public static Node.Scalar Number(Origin origin, int number) =>
        new(origin, ScalarKind.Number, number.ToString(CultureInfo.InvariantCulture));

    public static Entry Entry(string name, Node value) => new(name, value.Origin, value);

    public static Node.Mapping Mapping(Origin origin, params IReadOnlyList<Entry> entries) => new(origin, entries);

    public static Node.Sequence Sequence(Origin origin, IEnumerable<Node> items) => new(origin, [.. items]);

    /// <summary>What was not found out, and why. Where it matters <see cref="Unknowns"/> tells it.</summary>
    public static Node.Scalar Unknown(Origin origin, string why) => new(origin, ScalarKind.Unknown, why);

    /// <summary>The same tree under another path.</summary>
    public static Node Moved(Node node, string from, string to)
    {
        var origin = node.Origin.At(to + node.Origin.Path[from.Length..]);
        return node switch
        {
            Node.Mapping mapping => new Node.Mapping(origin,
            [
                .. mapping.Entries.Select(entry => new Entry(
                    entry.Name,
                    entry.Origin.At(to + entry.Origin.Path[from.Length..]),
                    Moved(entry.Value, from, to))),
            ]),
            Node.Sequence sequence => new Node.Sequence(origin, [.. sequence.Items.Select(item => Moved(item, from, to))]),
            _ => node with { Origin = origin },
        };
    }

    /// <summary>Changes every scalar of a tree. What nothing changes in is the same node.</summary>
    public static Node Map(Node node, Func<string, Node.Scalar, Node.Scalar> change, string name = "") => node switch
    {
        Node.Mapping mapping => Map(mapping.Entries, change) is { } entries ? mapping with { Entries = entries } : mapping,
        Node.Sequence sequence => Map(sequence, change, name),
        Node.Scalar scalar => change(name, scalar),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Properties with every scalar changed; null where nothing is another.</summary>
    public static Entry[]? Map(IReadOnlyList<Entry> entries, Func<string, Node.Scalar, Node.Scalar> change)
    {
        Entry[]? changed = null;
        for (var at = 0; at < entries.Count; at++)
        {
            var value = Map(entries[at].Value, change, entries[at].Name);
            if (!ReferenceEquals(value, entries[at].Value))
            {
                changed ??= [.. entries];
                changed[at] = entries[at] with { Value = value };
            }
        }

        return changed;
    }

    private static Node.Sequence Map(Node.Sequence sequence, Func<string, Node.Scalar, Node.Scalar> change, string name)
    {
        Node[]? changed = null;
        for (var at = 0; at < sequence.Items.Count; at++)
        {
            var item = Map(sequence.Items[at], change, name);
            if (!ReferenceEquals(item, sequence.Items[at]))
            {
                changed ??= [.. sequence.Items];
                changed[at] = item;
            }
        }

        return changed is null ? sequence : sequence with { Items = changed };
    }
}
