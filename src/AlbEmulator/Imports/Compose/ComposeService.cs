using AlbEmulator.Documents;
using AlbEmulator.Imports.Services;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.Compose;

/// <summary>
/// A service as several files, or one that it extends, say it together: what stands later goes before.
/// <see href="https://docs.docker.com/reference/compose-file/merge/"/>
/// </summary>
/// <param name="Name">Of the service.</param>
/// <param name="Layers">What it extends first, then file by file.</param>
internal sealed record ComposeService(string Name, IReadOnlyList<ComposeLayer> Layers)
{
    public Origin Origin => Layers[^1].Origin;

    /// <summary>A property that is replaced; null where there is none.</summary>
    public Node? Last(string property) => Layers.Reverse().Select(layer => layer.Content.Find(property)).FirstOrDefault(node => node is not null);

    /// <summary>Items of a property to which every layer adds.</summary>
    public IEnumerable<Node> All(string property) => Layers.SelectMany(layer => layer.Content.Find(property).Items());

    /// <summary>The text of a property that is replaced; empty where there is none.</summary>
    public string Text(string property) => Last(property).AnyText();

    /// <summary>Texts of a property that is one or a list of them, such as <c>command</c>.</summary>
    public IReadOnlyList<string> Texts(string property) => Last(property) switch
    {
        Node.Sequence list => [.. list.Items.Select(item => item.AnyText())],
        var one => one.TryAny(out var text) ? text.Split(' ', StringSplitOptions.RemoveEmptyEntries) : [],
    };

    /// <summary>Labels, a mapping or a list of <c>name=value</c>: one of a name, the last.</summary>
    public IReadOnlyList<Entry> Labels()
    {
        var labels = new Dictionary<string, Entry>(StringComparer.Ordinal);
        foreach (var entry in Layers.SelectMany(layer => Labels(layer.Content.Find("labels"))))
        {
            labels[entry.Name] = entry;
        }

        return [.. labels.Values];
    }

    /// <summary>Labels of a service of a swarm, which its containers do not have.</summary>
    public Entry? LabelOfSwarm() => Layers.SelectMany(layer => Labels(layer.Content.Find("deploy").Find("labels")))
        .Where(label => label.Name.StartsWith(ServiceLabels.Prefix, StringComparison.Ordinal))
        .Select(label => (Entry?)label)
        .FirstOrDefault();

    private static IEnumerable<Entry> Labels(Node? node)
    {
        if (node is Node.Mapping mapping)
        {
            return mapping.Entries;
        }

        return node.Items().Where(item => item.TryAny(out _)).Select(item =>
        {
            item.TryAny(out var text);
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            return equals < 0
                ? new Entry(text.Trim(), item.Origin, Nodes.Text(item.Origin, ""))
                : new Entry(text[..equals].Trim(), item.Origin, Nodes.Text(item.Origin, text[(equals + 1)..].Trim()));
        });
    }
}

/// <summary>What one file says of a service.</summary>
/// <param name="Origin">Where.</param>
/// <param name="Content">A mapping, with its variables replaced.</param>
internal sealed record ComposeLayer(Origin Origin, Node Content);
