using AlbEmulator.Clusters;
using AlbEmulator.Model;

namespace AlbEmulator.Topologies;

/// <summary>
/// Objects of a cluster of which something is wrong that is seen only together with all else, such as a port that two load
/// balancers want. Others may have put them there: all else is run without them, and a note tells it.
/// </summary>
/// <param name="Objects">By their kinds and their names.</param>
/// <param name="Notes">What is wrong.</param>
internal sealed record ClusterFaults(IReadOnlySet<string> Objects, IReadOnlyList<Problem> Notes)
{
    /// <summary>With more that is wrong, something else is.</summary>
    private const int MostObjects = 1000;

    /// <summary>What to do without; null where nothing is wrong, or something else than objects of the cluster.</summary>
    /// <param name="problems">Everything that is wrong.</param>
    /// <param name="cluster">The cluster; null for none.</param>
    /// <param name="before">What was done without already.</param>
    public static ClusterFaults? Of(IReadOnlyList<Problem> problems, NamedCluster? cluster, ClusterFaults? before)
    {
        if (problems.Count == 0 || cluster is null || problems.Any(problem => problem.Origin.File != cluster.Name))
        {
            return null;
        }

        var named = problems.Select(problem => ManifestPlace.ObjectsOf(problem.Origin).ToList()).ToList();
        var (objects, known) = (named.SelectMany(static item => item).ToHashSet(StringComparer.Ordinal), before?.Objects.Count ?? 0);
        objects.UnionWith(before?.Objects ?? new HashSet<string>());
        return named.TrueForAll(static item => item.Count > 0) && objects.Count > known && objects.Count <= MostObjects
            ? new ClusterFaults(objects, [.. before?.Notes ?? [], .. problems.Select(problem => problem with { Message = $"{problem.Message}; until then it is left out" })])
            : null;
    }
}
