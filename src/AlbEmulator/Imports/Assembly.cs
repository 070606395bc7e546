using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports;

/// <summary>Puts what sources have one by one together as a topology file has it: listeners in their load balancer …</summary>
internal sealed class Assembly
{
    private readonly Import _import;
    private readonly Overlay _overlay;
    private readonly Dictionary<(ResourceKind, string), Resource> _byName = [];
    private readonly Dictionary<(ResourceKind, string), int> _counts = [];
    private readonly ILookup<object, Resource> _parts;
    private readonly HashSet<Resource> _forwardedTo = new(ReferenceEqualityComparer.Instance);

    private Assembly(Import import, Overlay overlay)
    {
        _import = import;
        _overlay = overlay;
        foreach (var resource in import.Resources)
        {
            foreach (var name in resource.Names.Distinct())
            {
                _byName.TryAdd((resource.Kind, name), resource);
                _counts[(resource.Kind, name)] = _counts.GetValueOrDefault((resource.Kind, name)) + 1;
            }
        }

        _parts = import.Resources
            .Select(resource => (Resource: resource, Parent: ParentOf(resource)))
            .Where(part => part.Parent is not null)
            .ToLookup(part => (object)part.Parent!, part => part.Resource, ReferenceEqualityComparer.Instance);
    }

    /// <summary>The root of a topology file that says the same.</summary>
    public static AssembledTopology Assemble(Import import, Overlay overlay)
    {
        var assembly = new Assembly(import, overlay);
        var loadBalancers = assembly.All(ResourceKind.LoadBalancer).Select(assembly.LoadBalancer).ToList();
        var missing = new MissingTargets();
        var groups = assembly.All(ResourceKind.TargetGroup).Select(group => assembly.TargetGroup(group, missing)).ToList();
        var stores = assembly.All(ResourceKind.TrustStore).ToList();
        stores.ForEach(store => assembly.CheckTrustStore(store, missing));
        overlay.TellUnused(assembly.All(ResourceKind.TargetGroup).Select(assembly.LabelOf), import.LeftOut);
        var origin = import.Resources.Count == 0 ? Origin.None : import.Resources[0].Origin with { Path = "" };
        var root = Nodes.Mapping(
            origin,
            new Entry(TopologyShape.LoadBalancers.Name, origin, Nodes.Sequence(origin, loadBalancers)),
            new Entry(TopologyShape.TargetGroups.Name, origin, Nodes.Sequence(origin, groups)));
        return new AssembledTopology(root, missing.Overlay);
    }

    private IEnumerable<Resource> All(ResourceKind kind) => _import.Resources.Where(resource => resource.Kind == kind);

    /// <summary>What the user knows a resource by, and no other of its kind.</summary>
    private string LabelOf(Resource resource) =>
        resource.Names.FirstOrDefault(name => _counts[(resource.Kind, name)] == 1) ?? resource.Names[0];

    private Resource? ParentOf(Resource resource)
    {
        var (kind, words) = resource.Kind switch
        {
            ResourceKind.Listener => (ResourceKind.LoadBalancer, "load balancer"),
            ResourceKind.Rule or ResourceKind.Certificate => (ResourceKind.Listener, "listener"),
            ResourceKind.Target => (ResourceKind.TargetGroup, "target group"),
            _ => (default, ""),
        };
        if (words.Length == 0)
        {
            return null;
        }

        if (resource.Parent is null)
        {
            _import.Tell(resource.Origin, $"nothing names its {words}");
        }
        else if (resource.Parent.TryText(out var name))
        {
            if (_byName.TryGetValue((kind, name), out var parent))
            {
                return parent;
            }

            _import.Tell(
                resource.Parent.Origin,
                $"no file has the {words} {Quoted.Text(name)}: name the file that has it beside this one");
        }

        return null;
    }

    private Node.Mapping LoadBalancer(Resource resource) => With(
        resource, LoadBalancerShape.Listeners, _parts[resource].Select(Listener));

    private Node.Mapping Listener(Resource resource)
    {
        var parts = _parts[resource].ToList();
        var further = parts.Where(part => part.Kind == ResourceKind.Certificate)
            .Select(part => Nodes.Mapping(part.Origin, part.Properties)).ToList();
        if (further.Count > 0)
        {
            var own = resource.Find(ListenerShape.Certificates).Items();
            var all = Nodes.Entry(ListenerShape.Certificates.Name, Nodes.Sequence(resource.Origin, [.. own, .. further]));
            resource = resource with { Properties = [.. resource.Properties.Where(entry => entry.Name != all.Name), all] };
        }

        var rules = Priorities.Assign(parts.Where(part => part.Kind == ResourceKind.Rule));
        return With(resource, ListenerShape.Rules, rules.Select(rule => Nodes.Mapping(rule.Origin, Named(rule))));
    }

    /// <summary>With the things that stand in it, if any.</summary>
    private Node.Mapping With(Resource resource, Property property, IEnumerable<Node> parts)
    {
        var items = parts.ToList();
        var entries = Named(resource);
        return Nodes.Mapping(
            resource.Origin,
            items.Count == 0 ? entries : [.. entries, Nodes.Entry(property.Name, Nodes.Sequence(resource.Origin, items))]);
    }

    /// <summary>Target groups and trust stores are called by their names, whatever the source calls them.</summary>
    private List<Entry> Named(Resource resource)
    {
        var mapping = Nodes.Mapping(resource.Origin, resource.Properties);
        var named = (Node.Mapping)Nodes.Map(mapping, (property, scalar) => property switch
        {
            "TargetGroupArn" when Find(ResourceKind.TargetGroup, scalar) is { } group => Forwarded(group, scalar),
            "TrustStoreArn" when Find(ResourceKind.TrustStore, scalar) is { } store =>
                _overlay.TrustStore(store.Names) is { } name
                    ? Nodes.Text(scalar.Origin, name)
                    : Nodes.Unknown(scalar.Origin, ""),
            _ => scalar,
        });
        return [.. named.Entries];
    }

    private Resource? Find(ResourceKind kind, Node.Scalar name) =>
        name.TryText(out var text) ? _byName.GetValueOrDefault((kind, text)) : null;

    private Node.Scalar Forwarded(Resource group, Node.Scalar place)
    {
        _forwardedTo.Add(group);
        return Nodes.Text(place.Origin, NameOf(group));
    }

    private Node.Mapping TargetGroup(Resource resource, MissingTargets missing)
    {
        var label = LabelOf(resource);
        var written = resource.Find(TargetGroupShape.Targets);
        List<Node> targets =
        [
            .. written.Items().Select(Instance),
            .. _parts[resource].Select(target => Instance(Nodes.Mapping(target.Origin, target.Properties))),
        ];
        var isFunction = resource.Find(TargetGroupShape.TargetType).TryText(out var type) && type == TargetGroupShape.Lambda;
        var others = resource.Properties.Where(entry =>
            entry.Name != TargetGroupShape.Targets.Name && (entry.Name != TargetGroupShape.TargetType.Name || !IsInstance(entry.Value)));
        if (_overlay.TargetsOf(resource.Names, label) is { } told)
        {
            return Nodes.Mapping(
                resource.Origin, [.. others, new Entry(TargetGroupShape.Targets.Name, resource.Origin, told)]);
        }

        var isKnown = targets.Count > 0 && !targets.Exists(IsOfAws);
        if (_forwardedTo.Contains(resource))
        {
            var hint = _import.Hints.Find(item => resource.Names.Contains(item.TargetGroup));
            if (!isKnown)
            {
                missing.Add(resource, label, isFunction, hint);
                _import.Tell(resource.Origin, MissingTargets.Problem(label, hint));
            }
            else if (isFunction && _import.Settings.Lambda.Endpoint.Length == 0)
            {
                // That nothing says how it is invoked is told by whoever reads the target.
                missing.AddFunction(label, targets[0]);
            }
        }

        return Nodes.Mapping(
            resource.Origin,
            isKnown ? [.. others, Nodes.Entry(TargetGroupShape.Targets.Name, Nodes.Sequence(resource.Origin, targets))] : [.. others]);
    }

    private void CheckTrustStore(Resource store, MissingTargets missing)
    {
        if (_overlay.TrustStore(store.Names) is null)
        {
            missing.AddTrustStore(store.Names[0]);
            _import.Tell(
                store.Origin,
                $"the bundle of the trust store is with AWS: define TrustStores with the Name {store.Names[0]} in a file beside this one");
        }
    }

    /// <summary>An instance is where the settings say it is.</summary>
    private Node Instance(Node target) => Nodes.Map(target, (property, scalar) =>
        property == TargetGroupShape.Id.Name && _import.Settings.Instances.TryGetValue(scalar.Text, out var address)
            ? scalar with { Text = address }
            : scalar);

    private static bool IsInstance(Node value) => value.TryText(out var type) && type == "instance";

    /// <summary>Whether only AWS knows the address of a target.</summary>
    private static bool IsOfAws(Node target) => target.Find(TargetGroupShape.Id.Name) is var id &&
        (id.IsUnknown() || (id.TryText(out var text) && text.StartsWith("i-", StringComparison.Ordinal)));

    private static string NameOf(Resource resource) =>
        resource.Find(TargetGroupShape.Name).TryText(out var name) ? name : "";
}

/// <summary>What the sources say together.</summary>
/// <param name="Root">As the root of a topology file.</param>
/// <param name="Overlay">A topology file that says what is missing, to be filled in; null when nothing is.</param>
internal sealed record AssembledTopology(Node Root, string? Overlay);
