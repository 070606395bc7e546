namespace AlbEmulator.Topologies;

/// <summary>What files were like when they were read.</summary>
/// <param name="Stamps">What they looked like from outside, just before.</param>
/// <param name="Digests">What was in them; null for a file that could not be read.</param>
internal sealed record FileLook(IReadOnlyList<FileStamp> Stamps, IReadOnlyList<string?> Digests)
{
    public static FileLook None { get; } = new([], []);

    public static IReadOnlyList<FileStamp> StampsOf(IEnumerable<string> paths) => [.. paths.Select(FileStamp.Of)];

    /// <summary>
    /// The same content with its stamps of now, or null when the content has changed. A second writing within one tick
    /// of the file system's clock leaves the stamp as it was: only a thorough look finds it.
    /// </summary>
    public FileLook? Again(IReadOnlyList<string> paths, bool isThorough)
    {
        var stamps = StampsOf(paths);
        if (!isThorough && stamps.SequenceEqual(Stamps))
        {
            return this;
        }

        var digests = stamps.Zip(paths, (stamp, path) => stamp.Digest(path));
        return digests.SequenceEqual(Digests) ? this with { Stamps = stamps } : null;
    }
}
