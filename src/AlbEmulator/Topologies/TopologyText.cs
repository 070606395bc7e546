using System.Text;
using AlbEmulator.Documents;
using AlbEmulator.Imports;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Topologies;

/// <summary>A topology as the text of a file that reads back to it.</summary>
internal static class TopologyText
{
    /// <summary>Properties that are paths, relative to the file that they stand in.</summary>
    private static readonly HashSet<string> Paths =
        ["CertificateArn", "CertificateFile", "KeyFile", "CaCertificatesBundle", "RevocationLists"];

    /// <summary>Properties that name another resource.</summary>
    private static readonly HashSet<string> References = ["TargetGroupArn", "TrustStoreArn"];

    /// <param name="reading">A topology without problems.</param>
    /// <param name="files">The files it comes from.</param>
    /// <param name="pathOf">Where a file is.</param>
    public static string Of(TopologyReading reading, IReadOnlyList<string> files, Func<string, string> pathOf)
    {
        var text = new StringBuilder();
        Comment(text, $"From {string.Join(", ", files)}.");
        foreach (var note in reading.Notes)
        {
            Comment(text, note.ToString());
        }

        Append(text, WithVariables(text, reading.Roots), pathOf);
        return text.ToString();
    }

    /// <summary>
    /// What is in effect, wherever it comes from. What the API made is called by its name: its ARNs are of this emulator.
    /// </summary>
    /// <param name="topology">The topology.</param>
    /// <param name="roots">The same as nodes.</param>
    /// <param name="pathOf">Where a file is.</param>
    public static string InEffect(Topology topology, IReadOnlyList<Node> roots, Func<string, string> pathOf)
    {
        var names = topology.TargetGroups.Select(group => (group.Arn, group.Name))
            .Concat(topology.TrustStores.Select(store => (store.Arn, store.Name)))
            .ToDictionary(item => item.Arn, item => item.Name, StringComparer.Ordinal);
        var text = new StringBuilder();
        var told = WithVariables(text, roots.Select(root => Nodes.Map(root, (property, scalar) =>
            References.Contains(property) && names.TryGetValue(scalar.Text, out var name) ? scalar with { Text = name } : scalar)));
        Append(text, told, pathOf);
        return text.Length == 0 ? "{}\n" : text.ToString();
    }

    /// <summary>Without passwords and secrets, and with what is to be set before the text is read.</summary>
    private static List<Node> WithVariables(StringBuilder text, IEnumerable<Node> roots)
    {
        var secrets = new SecretVariables();
        var told = roots.Select(secrets.InPlaceOf).ToList();
        foreach (var note in secrets.Notes)
        {
            Comment(text, note.ToString());
        }

        return told;
    }

    private static void Append(StringBuilder text, IReadOnlyList<Node> roots, Func<string, string> pathOf)
    {
        foreach (var property in new[] { TopologyShape.LoadBalancers, TopologyShape.TargetGroups, TopologyShape.TrustStores, TopologyShape.EchoUsers })
        {
            var items = roots.SelectMany(root => root.Find(property.Name).Items()).ToList();
            if (items.Count > 0)
            {
                var all = Nodes.Sequence(items[0].Origin, items.Select(item => WithWholePaths(item, pathOf)));
                text.Append(YamlText.Of(Nodes.Mapping(items[0].Origin, Nodes.Entry(property.Name, all))));
            }
        }
    }

    /// <summary>The text may be saved anywhere.</summary>
    private static Node WithWholePaths(Node node, Func<string, string> pathOf) => Nodes.Map(node, (property, scalar) =>
        Paths.Contains(property)
            ? scalar with { Text = Path.GetFullPath(scalar.Text, Path.GetDirectoryName(pathOf(scalar.Origin.File)) ?? "/") }
            : scalar);

    private static void Comment(StringBuilder text, string line) =>
        text.Append("# ").Append(line.ReplaceLineEndings(" ")).Append('\n');
}
