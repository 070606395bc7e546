using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>A rule before it has its priority.</summary>
/// <param name="Origin">The path that it is made of.</param>
/// <param name="Hosts">Values of its host condition.</param>
/// <param name="HostExpressions">Regular expressions of it.</param>
/// <param name="Paths">Values of its path condition.</param>
/// <param name="PathExpressions">Regular expressions of it.</param>
/// <param name="Others">Its other conditions, as a topology file has them.</param>
/// <param name="Backend">What becomes of a request.</param>
internal sealed record RuleDraft(
    Origin Origin,
    IReadOnlyList<Node.Scalar> Hosts,
    IReadOnlyList<Node.Scalar> HostExpressions,
    IReadOnlyList<Node.Scalar> Paths,
    IReadOnlyList<Node.Scalar> PathExpressions,
    IReadOnlyList<Node> Others,
    IngressBackend Backend);
