namespace AlbEmulator.Clusters;

/// <summary>
/// A living cluster in the place of a file: <c>kubernetes://CONTEXT</c>, or <c>kubernetes://</c> for the context that kubectl is set to.
/// </summary>
internal static class ClusterName
{
    public const string Scheme = "kubernetes://";

    /// <summary>Whether a name stands for a cluster and not for a file.</summary>
    public static bool IsMeantBy(string name) => name.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>The context that is meant, whatever characters it has; empty for the current one.</summary>
    public static string ContextOf(string name) => name[Scheme.Length..];
}
