using AlbEmulator.Documents;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>Services that are bound to target groups of topology files: their pods are among the targets that stand there.</summary>
internal static class BoundTargets
{
    /// <summary>Takes out what is bound to a group of these files.</summary>
    /// <param name="topologies">Roots of topology files, which are replaced where targets come to them.</param>
    /// <param name="import">What the sources have.</param>
    public static void Add(List<Node> topologies, Import import)
    {
        var bound = import.Resources
            .FindAll(resource => resource is { Kind: ResourceKind.Target, Source: SourceKind.Kubernetes, Parent: Node.Scalar })
            .ToLookup(resource => NameOf((Node.Scalar)resource.Parent!), StringComparer.Ordinal);
        if (bound.Count == 0)
        {
            return;
        }

        var taken = new HashSet<Resource>(ReferenceEqualityComparer.Instance);
        for (var at = 0; at < topologies.Count; at++)
        {
            topologies[at] = Replaced(topologies[at], TopologyShape.TargetGroups.Name, list => list is not Node.Sequence groups ? list : groups with
            {
                Items = [.. groups.Items.Select(group => group.Find(TargetGroupShape.Name.Name).TryText(out var name) ? With(group, bound[name], taken, import) : group)],
            });
        }

        import.Resources.RemoveAll(taken.Contains);
    }

    private static string NameOf(Node.Scalar group) => TargetGroupName.Within(group)?.Text ?? group.Text;

    private static Node With(Node group, IEnumerable<Resource> services, HashSet<Resource> taken, Import import)
    {
        var all = services.ToList();
        if (all.Count == 0)
        {
            return group;
        }

        taken.UnionWith(all);
        foreach (var untold in all.Where(service => service.Find(TargetGroupShape.Targets) is null))
        {
            import.TellMissing(untold.Origin, MissingTargets.ProblemOfService(untold.Place));
        }

        return Replaced(group, TargetGroupShape.Targets.Name, own => Nodes.Sequence(
            all[0].Origin, [.. own.Items(), .. all.SelectMany(service => service.Find(TargetGroupShape.Targets).Items())]));
    }

    /// <summary>With another value of a property, which may be missing.</summary>
    private static Node Replaced(Node node, string name, Func<Node?, Node?> value)
    {
        if (node is not Node.Mapping mapping || value(node.Find(name)) is not { } other || ReferenceEquals(other, node.Find(name)))
        {
            return node;
        }

        return mapping with { Entries = [.. mapping.Entries.Where(entry => entry.Name != name), Nodes.Entry(name, other)] };
    }
}
