using System.Text.Json;
using AlbEmulator.Model;

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

    public T? Find(string key) => _items.TryGetValue(key, out var known) ? known.Item : null;

    /// <exception cref="JsonException">It removes what is not there, or puts a thing twice.</exception>
    public void Take(ListChange<T> change)
    {
        foreach (var key in change.Removed ?? [])
        {
            if (!_items.Remove(key))
            {
                throw new JsonException($"it removes {Quoted.Text(key)}, which is not there");
            }
        }

        var put = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in change.Put ?? [])
        {
            var key = keyOf(item);
            if (!put.Add(key))
            {
                throw new JsonException($"{Quoted.Text(key)} stands here a second time");
            }

            _items[key] = (_items.TryGetValue(key, out var known) ? known.Place : _next++, item);
        }
    }
}
