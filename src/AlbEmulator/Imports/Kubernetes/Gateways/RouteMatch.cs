using AlbEmulator.Documents;

namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>A match of a rule of a route.</summary>
/// <param name="Node">All of it.</param>
/// <param name="Index">Its place in the rule; <see cref="int.MaxValue"/> where the rule has none and matches all.</param>
/// <param name="Path">The path that it compares; null where it compares none, or none by a text.</param>
/// <param name="Rank">How special it is.</param>
/// <param name="Conditions">What must hold, as a topology file has it.</param>
internal sealed record RouteMatch(Node Node, int Index, Node.Scalar? Path, MatchRank Rank, IReadOnlyList<Node> Conditions);

/// <summary>How special a match is, by what counts first.</summary>
/// <param name="PathType">3 for an exact path, 2 for a prefix, 1 for a regular expression, 0 for none.</param>
/// <param name="PathLength">Of the path, or of the name of a service of gRPC.</param>
/// <param name="MethodLength">Of the method of a service of gRPC.</param>
/// <param name="HasMethod">Whether a method of HTTP is compared.</param>
/// <param name="Headers">How many headers are.</param>
/// <param name="QueryParameters">How many parameters of the query are.</param>
internal readonly record struct MatchRank(int PathType, int PathLength, int MethodLength, bool HasMethod, int Headers, int QueryParameters)
{
    public const int Exact = 3;
    public const int Prefix = 2;
    public const int Regex = 1;
}
