using AlbEmulator.Documents;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports;

/// <summary>Gives rules without a priority one, as Terraform's provider does: the next after the highest.</summary>
internal static class Priorities
{
    public static IEnumerable<Resource> Assign(IEnumerable<Resource> rules)
    {
        var all = rules.ToList();
        var highest = all.Select(rule => Find(rule).TryInteger(out var priority) ? priority : 0).DefaultIfEmpty().Max();
        foreach (var rule in all)
        {
            if (Find(rule) is not null)
            {
                yield return rule;
                continue;
            }

            var priority = Nodes.Number(rule.Origin, ++highest);
            yield return rule with { Properties = [Nodes.Entry(RuleShape.Priority.Name, priority), .. rule.Properties] };
        }
    }

    private static Node? Find(Resource rule) => rule.Find(RuleShape.Priority);
}
