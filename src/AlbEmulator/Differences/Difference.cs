namespace AlbEmulator.Differences;

/// <summary>What is other between two topologies.</summary>
/// <param name="Requests">What it means for requests.</param>
/// <param name="Things">What of what was written is other.</param>
/// <param name="Notes">What was not looked at.</param>
internal sealed record Difference(IReadOnlyList<RequestChange> Requests, IReadOnlyList<ThingChange> Things, IReadOnlyList<string> Notes)
{
    public bool IsAny => Requests.Count + Things.Count > 0;

    public static Difference Between(Side before, Side after)
    {
        var (pairs, notes) = (LoadBalancerPair.All(before, after), new List<string>());
        return new Difference(
            [.. pairs.SelectMany(static pair => pair.Listeners).SelectMany(listener => RequestChanges.Of(before, after, listener, notes))],
            new Things(before, after).Find(pairs),
            notes);
    }
}
