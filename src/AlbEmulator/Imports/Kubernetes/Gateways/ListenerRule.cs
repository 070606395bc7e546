using AlbEmulator.Documents;

namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>What a ListenerRuleConfiguration adds to rules.</summary>
/// <param name="Manifest">All of it.</param>
/// <param name="Gate">The action that says who may pass, as a topology file has it; null for everybody.</param>
/// <param name="Routing">The action that answers, as it is written; null for none.</param>
/// <param name="Sources">Which addresses clients may have.</param>
internal sealed record ListenerRule(Manifest Manifest, Node.Mapping? Gate, Node? Routing, IReadOnlyList<SourceCondition> Sources)
{
    public const string Forward = "forward";
    public const string Redirect = "redirect";
    public const string FixedResponse = "fixed-response";

    /// <summary>A part of the action that answers, where it is of a type.</summary>
    /// <param name="type">Such as <see cref="Forward"/>.</param>
    /// <param name="config">Such as <c>forwardConfig</c>.</param>
    public Node? Config(string type, string config) => Routing.Text("type") == type ? Routing.Field(config) : null;
}

/// <summary>A condition on the address of a client.</summary>
/// <param name="Condition">As a topology file has it.</param>
/// <param name="Matches">Of which matches of a rule, by their places; null for all.</param>
internal sealed record SourceCondition(Node Condition, IReadOnlyList<int>? Matches);
