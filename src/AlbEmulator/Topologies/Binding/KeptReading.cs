using System.Runtime.CompilerServices;
using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Topologies.Binding;

/// <summary>
/// What was made of the node of a resource without a problem, and what it depends on beside the node. A node that is still
/// there the next time stands for the same thing, as long as all of that is the same.
/// </summary>
/// <param name="Made">A listener, a target group, a trust store.</param>
/// <param name="Above">The ARN of what it belongs to; empty for nothing.</param>
/// <param name="Settings">By which it was read.</param>
internal sealed record KeptReading(object Made, string Above, AlbSettings Settings)
{
    private static readonly ConditionalWeakTable<Node, KeptReading> ByNode = [];

    /// <summary>What was told of it that does no harm.</summary>
    public required IReadOnlyList<Problem> Notes { get; init; }

    /// <summary>Files that it names, as they were.</summary>
    public required IReadOnlyList<SeenFile> Files { get; init; }

    /// <summary>What the names in it stood for.</summary>
    public required IReadOnlyList<(string Name, object? Meant)> Names { get; init; }

    public static KeptReading? Of(Node node) => ByNode.TryGetValue(node, out var kept) ? kept : null;

    public void Keep(Node node) => ByNode.AddOrUpdate(node, this);

    /// <summary>Whether its files hold what they held, whatever their stamps say.</summary>
    public bool HasSameFiles()
    {
        foreach (var file in Files)
        {
            if (file.Again(isThorough: true) != file)
            {
                return false;
            }
        }

        return true;
    }
}
