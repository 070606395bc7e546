using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace AlbEmulator.Authentication;

/// <summary>
/// What was found out lately, so that it need not be found out again with every request, from any thread. Of two lots the
/// older goes when the newer is full; what is asked for stays in the newer.
/// </summary>
internal sealed class LatelyKnown<TKey, TValue>
    where TKey : notnull
{
    private const int MostInLot = 1024;

    private Lots _lots = new([], []);

    public bool TryFind(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        var lots = Volatile.Read(ref _lots);
        if (lots.Newer.TryGetValue(key, out value))
        {
            return true;
        }

        if (!lots.Older.TryGetValue(key, out value))
        {
            return false;
        }

        Add(key, value);
        return true;
    }

    public void Add(TKey key, TValue value)
    {
        var lots = Volatile.Read(ref _lots);
        if (lots.Newer.Count >= MostInLot)
        {
            lots = new Lots([], lots.Newer);
            Volatile.Write(ref _lots, lots);
        }

        lots.Newer[key] = value;
    }

    private sealed record Lots(ConcurrentDictionary<TKey, TValue> Newer, ConcurrentDictionary<TKey, TValue> Older);
}
