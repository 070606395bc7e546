using System.Globalization;
using AlbEmulator.Documents;

namespace AlbEmulator.Clusters.Objects;

/// <summary>The objects of one kind, as a cluster told of them last. What did not change keeps its node.</summary>
internal sealed class KindObjects
{
    /// <summary>Objects of a kind.</summary>
    public const int Most = 200_000;

    /// <summary>Bytes that they may take. A hundred thousand endpoints take a tenth of it.</summary>
    public const long MostBytes = 512L * 1024 * 1024;

    private long _size;
    private SortedDictionary<string, ClusterObject> _objects = new(StringComparer.Ordinal);

    /// <summary>In the order of namespaces and names.</summary>
    public IEnumerable<ClusterObject> All => _objects.Values;

    public ClusterObject? Find(string nameSpace, string name) => _objects.GetValueOrDefault($"{nameSpace}/{name}");

    /// <summary>Puts others in their place.</summary>
    /// <returns>Whether that changes what a manifest would say.</returns>
    public bool Replace(IEnumerable<ClusterObject> listed)
    {
        var before = _objects;
        (_objects, _size) = (new(StringComparer.Ordinal), 0);
        var hasChanged = false;
        foreach (var item in listed)
        {
            var kept = Kept(before.GetValueOrDefault(item.Key), item);
            hasChanged |= !ReferenceEquals(kept.Node, before.GetValueOrDefault(item.Key)?.Node);
            Put(kept);
        }

        return hasChanged || before.Count != _objects.Count;
    }

    /// <summary>Takes up what is told of one.</summary>
    /// <returns>Whether that changes what a manifest would say.</returns>
    /// <exception cref="InvalidDataException">There are too many.</exception>
    public bool Take(WatchEvent told)
    {
        if (told.Object is not { } item)
        {
            return false;
        }

        if (told.IsDeleted)
        {
            _size -= _objects.GetValueOrDefault(item.Key)?.Size ?? 0;
            return _objects.Remove(item.Key);
        }

        var before = _objects.GetValueOrDefault(item.Key);
        var kept = Kept(before, item);
        Put(kept);
        return AreFew(_objects.Count, _size) ? !ReferenceEquals(kept.Node, before?.Node) : throw TooMany();
    }

    /// <summary>Whether so many may be kept.</summary>
    /// <param name="count">Objects.</param>
    /// <param name="size">Bytes that they take.</param>
    public static bool AreFew(int count, long size) => count <= Most && size <= MostBytes;

    /// <summary>What is said of more.</summary>
    public static InvalidDataException TooMany() =>
        new(string.Create(CultureInfo.InvariantCulture, $"it has more than {Most} objects of a kind, or more than {MostBytes} bytes of them"));

    private void Put(ClusterObject item)
    {
        _size += item.Size - (_objects.GetValueOrDefault(item.Key)?.Size ?? 0);
        _objects[item.Key] = item;
    }

    private static ClusterObject Kept(ClusterObject? before, ClusterObject now) =>
        before is not null && NodeValues.AreAlike(before.Node, now.Node) ? now with { Node = before.Node } : now;
}
