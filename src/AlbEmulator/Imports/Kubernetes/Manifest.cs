using System.Runtime.CompilerServices;
using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>An object of Kubernetes as a manifest has it.</summary>
/// <param name="Group">The group of its API, such as <c>networking.k8s.io</c>; empty for the core.</param>
/// <param name="Kind">Such as <c>Ingress</c>.</param>
/// <param name="Namespace">Where it is; <c>default</c> unless it is written.</param>
/// <param name="Name">Its name.</param>
/// <param name="Root">All of it.</param>
internal sealed record Manifest(string Group, string Kind, string Namespace, string Name, Node.Mapping Root)
{
    public const string DefaultNamespace = "default";

    private const string Metadata = "metadata";

    /// <summary><c>NAMESPACE/NAME</c>; its name alone for what is in no namespace.</summary>
    public string Id { get; } = ManifestKinds.IdOf(Kind, Namespace, Name);

    /// <summary>How a message calls it: <c>Ingress shop/web</c>.</summary>
    public string Words => $"{Kind} {Quoted.Plain(Id)}";

    /// <summary>At its name.</summary>
    public Origin Origin { get; } = Root.Find(Metadata).Find("name")?.Origin ?? Root.Origin;

    public Node? Spec => Root.Find("spec");

    /// <summary>What identifies it among all objects that there ever were: that of the cluster, or else a stable stand-in.</summary>
    public string Uid => Root.Find(Metadata).Find("uid").TryText(out var uid) ? uid : Id;

    /// <summary>Whether it is about to go.</summary>
    public bool IsBeingDeleted => Root.Find(Metadata).Find("deletionTimestamp") is Node.Scalar { Kind: not ScalarKind.Null };

    /// <summary>A label; null where it has none of that name.</summary>
    public string? Label(string name) => Root.Find(Metadata).Find("labels").Find(name).TryAny(out var text) ? text : null;

    public Entry? Annotation(string name) => Annotations.Find(entry => entry.Name == name) is { Value: not null } found ? found : null;

    public List<Entry> Annotations { get; } = Root.Find(Metadata).Find("annotations") is Node.Mapping all ? [.. all.Entries] : [];

    private static readonly ConditionalWeakTable<Node, Manifest> Read = [];

    /// <summary>An object of a document; null where it has no name, as no object of a cluster is.</summary>
    public static Manifest? Of(Node.Mapping root)
    {
        if (Read.TryGetValue(root, out var before))
        {
            return before;
        }

        if (!root.Find("apiVersion").TryText(out var version) || !root.Find("kind").TryText(out var kind)
            || !root.Find(Metadata).Find("name").TryAny(out var name))
        {
            return null;
        }

        var slash = version.IndexOf('/', StringComparison.Ordinal);
        var space = root.Find(Metadata).Find("namespace").TryAny(out var written) && written.Length > 0 ? written : DefaultNamespace;
        var manifest = new Manifest(slash < 0 ? "" : version[..slash], kind, space, name, root);
        root.Origin.Call(ManifestPlace.Of(kind, manifest.Id));
        Read.AddOrUpdate(root, manifest);
        return manifest;
    }
}
