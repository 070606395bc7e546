using System.Collections.Immutable;
using System.Text.Json;
using AlbEmulator.Model;

namespace AlbEmulator.Stores;

/// <summary>What makes a map of things another map.</summary>
/// <param name="Removed">Keys; null for none.</param>
/// <param name="Put">Things by their keys; null for none.</param>
internal sealed record MapChange<T>(ImmutableList<string>? Removed, ImmutableSortedDictionary<string, T>? Put)
    where T : class
{
    /// <summary>What makes the second map of the first, both with ordinal keys; null where they are the same.</summary>
    public static MapChange<T>? Between(ImmutableSortedDictionary<string, T> before, ImmutableSortedDictionary<string, T> after)
    {
        if (ReferenceEquals(before, after))
        {
            return null;
        }

        var removed = before.Keys.Where(key => !after.ContainsKey(key)).ToImmutableList();
        var put = after.Where(item => !ReferenceEquals(before.GetValueOrDefault(item.Key), item.Value))
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
        return removed.Count + put.Count == 0 ? null : new(removed.IsEmpty ? null : removed, put.IsEmpty ? null : put);
    }

    /// <summary>The map then.</summary>
    /// <exception cref="JsonException">It removes what is not there.</exception>
    public ImmutableSortedDictionary<string, T> Of(ImmutableSortedDictionary<string, T> map)
    {
        foreach (var key in Removed ?? [])
        {
            var rest = map.Remove(key);
            map = !ReferenceEquals(rest, map) ? rest : throw new JsonException($"it removes {Quoted.Text(key)}, which is not there");
        }

        return map.SetItems(Put ?? Enumerable.Empty<KeyValuePair<string, T>>());
    }
}
