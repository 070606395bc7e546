using AlbEmulator.Model;

namespace AlbEmulator.Differences;

/// <summary>A load balancer, a listener, a rule … that is other than it was.</summary>
/// <param name="Kind">Such as <c>listener</c>.</param>
/// <param name="Name">Such as <c>shop:443</c>.</param>
/// <param name="How">What became of it.</param>
/// <param name="Words">What one has to know of it that came or went; empty for one that changed.</param>
/// <param name="Facts">What of it is other than it was.</param>
/// <param name="Origin">Where it stands, or stood.</param>
internal sealed record ThingChange(
    string Kind, string Name, ChangeKind How, string Words, IReadOnlyList<FactChange> Facts, Origin Origin)
{
    /// <summary>Such as <c>rule 10 of shop:443</c>.</summary>
    public string Thing => $"{Kind} {Name}";
}

/// <summary>What became of a thing.</summary>
internal enum ChangeKind
{
    Added,
    Removed,
    Changed,
}

/// <summary>Something of a thing, in AWS's words.</summary>
/// <param name="Name">A property or an attribute.</param>
/// <param name="Value">What it is; empty for nothing.</param>
internal readonly record struct Fact(string Name, string Value);

/// <summary>Something of a thing that is other than it was.</summary>
/// <param name="Name">A property or an attribute.</param>
/// <param name="Before">What it was; empty for nothing.</param>
/// <param name="After">What it is; empty for nothing.</param>
internal sealed record FactChange(string Name, string Before, string After)
{
    /// <summary>What is other between two lists of the same facts, and facts that one of them has not.</summary>
    public static IReadOnlyList<FactChange> Between(IEnumerable<Fact> before, IEnumerable<Fact> after)
    {
        var was = before.ToDictionary(static fact => fact.Name, static fact => fact.Value, StringComparer.Ordinal);
        var changes = new List<FactChange>();
        foreach (var (name, value) in after)
        {
            was.Remove(name, out var old);
            if ((old ?? "") != value)
            {
                changes.Add(new FactChange(name, old ?? "", value));
            }
        }

        changes.AddRange(was.Where(static fact => fact.Value.Length > 0).Select(static fact => new FactChange(fact.Key, fact.Value, "")));
        return changes;
    }
}
