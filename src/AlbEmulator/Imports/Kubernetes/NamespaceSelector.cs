using AlbEmulator.Documents;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>
/// Which labels an object must have.
/// <see href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/label-selector/"/>
/// </summary>
internal static class LabelSelector
{
    /// <summary>Whether an object is chosen; null where an operator is none that there is.</summary>
    /// <param name="selector"><c>matchLabels</c> and <c>matchExpressions</c>; an empty one chooses all.</param>
    /// <param name="label">The object's labels.</param>
    public static bool? Chooses(Node selector, Func<string, string?> label)
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
