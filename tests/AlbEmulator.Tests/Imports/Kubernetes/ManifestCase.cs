namespace AlbEmulator.Tests.Imports.Kubernetes;

/// <summary>Manifests, and what the emulator makes of them.</summary>
/// <param name="File">The file of the table that it stands in.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Text">
/// The manifests, with what stands before the first case of the file. Each line stands where it stands in the file, and lines of other
/// cases are empty, so that a problem is told at the line at which an editor shows it.
/// </param>
internal sealed record ManifestCase(string File, string Title, string Text)
{
    private const string Expected = "#=> ";

    /// <summary>What the topology says, in the words of <see cref="SaidInLines"/>.</summary>
    public IReadOnlyList<string> Lines => [.. All.Where(line => !ToldLine.IsOne(line))];

    public IReadOnlyList<ToldLine> Problems => Told(ToldLine.Problem);

    public IReadOnlyList<ToldLine> Notes => Told(ToldLine.Note);

    /// <summary>Whether the pods of its Services are among the manifests.</summary>
    public bool HasPods => Text.Contains("kind: Endpoint", StringComparison.Ordinal);

    private IEnumerable<string> All => Text.Split('\n')
        .Where(line => line.StartsWith(Expected, StringComparison.Ordinal))
        .Select(line => line[Expected.Length..]);

    private List<ToldLine> Told(string kind) =>
        [.. All.Where(line => line.StartsWith(kind + " ", StringComparison.Ordinal)).Select(ToldLine.Parse)];
}
