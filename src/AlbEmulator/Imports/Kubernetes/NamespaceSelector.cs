using AlbEmulator.Documents;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>
/// Which labels a namespace must have.
/// <see href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/label-selector/"/>
/// </summary>
internal static class NamespaceSelector
{
    /// <summary>Each namespace has its name as a label, also one of which nothing else is known.</summary>
    public const string NameLabel = "kubernetes.io/metadata.name";

    /// <summary>Whether a namespace is chosen; that a selector is none is told.</summary>
    /// <param name="selector"><c>matchLabels</c> and <c>matchExpressions</c>; an empty one chooses all.</param>
    /// <param name="field">What the selector is called where it stands.</param>
    /// <param name="space">The name of the namespace.</param>
    /// <param name="manifest">The namespace; null where nothing is known of it.</param>
    /// <param name="import">Where it is told.</param>
    public static bool Chooses(Node selector, string field, string space, Manifest? manifest, Import import)
    {
        var chosen = Matches(selector, label => manifest?.Label(label) ?? (label == NameLabel ? space : null));
        if (chosen is null)
        {
            import.Tell(selector.Origin, $"{field} has an expression that is none: key, operator (In, NotIn, Exists, DoesNotExist) and values");
        }

        return chosen == true;
    }

    /// <summary>Whether labels are as they must be; null where an expression is none that there is.</summary>
    private static bool? Matches(Node selector, Func<string, string?> label)
    {
        var matches = selector.Find("matchLabels") is not Node.Mapping labels
            || labels.Entries.All(entry => entry.Value.TryAny(out var value) && label(entry.Name) == value);
        foreach (var expression in selector.Find("matchExpressions").Items())
        {
            if (!expression.Find("key").TryAny(out var key) || Holds(expression, label(key)) is not { } holds)
            {
                return null;
            }

            matches &= holds;
        }

        return matches;
    }

    private static bool? Holds(Node expression, string? value)
    {
        var values = expression.Find("values").Items().Select(item => item.AnyText());
        return expression.Find("operator").TryText(out var name) ? name switch
        {
            "In" => value is not null && values.Contains(value),
            "NotIn" => value is null || !values.Contains(value),
            "Exists" => value is not null,
            "DoesNotExist" => value is null,
            _ => null,
        }
        : null;
    }
}
