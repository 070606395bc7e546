namespace AlbEmulator.Imports.Kubernetes;

/// <summary>What was looked for among the manifests, and what was found.</summary>
/// <param name="Kind">Such as <c>Service</c>.</param>
/// <param name="Id">Its namespace and its name; of slices those of their Service.</param>
/// <param name="Found">None, one, or several slices.</param>
internal sealed record Lookup(string Kind, string Id, IReadOnlyList<Manifest> Found);
