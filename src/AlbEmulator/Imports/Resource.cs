using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports;

/// <summary>A thing of ELBv2 as a source has it: on its own, with the properties that it has in a topology file.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Origin">Where the source has it.</param>
/// <param name="Names">What others call it; the first is how the user knows it.</param>
/// <param name="Properties">As in a topology file, but for what is nested there.</param>
internal sealed record Resource(
    ResourceKind Kind, Origin Origin, IReadOnlyList<string> Names, IReadOnlyList<Entry> Properties)
{
    /// <summary>What kind of file has it.</summary>
    public SourceKind Source { get; init; }

    /// <summary>What it is in all the world: the ARN that AWS gave it; empty where none is known.</summary>
    public string Identity { get; init; } = "";

    /// <summary>What several target groups may have in common, by which a file tells the targets of all of them; empty for nothing.</summary>
    public string Place { get; init; } = "";

    /// <summary>On which port targets would listen if they ran on this machine; null where that of the group says it.</summary>
    public int? UsualPort { get; init; }

    /// <summary>What names the load balancer of a listener, the listener of a rule, the group of a target.</summary>
    public Node? Parent { get; init; }

    public Node? Find(Property property) => Properties.Find(property.Name);
}

internal enum ResourceKind
{
    LoadBalancer,
    Listener,
    Rule,
    TargetGroup,

    /// <summary>A further certificate of a listener.</summary>
    Certificate,

    /// <summary>Its properties are those of a target.</summary>
    Target,

    TrustStore,
}

/// <summary>What AWS registers with a target group by itself, such as the containers of a service.</summary>
/// <param name="TargetGroup">What names the target group.</param>
/// <param name="Words">Such as <c>container web of the ECS service Shop</c>.</param>
/// <param name="Port">Of the container; empty when it is not known.</param>
internal sealed record TargetHint(string TargetGroup, string Words, string Port);
