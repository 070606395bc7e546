namespace AlbEmulator.Clusters.Objects;

/// <summary>The objects of one kind, as a cluster told of them last. What did not change keeps its node.</summary>
internal sealed class KindObjects
{
    private SortedDictionary<string, ClusterObject> _objects = new(StringComparer.Ordinal);

    /// <summary>In the order of namespaces and names.</summary>
    public IEnumerable<ClusterObject> All => _objects.Values;

    public ClusterObject? Find(string nameSpace, string name) => _objects.GetValueOrDefault($"{nameSpace}/{name}");

    /// <summary>Puts others in their place.</summary>
    /// <returns>Whether that changes what a manifest would say.</returns>
    public bool Replace(IEnumerable<ClusterObject> listed)
    {
        var before = _objects;
        _objects = new(StringComparer.Ordinal);
        var hasChanged = false;
        foreach (var item in listed)
        {
            var kept = Kept(before.GetValueOrDefault(item.Key), item);
            hasChanged |= !ReferenceEquals(kept.Node, before.GetValueOrDefault(item.Key)?.Node);
            _objects[item.Key] = kept;
        }

        return hasChanged || before.Count != _objects.Count;
    }

    /// <summary>Takes up what is told of one.</summary>
    /// <returns>Whether that changes what a manifest would say.</returns>
    public bool Take(WatchEvent told)
    {
        if (told.Object is not { } item)
        {
            return false;
        }

        if (told.IsDeleted)
        {
            return _objects.Remove(item.Key);
        }

        var before = _objects.GetValueOrDefault(item.Key);
        var kept = Kept(before, item);
        _objects[item.Key] = kept;
        return !ReferenceEquals(kept.Node, before?.Node);
    }

    private static ClusterObject Kept(ClusterObject? before, ClusterObject now) =>
        before is not null && ClusterObject.AreSame(before.Node, now.Node) ? now with { Node = before.Node } : now;
}
