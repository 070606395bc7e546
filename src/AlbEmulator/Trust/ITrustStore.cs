namespace AlbEmulator.Trust;

/// <summary>A place where programs look whom to trust.</summary>
internal interface ITrustStore
{
    /// <summary>One of <see cref="TrustStores.Kinds"/>.</summary>
    string Kind { get; }

    /// <summary>For people: whose it is, and where.</summary>
    string Name { get; }

    /// <returns><see cref="TrustState.Present"/>, <see cref="TrustState.Absent"/>, or why neither is known.</returns>
    Task<TrustOutcome> LookAsync(TrustAnchor anchor);

    /// <summary>Puts an anchor in, or changes nothing.</summary>
    Task<TrustOutcome> AddAsync(TrustAnchor anchor);

    /// <summary>Takes out this anchor and no other, or changes nothing.</summary>
    Task<TrustOutcome> RemoveAsync(TrustAnchor anchor);
}
