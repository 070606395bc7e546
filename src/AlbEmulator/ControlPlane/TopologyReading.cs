using AlbEmulator.Model;

namespace AlbEmulator.ControlPlane;

/// <summary>What came of reading topology files.</summary>
/// <param name="Topology">What they ask for; empty when there are problems.</param>
/// <param name="Problems">Everything that is wrong with them, by file and line.</param>
public sealed record TopologyReading(Topology Topology, IReadOnlyList<Problem> Problems);
