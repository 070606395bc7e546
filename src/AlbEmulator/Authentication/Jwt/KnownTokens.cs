using System.Collections.Concurrent;

namespace AlbEmulator.Authentication.Jwt;

/// <summary>
/// Tokens that were found right, by a digest, so that their signature need not be looked at with every request: as long as the
/// issuer has the keys that they were found right by, and until they expire.
/// </summary>
internal sealed class KnownTokens
{
    /// <summary>Of two lots the older goes when the newer has so many.</summary>
    private const int MostInLot = 1024;

    private Lots _lots = new(null, null);

    /// <summary>The keys that the token was found right by; null where it is not known, or has expired.</summary>
    /// <param name="digest">Of the token.</param>
    /// <param name="now">In seconds since 1970.</param>
    public KeySet? Find(UInt128 digest, double now)
    {
        var lots = Volatile.Read(ref _lots);
        return (lots.Latest.TryGetValue(digest, out var expires) || lots.Before?.TryGetValue(digest, out expires) == true) && now < expires
            ? lots.Keys
            : null;
    }

    public void Add(UInt128 digest, double expires, KeySet keys)
    {
        var lots = Volatile.Read(ref _lots);
        if (!ReferenceEquals(lots.Keys, keys))
        {
            lots = new Lots(keys, null);
        }
        else if (lots.Latest.Count >= MostInLot)
        {
            lots = new Lots(keys, lots.Latest);
        }

        lots.Latest[digest] = expires;
        Volatile.Write(ref _lots, lots);
    }

    /// <param name="Keys">That all of them were found right by.</param>
    /// <param name="Before">The older lot.</param>
    private sealed record Lots(KeySet? Keys, ConcurrentDictionary<UInt128, double>? Before)
    {
        public ConcurrentDictionary<UInt128, double> Latest { get; } = new();
    }
}
