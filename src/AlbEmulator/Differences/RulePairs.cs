using AlbEmulator.Model;

namespace AlbEmulator.Differences;

/// <summary>The rules of a listener before and after: which stayed, in the same order, and which did not.</summary>
/// <param name="Stayed">Those that say the same, be it with another priority, and come in the same order.</param>
/// <param name="Before">The others that there were.</param>
/// <param name="After">The others that there are.</param>
internal sealed record RulePairs(IReadOnlyList<(Rule Before, Rule After)> Stayed, IReadOnlyList<Rule> Before, IReadOnlyList<Rule> After)
{
    /// <param name="before">In order of priority.</param>
    /// <param name="after">In order of priority.</param>
    /// <param name="wasSaid">What a rule said: conditions and what is done.</param>
    /// <param name="isSaid">What a rule says.</param>
    public static RulePairs Of(IReadOnlyList<Rule> before, IReadOnlyList<Rule> after, Func<Rule, string> wasSaid, Func<Rule, string> isSaid)
    {
        var places = new Dictionary<string, Queue<int>>(StringComparer.Ordinal);
        foreach (var (index, rule) in before.Index())
        {
            var said = wasSaid(rule);
            (places.TryGetValue(said, out var known) ? known : places[said] = []).Enqueue(index);
        }

        var pairs = new List<(int Before, int After)>();
        foreach (var (index, rule) in after.Index())
        {
            if (places.TryGetValue(isSaid(rule), out var known) && known.TryDequeue(out var at))
            {
                pairs.Add((at, index));
            }
        }

        var stayed = Rising(pairs);
        var (stayedBefore, stayedAfter) = (stayed.Select(static pair => pair.Before).ToHashSet(), stayed.Select(static pair => pair.After).ToHashSet());
        return new RulePairs(
            [.. stayed.Select(pair => (before[pair.Before], after[pair.After]))],
            [.. before.Where((_, index) => !stayedBefore.Contains(index))],
            [.. after.Where((_, index) => !stayedAfter.Contains(index))]);
    }

    /// <summary>The most of them whose places before rise as those after do.</summary>
    private static List<(int Before, int After)> Rising(List<(int Before, int After)> pairs)
    {
        // ends[n] is where the best run of n + 1 pairs ends: the one whose place before is the lowest.
        var (ends, parents) = (new List<int>(), new int[pairs.Count]);
        for (var index = 0; index < pairs.Count; index++)
        {
            var at = ends.BinarySearch(index, Comparer<int>.Create((one, other) => pairs[one].Before.CompareTo(pairs[other].Before)));
            at = at < 0 ? ~at : at;
            parents[index] = at > 0 ? ends[at - 1] : -1;
            if (at == ends.Count)
            {
                ends.Add(index);
            }
            else
            {
                ends[at] = index;
            }
        }

        var rising = new List<(int, int)>();
        for (var index = ends.Count > 0 ? ends[^1] : -1; index >= 0; index = parents[index])
        {
            rising.Add(pairs[index]);
        }

        rising.Reverse();
        return rising;
    }
}
