using System.Text.Json;

namespace AlbEmulator.Stores;

/// <summary>A list that is made by changes, each in a time that does not depend on its length.</summary>
/// <param name="keyOf">Unique in the list.</param>
internal sealed class ReplayedList<T>(Func<T, string> keyOf)
    where T : class
{
    private readonly Dictionary<string, (long Place, T Item)> _items = new(StringComparer.Ordinal);
    private long _next;

    /// <summary>In their order.</summary>
    public IEnumerable<T> Items => _items.Values.OrderBy(entry => entry.Place).Select(entry => entry.Item);

    public bool Has(string key) => _items.ContainsKey(key);

    /// <exception cref="JsonException">It removes what is not there.</exception>
    public void Take(ListChange<T> change)
    {
        foreach (var key in change.Removed ?? [])
        {
            if (!_items.Remove(key))
            {
                throw new JsonException($"it removes '{key}', which is not there");
            }
        }

        foreach (var item in change.Put ?? [])
        {
            var key = keyOf(item);
            _items[key] = (_items.TryGetValue(key, out var known) ? known.Place : _next++, item);
        }
    }
}
