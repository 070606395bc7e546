namespace AlbEmulator.Topologies;

/// <summary>A topology that was put in the place of the files, until one of them is edited.</summary>
/// <param name="Part">What it says.</param>
/// <param name="Named">Files that it names, as they were when it was read.</param>
internal sealed record PutTopology(TopologyPart Part, IReadOnlyList<SeenFile> Named);
