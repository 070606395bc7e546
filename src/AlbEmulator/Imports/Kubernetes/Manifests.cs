using System.Globalization;
using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>All objects that the manifests of all files have, lists of them opened.</summary>
internal sealed class Manifests
{
    /// <summary>By which a slice names its Service.</summary>
    private const string ServiceLabel = "kubernetes.io/service-name";

    private readonly Dictionary<string, List<Manifest>> _byKind = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Kind, string Id), Manifest> _byName = [];
    private readonly Import _import;
    private Dictionary<string, List<Manifest>>? _slices;

    /// <param name="documents">Files of manifests.</param>
    /// <param name="import">Where is told what is wrong with them.</param>
    public Manifests(IEnumerable<Document> documents, Import import)
    {
        _import = import;
        foreach (var document in documents)
        {
            Add(document);
        }

        foreach (var living in import.Cluster?.Objects ?? [])
        {
            if (!(import.LeftOutOfCluster.Count > 0 && Manifest.Of(living) is { } known && import.LeftOutOfCluster.Contains($"{known.Kind} {known.Id}")))
            {
                AddTree(living, []);
            }
        }
    }

    /// <summary>What is looked up is noted there, while somebody wants to know.</summary>
    public List<Lookup>? Lookups { get; set; }

    public IReadOnlyList<Manifest> All(string kind) => _byKind.GetValueOrDefault(kind) ?? [];

    /// <summary>An object of a namespace, or of the cluster; null where no file has it.</summary>
    public Manifest? Find(string kind, string space, string name)
    {
        var id = ManifestKinds.IdOf(kind, space, name);
        var found = _byName.GetValueOrDefault((kind, id));
        Lookups?.Add(new Lookup(kind, id, found is null ? [] : [found]));
        return found;
    }

    /// <summary>The slices of a Service.</summary>
    /// <param name="service"><c>NAMESPACE/NAME</c>.</param>
    public IReadOnlyList<Manifest> SlicesOf(string service)
    {
        var found = Slices(service);
        Lookups?.Add(new Lookup(ManifestKinds.EndpointSlice, service, found));
        return found;
    }

    /// <summary>Whether a lookup would find the same.</summary>
    public bool IsSame(Lookup lookup) => lookup.Kind == ManifestKinds.EndpointSlice
        ? Slices(lookup.Id).SequenceEqual(lookup.Found, ReferenceEqualityComparer.Instance)
        : ReferenceEquals(_byName.GetValueOrDefault((lookup.Kind, lookup.Id)), lookup.Found.Count == 0 ? null : lookup.Found[0]);

    /// <summary>Whether a document is an object of Kubernetes.</summary>
    public static bool IsObject(Node root) => root.Find("apiVersion") is Node.Scalar && root.Find("kind") is Node.Scalar;

    private List<Manifest> Slices(string service)
    {
        _slices ??= All(ManifestKinds.EndpointSlice).Where(slice => slice.Label(ServiceLabel) is not null)
            .GroupBy(slice => $"{slice.Namespace}/{slice.Label(ServiceLabel)}", StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        return _slices.GetValueOrDefault(service) ?? [];
    }

    private void Add(Document document)
    {
        var others = new List<string>();
        foreach (var root in document.Root is Node.Sequence documents ? documents.Items : [document.Root])
        {
            AddTree(root, others);
        }

        if (others.Count > 0)
        {
            var kinds = others.GroupBy(kind => kind).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => group.Count() == 1
                ? Quoted.Plain(group.Key)
                : string.Create(CultureInfo.InvariantCulture, $"{Quoted.Plain(group.Key)} ({group.Count()})"));
            _import.Note(
                new Origin(document.File, 0, ""),
                $"{others.Count} {(others.Count == 1 ? "object of another kind is" : "objects of other kinds are")} left out: {string.Join(", ", kinds)}");
        }
    }

    private void AddTree(Node node, List<string> others)
    {
        if (node is not Node.Mapping root)
        {
            _import.Tell(node.Origin, "is no object of Kubernetes: it must have apiVersion, kind and metadata");
            return;
        }

        var kind = root.Find("kind").TryText(out var text) ? text : "";
        if (kind.EndsWith("List", StringComparison.Ordinal) && root.Find("items") is Node.Sequence list)
        {
            foreach (var item in list.Items)
            {
                AddTree(WithKind(item, root, kind[..^4]), others);
            }
        }
        else if (kind.Length > 0 && root.Find("metadata").Find("name") is null && !ManifestKinds.Has(kind))
        {
            others.Add(kind);
        }
        else if (Manifest.Of(root) is not { } manifest)
        {
            _import.Tell(root.Origin, root.Find("kind") is null ? "has no kind: it must have apiVersion, kind and metadata" : "has no metadata.name");
        }
        else if (manifest is { Kind: ManifestKinds.Ingress, Group: "extensions" })
        {
            _import.Tell(root.Find("apiVersion")!.Origin, $"{manifest.Words} is of Kubernetes before 1.22: write networking.k8s.io/v1");
        }
        else if (!ManifestKinds.Has(manifest))
        {
            others.Add(manifest.Kind);
        }
        else if (!_byName.TryAdd((manifest.Kind, manifest.Id), manifest))
        {
            var first = _byName[(manifest.Kind, manifest.Id)].Origin;
            _import.Tell(manifest.Origin, $"{manifest.Words} is at {Quoted.Sentence(first.File)}{(first.Line == 0 ? "" : $":{first.Line}")} already: leave out one of the two");
        }
        else if (_byKind.TryGetValue(manifest.Kind, out var sameKind))
        {
            sameKind.Add(manifest);
        }
        else
        {
            _byKind.Add(manifest.Kind, [manifest]);
        }
    }

    /// <summary>Items of a typed list, such as an <c>IngressList</c>, need not say what they are.</summary>
    private static Node WithKind(Node item, Node.Mapping list, string kind) =>
        kind.Length == 0 || item is not Node.Mapping mapping || mapping.Find("kind") is not null ? item : mapping with
        {
            Entries = [new Entry("apiVersion", item.Origin, list.Find("apiVersion") ?? item), Nodes.Entry("kind", Nodes.Text(item.Origin, kind)), .. mapping.Entries],
        };
}
