using AlbEmulator.Model;

namespace AlbEmulator.Differences;

/// <summary>Requests that one rule is for: one alternative of each of its conditions.</summary>
/// <param name="Atoms">What must be; nothing for all requests.</param>
internal sealed record Region(IReadOnlyList<Atom> Atoms)
{
    /// <summary>Of one rule; AWS takes five values.</summary>
    private const int Most = 32;

    public static Region All { get; } = new([]);

    /// <summary>Of a rule, each alternative by itself.</summary>
    public static IReadOnlyList<Region> Of(IReadOnlyList<Condition> conditions)
    {
        IEnumerable<Region> regions = [All];
        foreach (var condition in conditions)
        {
            var alternatives = Atom.Of(condition);
            regions = regions.SelectMany(region => alternatives.Select(atom => region.And(new Region([atom]))));
        }

        return [.. regions.Take(Most)];
    }

    /// <summary>Whether it is plain to see that no request is of both.</summary>
    public bool IsApart(Region other)
    {
        for (var index = 0; index < Atoms.Count; index++)
        {
            for (var against = 0; against < other.Atoms.Count; against++)
            {
                if (Atoms[index].IsApart(other.Atoms[against]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Requests of both; what one says more exactly than the other is said once.</summary>
    public Region And(Region other) => new(
    [
        .. Atoms.Where(atom => !other.Atoms.Any(more => atom.Covers(more) && !more.Covers(atom))),
        .. other.Atoms.Where(atom => !Atoms.Any(more => atom.Covers(more))),
    ]);

    public bool Equals(Region? other) => other is not null && Atoms.ToHashSet().SetEquals(other.Atoms);

    public override int GetHashCode() => Atoms.Aggregate(0, static (hash, atom) => hash ^ atom.GetHashCode());
}
