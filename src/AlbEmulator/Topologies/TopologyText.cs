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
        var secrets = new SecretVariables();
        var roots = reading.Roots.Select(secrets.InPlaceOf).ToList();
        foreach (var note in reading.Notes.Concat(secrets.Notes))
        {
            Comment(text, note.ToString());
        }

        Append(text, roots, pathOf);
        return text.ToString();
    }

    /// <summary>
    /// What is in effect, wherever it comes from. Passwords and secrets are left out, and what the API made is called by its
    /// name: its ARNs are of this emulator.
    /// </summary>
    /// <param name="topology">The topology.</param>
    /// <param name="roots">The same as nodes.</param>
    /// <param name="pathOf">Where a file is.</param>
    public static string InEffect(Topology topology, IReadOnlyList<Node> roots, Func<string, string> pathOf)
    {
        var names = topology.TargetGroups.Select(group => (group.Arn, group.Name))
            .Concat(topology.TrustStores.Select(store => (store.Arn, store.Name)))
            .ToDictionary(item => item.Arn, item => item.Name, StringComparer.Ordinal);
        var (hasPasswords, hasSecrets) = (false, false);
        var told = roots.Select(root => Nodes.Map(WithoutSecrets(root, ref hasSecrets), (property, scalar) =>
        {
            hasPasswords |= property == CertificateShape.Password.Name;
            return property == CertificateShape.Password.Name ? scalar with { Text = "" }
                : References.Contains(property) && names.TryGetValue(scalar.Text, out var name) ? scalar with { Text = name }
                : scalar;
        })).ToList();
        var text = new StringBuilder();
        if (hasPasswords)
        {
            Comment(text, "Passwords are not told.");
        }

        if (hasSecrets)
        {
            Comment(text, $"{AuthenticateShape.ClientSecret.Name} is not told.");
        }

        Append(text, told, pathOf);
        return text.Length == 0 ? "{}\n" : text.ToString();
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

    /// <summary>Left out altogether: whoever has the text put back is told that a secret is missing, and not left with an empty one.</summary>
    private static Node WithoutSecrets(Node node, ref bool hasSecrets)
    {
        if (node is Node.Mapping mapping)
        {
            var entries = new List<Entry>(mapping.Entries.Count);
            foreach (var entry in mapping.Entries)
            {
                if (entry.Name == AuthenticateShape.ClientSecret.Name)
                {
                    hasSecrets = true;
                }
                else
                {
                    entries.Add(entry with { Value = WithoutSecrets(entry.Value, ref hasSecrets) });
                }
            }

            return mapping with { Entries = entries };
        }

        if (node is not Node.Sequence sequence)
        {
            return node;
        }

        var items = new List<Node>(sequence.Items.Count);
        foreach (var item in sequence.Items)
        {
            items.Add(WithoutSecrets(item, ref hasSecrets));
        }

        return sequence with { Items = items };
    }

    /// <summary>The text may be saved anywhere.</summary>
    private static Node WithWholePaths(Node node, Func<string, string> pathOf) => Nodes.Map(node, (property, scalar) =>
        Paths.Contains(property)
            ? scalar with { Text = Path.GetFullPath(scalar.Text, Path.GetDirectoryName(pathOf(scalar.Origin.File)) ?? "/") }
            : scalar);

    private static void Comment(StringBuilder text, string line) =>
        text.Append("# ").Append(line.ReplaceLineEndings(" ")).Append('\n');
}
