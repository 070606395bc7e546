namespace AlbEmulator.Stores;

/// <summary>
/// Where the emulator keeps what outlives it: below its data folder (<see cref="FolderStore"/>), or where several emulators
/// have it together (<see cref="SharedStore"/>). Nobody who keeps something knows which it is.
/// </summary>
internal abstract class Store : IDisposable
{
    /// <summary>How often a change is made again that lost to those of others: among fewer clients than that one comes first.</summary>
    public const int MostTries = 200;

    /// <summary>How many changes are known, of all that is kept; 0 where nobody else makes any.</summary>
    public virtual long Revision => 0;

    /// <summary>Where a file is that is kept, absolute.</summary>
    /// <param name="path">Of a <see cref="KeptFile"/>, or absolute already.</param>
    public abstract string PathOf(string path);

    /// <summary>A state, by its changes.</summary>
    /// <param name="folder">Below the data folder; empty for the data folder itself.</param>
    /// <param name="name">Of its files there, and of the log where it is shared.</param>
    /// <param name="kind">What the state is.</param>
    public abstract StateLog<TState, TChange> LogOf<TState, TChange>(string folder, string name, ChangeKind<TState, TChange> kind)
        where TState : class
        where TChange : class;

    /// <summary>
    /// Keeps files, all of them or none, so that they are at their <see cref="PathOf"/>, for all who share the store.
    /// </summary>
    /// <param name="files">They replace those of their paths.</param>
    /// <param name="unless">They are kept only if no path that begins so is kept; null for in any case.</param>
    /// <returns>Whether they are kept; else another was first, and what that one has kept is there.</returns>
    /// <exception cref="IOException">They cannot be kept.</exception>
    /// <exception cref="UnauthorizedAccessException">We may not.</exception>
    public abstract bool Keep(IReadOnlyList<KeptFile> files, string? unless = null);

    /// <summary>All files that are kept.</summary>
    /// <exception cref="IOException">One cannot be read.</exception>
    public IEnumerable<KeptFile> Files() => KeptFile.In(PathOf(""));

    /// <summary>Forgets files that nothing needs any longer.</summary>
    /// <param name="paths">Of <see cref="KeptFile"/>s.</param>
    public abstract void Forget(IReadOnlyList<string> paths);

    /// <summary>What there is to know of the others; null where there are none.</summary>
    public virtual SharedStore? Shared => null;

    public abstract void Dispose();
}
