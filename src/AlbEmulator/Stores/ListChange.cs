using System.Collections.Immutable;
using System.Text.Json;
using AlbEmulator.Model;

namespace AlbEmulator.Stores;

/// <summary>
/// What makes a list of things with keys another list: first what leaves, then each thing that is put takes the place of
/// the one with its key, or the last place.
/// </summary>
/// <param name="Removed">Keys; null for none.</param>
/// <param name="Put">Things; null for none.</param>
internal sealed record ListChange<T>(ImmutableList<string>? Removed, ImmutableList<T>? Put)
    where T : class
{
    /// <summary>What makes the second list of the first; null where they are the same.</summary>
    /// <param name="before">Immutable things: what is the very same has not changed.</param>
    /// <param name="after">The list then.</param>
    /// <param name="keyOf">Unique in a list.</param>
    /// <param name="alone">A thing without what is within it and changes by itself.</param>
    /// <param name="within">Told of each thing that is not the very same: what it was, null if it is put anew, and is.</param>
    public static ListChange<T>? Between(
        ImmutableList<T> before, ImmutableList<T> after, Func<T, string> keyOf, Func<T, T> alone, Action<T?, T> within)
    {
        if (ReferenceEquals(before, after))
        {
            return null;
        }

        var removed = ImmutableList.CreateBuilder<string>();
        var put = ImmutableList.CreateBuilder<T>();
        using var next = after.GetEnumerator();
        var hasNext = next.MoveNext();
        foreach (var item in before)
        {
            if (hasNext && ReferenceEquals(item, next.Current))
            {
                hasNext = next.MoveNext();
            }
            else if (hasNext && keyOf(item) == keyOf(next.Current))
            {
                var now = alone(next.Current);
                if (!alone(item).Equals(now))
                {
                    put.Add(now);
                }

                within(item, next.Current);
                hasNext = next.MoveNext();
            }
            else
            {
                // It is gone, or stands elsewhere now: then it is put there.
                removed.Add(keyOf(item));
            }
        }

        for (; hasNext; hasNext = next.MoveNext())
        {
            put.Add(alone(next.Current));
            within(null, next.Current);
        }

        return removed.Count + put.Count == 0
            ? null
            : new(removed.Count == 0 ? null : removed.ToImmutable(), put.Count == 0 ? null : put.ToImmutable());
    }

    /// <summary>The list then.</summary>
    /// <param name="list">As it was.</param>
    /// <param name="keyOf">Unique in it.</param>
    /// <param name="within">A thing that is put with what is within it: what it was, null if it is put anew, and is.</param>
    /// <exception cref="JsonException">It removes what is not there.</exception>
    public ImmutableList<T> Of(ImmutableList<T> list, Func<T, string> keyOf, Func<T?, T, T> within)
    {
        var removed = (Removed ?? []).ToHashSet(StringComparer.Ordinal);
        var left = removed.Count == 0 ? list : list.RemoveAll(item => removed.Contains(keyOf(item)));
        if (list.Count - left.Count != removed.Count)
        {
            throw new JsonException($"it removes {string.Join(", ", removed.Except(list.Select(keyOf)).Select(Quoted.Text))}, which is not there");
        }

        if (Put is not { Count: > 0 } put)
        {
            return left;
        }

        var places = new Dictionary<string, int>(left.Count, StringComparer.Ordinal);
        foreach (var item in left)
        {
            places[keyOf(item)] = places.Count;
        }

        var next = left.ToBuilder();
        foreach (var item in put)
        {
            if (places.TryGetValue(keyOf(item), out var place))
            {
                next[place] = within(next[place], item);
            }
            else
            {
                places[keyOf(item)] = next.Count;
                next.Add(within(null, item));
            }
        }

        return next.ToImmutable();
    }

    /// <summary>Of things that are all new.</summary>
    public static ListChange<T> Of(IEnumerable<T> put) => new(null, [.. put]);
}
