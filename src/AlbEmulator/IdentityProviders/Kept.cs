using System.Diagnostics.CodeAnalysis;

namespace AlbEmulator.IdentityProviders;

/// <summary>
/// Things that whoever shows their key may have, for a while. When there are too many the oldest goes. They are kept by a
/// digest of the key, so that the time of a look tells nothing about keys that are nearly right.
/// </summary>
/// <param name="capacity">As many as there are at most.</param>
/// <param name="lifetime">How long each is good; null for as long as there is room.</param>
/// <param name="time">The clock.</param>
internal sealed class Kept<T>(int capacity, TimeSpan? lifetime, TimeProvider time)
    where T : class
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _byDigest = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> _fromOldest = [];

    public int Capacity => capacity;

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _byDigest.Count;
            }
        }
    }

    /// <summary>Keeps it under a key that nobody guesses, which it gives.</summary>
    public string Add(T value)
    {
        var key = RandomText.New();
        Set(key, value);
        return key;
    }

    /// <summary>Keeps it under a key, in place of what was under it.</summary>
    public void Set(string key, T value)
    {
        var entry = new Entry(Digest(key), value, lifetime is { } good ? time.GetUtcNow() + good : DateTimeOffset.MaxValue);
        lock (_lock)
        {
            if (_byDigest.TryGetValue(entry.Digest, out var before))
            {
                Remove(before);
            }
            else if (_byDigest.Count >= capacity)
            {
                Remove(_fromOldest.First!);
            }

            _byDigest.Add(entry.Digest, _fromOldest.AddLast(entry));
        }
    }

    /// <summary>What is under a key and still good; null for nothing.</summary>
    public T? Find(string? key) => TryFind(key, isTaken: false, out var value) ? value : null;

    /// <summary>The same, and it is kept no longer: of several who ask at once one gets it.</summary>
    public T? Take(string? key) => TryFind(key, isTaken: true, out var value) ? value : null;

    private bool TryFind(string? key, bool isTaken, [NotNullWhen(true)] out T? value)
    {
        value = null;
        if (key is null)
        {
            return false;
        }

        var digest = Digest(key);
        lock (_lock)
        {
            if (!_byDigest.TryGetValue(digest, out var node))
            {
                return false;
            }

            var isOver = time.GetUtcNow() >= node.Value.Until;
            if (isOver || isTaken)
            {
                Remove(node);
            }

            value = isOver ? null : node.Value.Value;
            return value is not null;
        }
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        _byDigest.Remove(node.Value.Digest);
        _fromOldest.Remove(node);
    }

    private static string Digest(string key) => Convert.ToHexString(RandomText.Digest(key));

    private sealed record Entry(string Digest, T Value, DateTimeOffset Until);
}
