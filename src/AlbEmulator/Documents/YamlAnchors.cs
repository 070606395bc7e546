using AlbEmulator.Model;
using YamlDotNet.Core;

namespace AlbEmulator.Documents;

/// <summary>What has an anchor, for the aliases and merge keys behind it.</summary>
/// <param name="problems">What was wrong is added here.</param>
/// <param name="count">Counts a value that is repeated.</param>
internal sealed class YamlAnchors(List<Problem> problems, Action<Origin> count)
{
    private readonly Dictionary<string, Node> _nodes = new(StringComparer.Ordinal);

    /// <summary>A node with its anchor; an empty one is none.</summary>
    public void Add(AnchorName anchor, Node node)
    {
        if (!anchor.IsEmpty)
        {
            _nodes[anchor.Value] = node;
        }
    }

    /// <summary>What an alias stands for; null when no such anchor stands before it.</summary>
    /// <param name="name">Of the anchor.</param>
    /// <param name="origin">Where the alias is.</param>
    public Node? Repeat(string name, Origin origin) =>
        _nodes.TryGetValue(name, out var node) ? Moved(node, origin.OnLine(node.Origin.Line)) : null;

    /// <summary>A copy at another path; its lines stay those where the text stands.</summary>
    private Node Moved(Node node, Origin origin)
    {
        count(node.Origin);
        return node switch
        {
            Node.Mapping mapping =>
                new Node.Mapping(origin, [.. mapping.Entries.Select(entry => MovedEntry(entry, origin))]),
            Node.Sequence sequence => new Node.Sequence(
                origin,
                [.. sequence.Items.Select((item, index) => Moved(item, origin.Item(index, item.Origin.Line - origin.Line)))]),
            _ => node with { Origin = origin },
        };
    }

    private Entry MovedEntry(Entry entry, Origin into)
    {
        var origin = into.Property(entry.Name, entry.Origin.Line - into.Line);
        return new Entry(entry.Name, origin, Moved(entry.Value, origin.OnLine(entry.Value.Origin.Line)));
    }

    /// <summary>What the merge key of a mapping brings it.</summary>
    /// <param name="node">The value of the key.</param>
    /// <param name="into">Where the mapping is.</param>
    /// <param name="entries">Its properties.</param>
    public void Merge(Node node, Origin into, Entries entries)
    {
        switch (node)
        {
            case Node.Mapping mapping:
                foreach (var entry in mapping.Entries)
                {
                    entries.AddUnlessThere(MovedEntry(entry, into));
                }

                break;
            case Node.Sequence sequence:
                foreach (var item in sequence.Items)
                {
                    Merge(item, into, entries);
                }

                break;
            default:
                problems.Add(new Problem(node.Origin, "must be a mapping, or a list of mappings, to be merged"));
                break;
        }
    }
}
