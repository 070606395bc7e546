using AlbEmulator.Documents;
using AlbEmulator.Imports;
using AlbEmulator.Model;

namespace AlbEmulator.Topologies;

/// <summary>What came of reading topology files.</summary>
/// <param name="Topology">What they ask for; empty when there are problems.</param>
/// <param name="Problems">Everything that is wrong with them, by file and line.</param>
public sealed record TopologyReading(Topology Topology, IReadOnlyList<Problem> Problems)
{
    /// <summary>
    /// What was left out without being wrong, such as resources of other services, and what AWS refuses though it does no
    /// harm here.
    /// </summary>
    public IReadOnlyList<Problem> Notes { get; init; } = [];

    /// <summary>A topology file that says what is missing, to be filled in; null when nothing is.</summary>
    public string? Overlay { get; init; }

    /// <summary>The topology as nodes; none when there are problems.</summary>
    internal IReadOnlyList<Node> Roots { get; init; } = [];

    /// <summary>The Ingresses that the topology was made of, with their load balancers.</summary>
    internal IReadOnlyList<TakenIngress> Ingresses { get; init; } = [];

    /// <summary>Names of target groups of which nobody knows the targets, where what is read is not run.</summary>
    internal IReadOnlySet<string> UnknownTargets { get; init; } = new HashSet<string>();

    /// <summary>What was read, where that is to be in the place of the files.</summary>
    internal PutTopology? Put { get; init; }
}
