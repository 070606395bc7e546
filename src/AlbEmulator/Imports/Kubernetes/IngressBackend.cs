using AlbEmulator.Documents;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>What a backend stands for.</summary>
/// <param name="Action">The action that answers, as a topology file has it.</param>
/// <param name="Annotations">Where it is said who may pass.</param>
/// <param name="Transforms">What is changed of a request, as a topology file has it.</param>
internal sealed record IngressBackend(Node.Mapping Action, Annotations Annotations, IReadOnlyList<Node> Transforms)
{
    /// <summary>Where it redirects to; null where it does not.</summary>
    public Node? Redirect => Action.Find("RedirectConfig");
}
