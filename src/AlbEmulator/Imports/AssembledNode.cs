using System.Runtime.CompilerServices;
using AlbEmulator.Documents;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports;

/// <summary>
/// What was put together of a resource. A resource that is the one of the reading before, with nothing other in it, is the
/// same node again, and with it stays what was made of that.
/// </summary>
internal sealed class AssembledNode
{
    private static readonly ConditionalWeakTable<Resource, AssembledNode> Made = [];

    private readonly IReadOnlyList<Entry> _entries;
    private readonly IReadOnlyList<Node> _parts;
    private readonly Node.Mapping _node;

    private AssembledNode(IReadOnlyList<Entry> entries, IReadOnlyList<Node> parts, Node.Mapping node) =>
        (_entries, _parts, _node) = (entries, parts, node);

    public static Node.Mapping Of(Resource resource, IReadOnlyList<Entry> entries) => Of(resource, entries, null, []);

    /// <param name="resource">What it is.</param>
    /// <param name="entries">Its properties.</param>
    /// <param name="property">That of the things that stand in it.</param>
    /// <param name="parts">These things.</param>
    public static Node.Mapping Of(Resource resource, IReadOnlyList<Entry> entries, Property? property, IReadOnlyList<Node> parts)
    {
        if (Made.TryGetValue(resource, out var before) && before._parts.SequenceEqual(parts, ReferenceEqualityComparer.Instance)
            && AreSame(before._entries, entries))
        {
            return before._node;
        }

        var node = Nodes.Mapping(
            resource.Origin,
            parts.Count == 0 ? entries : [.. entries, Nodes.Entry(property!.Name, Nodes.Sequence(resource.Origin, parts))]);
        Made.AddOrUpdate(resource, new AssembledNode(entries, parts, node));
        return node;
    }

    private static bool AreSame(IReadOnlyList<Entry> one, IReadOnlyList<Entry> other)
    {
        if (one.Count != other.Count)
        {
            return false;
        }

        for (var at = 0; at < one.Count; at++)
        {
            if (one[at].Name != other[at].Name || !ReferenceEquals(one[at].Value, other[at].Value))
            {
                return false;
            }
        }

        return true;
    }
}
