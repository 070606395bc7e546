namespace AlbEmulator.Authentication.Jwt;

/// <summary>
/// Tokens that were found right, by a digest, so that their signature need not be looked at with every request: as long as the
/// issuer has the keys that they were found right by, and until they expire.
/// </summary>
internal sealed class KnownTokens
{
    private Known _known = new(null);

    /// <summary>The keys that the token was found right by; null where it is not known, or has expired.</summary>
    /// <param name="digest">Of the token.</param>
    /// <param name="now">In seconds since 1970.</param>
    public KeySet? Find(UInt128 digest, double now)
    {
        var known = Volatile.Read(ref _known);
        return known.Expires.TryFind(digest, out var expires) && now < expires ? known.Keys : null;
    }

    public void Add(UInt128 digest, double expires, KeySet keys)
    {
        var known = Volatile.Read(ref _known);
        if (!ReferenceEquals(known.Keys, keys))
        {
            known = new Known(keys);
            Volatile.Write(ref _known, known);
        }

        known.Expires.Add(digest, expires);
    }

    /// <param name="Keys">That all of them were found right by.</param>
    private sealed record Known(KeySet? Keys)
    {
        public LatelyKnown<UInt128, double> Expires { get; } = new();
    }
}
