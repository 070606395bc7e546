using AlbEmulator.Documents;

namespace AlbEmulator.Clusters.Objects;

/// <summary>An object of a cluster.</summary>
/// <param name="Namespace">Empty for what is in none.</param>
/// <param name="Name">Its name.</param>
/// <param name="Node">What is kept of it, as a manifest says it.</param>
/// <param name="Address">What is kept beside it; null for nothing.</param>
/// <param name="Size">About so many bytes it takes.</param>
internal sealed record ClusterObject(string Namespace, string Name, Node.Mapping Node, Node? Address, int Size)
{
    private const int LongestName = 253;

    /// <summary>What tells it from others of its kind, in the order of namespaces and names.</summary>
    public string Key => $"{Namespace}/{Name}";

    /// <summary>Whether an object can have such a name: it becomes a part of paths.</summary>
    public static bool IsName(string name) => name.Length is > 0 and <= LongestName && char.IsAsciiLetterOrDigit(name[0])
        && name.All(static character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_' or ':');
}
