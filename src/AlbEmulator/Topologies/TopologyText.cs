using System.Text;
using AlbEmulator.Documents;
using AlbEmulator.Imports;
using AlbEmulator.Shapes;

namespace AlbEmulator.Topologies;

/// <summary>A topology as the text of a file that reads back to it.</summary>
internal static class TopologyText
{
    /// <summary>Properties that are paths, relative to the file that they stand in.</summary>
    private static readonly HashSet<string> Paths =
        ["CertificateArn", "CertificateFile", "KeyFile", "CaCertificatesBundle", "RevocationLists"];

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

        foreach (var property in new[] { TopologyShape.LoadBalancers, TopologyShape.TargetGroups, TopologyShape.TrustStores })
        {
            var items = reading.Roots.SelectMany(root => root.Find(property.Name).Items()).ToList();
            if (items.Count > 0)
            {
                var all = Nodes.Sequence(items[0].Origin, items.Select(item => WithWholePaths(item, pathOf)));
                text.Append(YamlText.Of(Nodes.Mapping(items[0].Origin, Nodes.Entry(property.Name, all))));
            }
        }

        return text.ToString();
    }

    /// <summary>The text may be saved anywhere.</summary>
    private static Node WithWholePaths(Node node, Func<string, string> pathOf) => Nodes.Map(node, (property, scalar) =>
        Paths.Contains(property)
            ? scalar with { Text = Path.GetFullPath(scalar.Text, Path.GetDirectoryName(pathOf(scalar.Origin.File)) ?? "/") }
            : scalar);

    private static void Comment(StringBuilder text, string line) =>
        text.Append("# ").Append(line.ReplaceLineEndings(" ")).Append('\n');
}
