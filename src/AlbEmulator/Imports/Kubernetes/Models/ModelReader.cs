using AlbEmulator.Documents;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes.Models;

/// <summary>
/// The controller's own model of a load balancer as JSON, which it writes into the annotation
/// <c>alb.ingress.kubernetes.io/dry-run-plan</c>, or a line of its log that has it.
/// </summary>
internal sealed class ModelReader
{
    private const string Prefix = "AWS::ElasticLoadBalancingV2::";
    private const string LoadBalancerType = Prefix + "LoadBalancer";
    private const string ListenerType = Prefix + "Listener";
    private const string RuleType = Prefix + "ListenerRule";
    private const string TargetGroupType = Prefix + "TargetGroup";
    private const string BindingType = "K8S::ElasticLoadBalancingV2::TargetGroupBinding";

    private readonly Import _import;
    private readonly Node _resources;
    private readonly string _id;
    private readonly Dictionary<string, string> _places = new(StringComparer.Ordinal);

    private ModelReader(Node model, Import import)
    {
        (_import, _resources) = (import, model.Find("resources")!);
        _id = model.Find("id").TryText(out var id) ? id : "";
    }

    /// <summary>Whether a document is such a model, or a line of the log with one.</summary>
    public static bool IsModel(Node root) =>
        (root.Find("resources") is Node.Mapping types && types.Entries.Any(entry => entry.Name.StartsWith(Prefix, StringComparison.Ordinal)))
        || (root.Find("msg") is not null && root.Find("model").TryText(out var text) && text.StartsWith('{'));

    public static void Read(Document document, Import import)
    {
        var model = document.Root;
        if (model.Find("model").TryText(out var text))
        {
            if (AnnotationJson.Read(text, model.Find("model")!.Origin) is not { } read || read.Find("resources") is null)
            {
                import.Tell(model.Find("model")!.Origin, "is no model of the controller: it must have id and resources");
                return;
            }

            model = read;
        }

        new ModelReader(model, import).Read();
    }

    private void Read()
    {
        foreach (var (_, spec) in Of(BindingType))
        {
            // The Service tells which targets a file beside it has to name.
            var template = spec.Find("template").Find("spec");
            if (Reference(template.Find("targetGroupARN")) is { } group && template.Find("serviceRef").Find("name").TryAny(out var service)
                && template.Find("serviceRef").Find("port").TryAny(out var port))
            {
                var space = spec.Find("template").Find("metadata").Find("namespace").TryAny(out var written) ? written : Manifest.DefaultNamespace;
                _places.TryAdd(group, $"{space}/{service}:{port}");
            }
        }

        foreach (var (id, spec) in Of(LoadBalancerType))
        {
            Add(ResourceKind.LoadBalancer, id, Properties(spec, ("loadBalancerAttributes", "Attributes"), ("subnetMapping", ""), ("securityGroups", ""), ("type", ""), ("tags", "")), null);
        }

        foreach (var (id, spec) in Of(ListenerType))
        {
            Add(
                ResourceKind.Listener,
                id,
                [.. Properties(spec, ("loadBalancerARN", ""), ("listenerAttributes", "Attributes"), ("tags", ""), ("alpnPolicy", "")).SelectMany(Here)],
                Reference(spec.Find("loadBalancerARN")) is { } parent ? Key(LoadBalancerType, parent) : null);
        }

        foreach (var (id, spec) in Of(RuleType))
        {
            Add(
                ResourceKind.Rule,
                id,
                Properties(spec, ("listenerARN", ""), ("tags", "")),
                Reference(spec.Find("listenerARN")) is { } parent ? Key(ListenerType, parent) : null);
        }

        foreach (var (id, spec) in Of(TargetGroupType))
        {
            Add(ResourceKind.TargetGroup, id, [.. Properties(spec, ("targetGroupAttributes", "Attributes"), ("healthCheckConfig", ""), ("targetControlPort", ""), ("tags", "")), .. HealthCheck(spec)], null);
        }
    }

    private IEnumerable<(string Id, Node Spec)> Of(string type)
    {
        foreach (var entry in _resources.Find(type) is Node.Mapping all ? all.Entries : [])
        {
            if (entry.Value.Find("spec") is { } spec)
            {
                yield return (entry.Name, spec);
            }
        }
    }

    private void Add(ResourceKind kind, string id, List<Entry> properties, string? parent)
    {
        var origin = properties.Count > 0 ? properties[0].Origin : _resources.Origin;
        List<string> names = [Key(TypeOf(kind), id)];
        if (properties.Find("Name").TryText(out var name))
        {
            names.Insert(0, name);
        }

        _import.Resources.Add(new Resource(kind, origin, names, properties)
        {
            Source = SourceKind.Kubernetes,
            Parent = parent is null ? null : Nodes.Text(origin, parent),
            Place = kind == ResourceKind.TargetGroup ? _places.GetValueOrDefault(id, "") : "",
        });
    }

    /// <summary>What a resource is called among those of all models that are read together.</summary>
    private string Key(string type, string id) => $"{_id} {type[Prefix.Length..]} {id}";

    private static string TypeOf(ResourceKind kind) => kind switch
    {
        ResourceKind.LoadBalancer => LoadBalancerType,
        ResourceKind.Listener => ListenerType,
        ResourceKind.Rule => RuleType,
        _ => TargetGroupType,
    };

    /// <summary>Fields as properties of a topology file; those that are named are called otherwise, or left out.</summary>
    private List<Entry> Properties(Node spec, params ReadOnlySpan<(string Field, string Property)> others)
    {
        var entries = new List<Entry>();
        foreach (var entry in spec is Node.Mapping mapping ? mapping.Entries : [])
        {
            var (isOther, property) = (false, "");
            foreach (var other in others)
            {
                (isOther, property) = other.Field == entry.Name ? (true, other.Property) : (isOther, property);
            }

            if (!isOther || property.Length > 0)
            {
                var renamed = (Node.Mapping)ModelNames.Renamed(Nodes.Mapping(entry.Origin, entry with { Value = Resolved(entry.Value) }));
                entries.Add(isOther ? renamed.Entries[0] with { Name = property } : renamed.Entries[0]);
            }
        }

        return entries;
    }

    /// <summary>Certificates that are with AWS are left out.</summary>
    private IEnumerable<Entry> Here(Entry entry) => entry.Name != "Certificates" ? [entry]
        : AwsCertificates.Here(_import, entry.Value) is { } here ? [entry with { Value = here }]
        : [];

    private static IEnumerable<Entry> HealthCheck(Node spec)
    {
        foreach (var entry in spec.Find("healthCheckConfig") is Node.Mapping config ? config.Entries : [])
        {
            var renamed = ((Node.Mapping)ModelNames.Renamed(Nodes.Mapping(entry.Origin, entry))).Entries[0];
            yield return renamed.Name is "Matcher" or "HealthyThresholdCount" or "UnhealthyThresholdCount" ? renamed : renamed with { Name = $"HealthCheck{renamed.Name}" };
        }
    }

    /// <summary>With what is referred to by its key.</summary>
    private Node Resolved(Node node) => Reference(node) is { } id && TypeReferred(node) is { } type
        ? Nodes.Text(node.Origin, Key(type, id))
        : node switch
        {
            Node.Mapping mapping => mapping with { Entries = [.. mapping.Entries.Select(entry => entry with { Value = Resolved(entry.Value) })] },
            Node.Sequence sequence => sequence with { Items = [.. sequence.Items.Select(Resolved)] },
            _ => node,
        };

    /// <summary>The id in <c>{"$ref": "#/resources/TYPE/ID/status/FIELD"}</c>; null for anything else.</summary>
    private static string? Reference(Node? node) => Parts(node) is { } parts ? string.Join('/', parts[3..^2]).Replace("~1", "/", StringComparison.Ordinal) : null;

    private static string? TypeReferred(Node node) => Parts(node) is [_, _, var type, ..] && type.StartsWith(Prefix, StringComparison.Ordinal) ? type : null;

    private static string[]? Parts(Node? node) =>
        node.Find("$ref").TryText(out var text) && text.Split('/') is ["#", "resources", _, _, .., _, _] parts ? parts : null;
}
