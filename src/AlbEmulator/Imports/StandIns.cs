using System.Runtime.CompilerServices;
using AlbEmulator.Documents;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports;

/// <summary>
/// Nodes in the place of others that say something else. As long as what they say is the same they are the same nodes, so that what
/// was made of them is still good after an edit elsewhere.
/// </summary>
internal sealed class StandIns
{
    private readonly ConditionalWeakTable<Node, Node> _known = [];

    /// <summary>The node with each item of a list changed; the node itself where none is another.</summary>
    public Node WithItems(Node node, Property list, Func<Node, Node> change)
    {
        if (node.Find(list.Name) is not Node.Sequence sequence)
        {
            return node;
        }

        var items = sequence.Items.Select(change).ToList();
        return items.SequenceEqual(sequence.Items, ReferenceEqualityComparer.Instance)
            ? node
            : With(node, list.Name, _ => sequence with { Items = items });
    }

    /// <summary>The node with a property changed.</summary>
    public Node With(Node node, string property, Func<Node, Node> change) => node is Node.Mapping mapping
        ? InPlaceOf(node, mapping with
        {
            Entries = [.. mapping.Entries.Select(entry => entry.Name == property ? entry with { Value = change(entry.Value) } : entry)],
        })
        : node;

    /// <summary>What stood in the place of a node before, if it says the same.</summary>
    public Node InPlaceOf(Node node, Node other)
    {
        if (_known.TryGetValue(node, out var before) && NodeValues.AreAlike(before, other))
        {
            return before;
        }

        _known.AddOrUpdate(node, other);
        return other;
    }
}
