using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>From which namespaces something may be attached: <c>from</c> and <c>selector</c>.</summary>
internal sealed class NamespaceChoice(Manifests manifests, Import import)
{
    public const string Same = "Same";
    public const string None = "None";

    private readonly HashSet<string> _missing = new(StringComparer.Ordinal);

    /// <param name="choice"><c>from</c> and <c>selector</c>; null where nothing is said.</param>
    /// <param name="usual">What holds where nothing is said.</param>
    /// <param name="own">The namespace that chooses.</param>
    /// <param name="other">The namespace of what is to be attached.</param>
    public bool Has(Node? choice, string usual, string own, string other)
    {
        switch (choice.Text("from") is { Length: > 0 } from ? from : usual)
        {
            case "All":
                return true;
            case Same:
                return own == other;
            case "Selector":
                return choice.Field("selector") is { } selector && IsChosen(selector, other);
            case None:
                return false;
            default:
                import.Tell(choice.Find("from")!.Origin, "from must be All, Same, Selector or None");
                return false;
        }
    }

    private bool IsChosen(Node selector, string space)
    {
        var manifest = manifests.Find(ManifestKinds.Namespace, "", space);
        if (manifest is null && selector.Field("matchLabels") is Node.Mapping labels && labels.Entries.Any(entry => entry.Name != NamespaceSelector.NameLabel) && _missing.Add(space))
        {
            import.Note(selector.Origin, $"no file has the Namespace {Quoted.Text(space)}: it counts as one without labels");
        }

        return NamespaceSelector.Chooses(selector, "selector", space, manifest, import);
    }
}
