namespace AlbEmulator.Stores;

/// <summary>An emulator of several that share a store, as it tells the others of itself.</summary>
/// <param name="Address">Where clients reach its listeners.</param>
/// <param name="Version">Of the program.</param>
/// <param name="Revision">The last that it has put into effect.</param>
/// <param name="Listeners">Ports that it listens on, with their load balancers: <c>shop:80</c>.</param>
internal sealed record StoreNode(string Address, string Version, long Revision, IReadOnlyList<string> Listeners)
{
    /// <summary>By which it is told from others, also from one that had its address before.</summary>
    public string Id { get; init; } = "";
}
