using AlbEmulator.Documents;

namespace AlbEmulator.Clusters;

/// <summary>A cluster among the files.</summary>
/// <param name="Name">As the user named it.</param>
/// <param name="Objects">
/// What it has of the kinds that matter, each as a manifest would say it. What did not change is the very same node from one reading
/// to the next.
/// </param>
internal sealed record NamedCluster(string Name, IReadOnlyList<Node.Mapping> Objects);
