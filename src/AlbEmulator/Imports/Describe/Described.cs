using AlbEmulator.Documents;

namespace AlbEmulator.Imports.Describe;

/// <summary>A thing that AWS described.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Arn">Its ARN, which what belongs to it names.</param>
/// <param name="Name">Its name; of a listener <c>LOADBALANCER-PORT</c>.</param>
/// <param name="Node">As AWS described it.</param>
internal sealed record Described(ResourceKind Kind, string Arn, string Name, Node Node)
{
    /// <summary>What else is told of it, such as its attributes.</summary>
    public List<Entry> More { get; } = [];

    /// <summary>The last part of the ARN: sixteen hexadecimal digits.</summary>
    public string Id => Arn[(Arn.LastIndexOf('/') + 1)..];
}
