namespace AlbEmulator.Trust;

/// <summary>A store that is not here, so that this is said as well.</summary>
/// <param name="kind">Of which kind it would be.</param>
/// <param name="name">For people.</param>
/// <param name="why">What is missing, and what makes it.</param>
internal sealed class NoStore(string kind, string name, string why) : ITrustStore
{
    public string Kind => kind;

    public string Name => name;

    public Task<TrustOutcome> LookAsync(TrustAnchor anchor) => Task.FromResult(new TrustOutcome(TrustState.NoStore, why));

    public Task<TrustOutcome> AddAsync(TrustAnchor anchor) => LookAsync(anchor);

    public Task<TrustOutcome> RemoveAsync(TrustAnchor anchor) => LookAsync(anchor);
}
