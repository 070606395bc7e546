using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports;

/// <summary>Puts what sources have one by one together as a topology file has it: listeners in their load balancer …</summary>
internal sealed class Assembly
{
    private const int MostListed = 10;

    private readonly Import _import;
    private readonly Overlay _overlay;
    private readonly ResourceIndex _index;
    private readonly Parents _parents;
    private readonly KnownTargets _targets;
    private readonly HashSet<Resource> _forwardedTo = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Resource> _placed = new(ReferenceEqualityComparer.Instance);

    private Assembly(Import import, Overlay overlay)
    {
        ResourceIndex.TellTwice(import);
        _import = import;
        _overlay = overlay;
        _index = new ResourceIndex(import.Resources);
        _parents = new Parents(import, _index);
        _targets = new KnownTargets(import, overlay);
    }

    /// <summary>The root of a topology file that says the same.</summary>
    public static AssembledTopology Assemble(Import import, Overlay overlay)
    {
        var assembly = new Assembly(import, overlay);
        var loadBalancers = assembly.All(ResourceKind.LoadBalancer).Select(assembly.LoadBalancer).ToList();
        assembly.ReadUnplaced();
        var groups = assembly.All(ResourceKind.TargetGroup).Select(assembly.TargetGroup).ToList();
        assembly.NoteUnused();
        foreach (var store in assembly.All(ResourceKind.TrustStore))
        {
            assembly._targets.CheckTrustStore(store);
        }

        overlay.TellUnused(
            assembly.All(ResourceKind.TargetGroup).Select(group => group.Place.Length > 0 ? group.Place : assembly._index.LabelOf(group)).Distinct(), import.LeftOut);
        var origin = import.Resources.Count == 0 ? Origin.None : import.Resources[0].Origin.At("");
        var root = Nodes.Mapping(
            origin,
            new Entry(TopologyShape.LoadBalancers.Name, origin, Nodes.Sequence(origin, loadBalancers)),
            new Entry(TopologyShape.TargetGroups.Name, origin, Nodes.Sequence(origin, groups)));
        return new AssembledTopology(root, assembly._targets.Missing);
    }

    private IEnumerable<Resource> All(ResourceKind kind) => _import.Resources.Where(resource => resource.Kind == kind);

    private Node.Mapping LoadBalancer(Resource resource) => With(
        resource, LoadBalancerShape.Listeners, _parents.PartsOf(resource).Select(Listener));

    private Node.Mapping Listener(Resource resource)
    {
        var parts = _parents.PartsOf(resource).ToList();
        var further = parts.Where(part => part.Kind == ResourceKind.Certificate)
            .Select(part => Nodes.Mapping(part.Origin, part.Properties)).ToList();
        if (further.Count > 0)
        {
            var own = resource.Find(ListenerShape.Certificates).Items();
            var all = Nodes.Entry(ListenerShape.Certificates.Name, Nodes.Sequence(resource.Origin, [.. own, .. further]));
            resource = resource with { Properties = [.. resource.Properties.Where(entry => entry.Name != all.Name), all] };
        }

        var rules = Priorities.Assign(parts.Where(part => part.Kind == ResourceKind.Rule));
        return With(resource, ListenerShape.Rules, rules.Select(rule => AssembledNode.Of(rule, Named(rule))));
    }

    /// <summary>With the things that stand in it, if any.</summary>
    private Node.Mapping With(Resource resource, Property property, IEnumerable<Node> parts) =>
        AssembledNode.Of(resource, Named(resource), property, [.. parts]);

    /// <summary>Target groups and trust stores are called by their names, whatever the source calls them.</summary>
    private IReadOnlyList<Entry> Named(Resource resource)
    {
        _placed.Add(resource);
        if (NamedGroups.StillOf(resource, _index) is { } known)
        {
            _forwardedTo.UnionWith(known);
            return resource.Properties;
        }

        var groups = new List<(string, Resource)>();
        var named = Renamed(resource, groups);
        if (resource.Source == SourceKind.Kubernetes && ReferenceEquals(named, resource.Properties))
        {
            NamedGroups.Keep(resource, groups);
        }

        return named;
    }

    private IReadOnlyList<Entry> Renamed(Resource resource, List<(string Name, Resource Group)> groups) =>
        Nodes.Map(resource.Properties, (property, scalar) => property switch
        {
            "TargetGroupArn" => Forwarded(scalar, resource.Source, groups),
            "TrustStoreArn" when _index.Find(ResourceKind.TrustStore, scalar, _import) is { } store =>
                _overlay.TrustStore(KnownTargets.NamesOfStore(store)) is { } name
                    ? Nodes.Text(scalar.Origin, name)
                    : Nodes.Unknown(scalar.Origin, ""),
            _ => scalar,
        }) ?? resource.Properties;

    private Node.Scalar Forwarded(Node.Scalar place, SourceKind source, List<(string Name, Resource Group)> groups)
    {
        if (_index.Find(ResourceKind.TargetGroup, place, _import) is { } group)
        {
            _forwardedTo.Add(group);
            groups.Add((place.Text, group));
            return NameOf(group) is var called && called == place.Text ? place : Nodes.Text(place.Origin, called);
        }

        if (!place.TryText(out var text) || _overlay.HasTargetGroup(text, _import.Settings))
        {
            return place;
        }

        if (source == SourceKind.Kubernetes && TargetGroupName.Within(place) is { } name)
        {
            return Forwarded(name, source, groups);
        }

        _import.Tell(place.Origin, $"no file has the target group {Quoted.Text(text)}: {Parents.Elsewhere(source, "target group")}");
        return Nodes.Unknown(place.Origin, "");
    }

    /// <summary>Rules and listeners that belong to nothing, which was told, name their groups all the same.</summary>
    private void ReadUnplaced()
    {
        foreach (var resource in All(ResourceKind.Listener).Concat(All(ResourceKind.Rule)).Where(item => !_placed.Contains(item)))
        {
            Named(resource);
        }
    }

    /// <summary>One line for the groups of a file that no request gets to.</summary>
    private void NoteUnused()
    {
        foreach (var groups in All(ResourceKind.TargetGroup).Where(group => !_forwardedTo.Contains(group)).GroupBy(group => group.Origin.File))
        {
            _import.Note(
                new Origin(groups.Key, 0, ""), $"no listener and no rule forwards to {Quoted.List(groups.Select(_index.LabelOf).Take(MostListed))}"
                    + $"{(groups.Count() > MostListed ? " and others" : "")}: nothing is sent there");
        }
    }

    private Node.Mapping TargetGroup(Resource resource)
    {
        var isInstance = resource.Find(TargetGroupShape.TargetType) is { } type && IsInstance(type);
        var others = isInstance || resource.Find(TargetGroupShape.Targets) is not null
            ? resource.Properties.Where(entry => entry.Name != TargetGroupShape.Targets.Name && !(isInstance && entry.Name == TargetGroupShape.TargetType.Name))
            : resource.Properties;
        return _targets.Of(resource, _index.LabelOf(resource), [.. _parents.PartsOf(resource)], _forwardedTo.Contains(resource)) is { } targets
            ? AssembledNode.Of(resource, [.. others, new Entry(TargetGroupShape.Targets.Name, resource.Origin, targets)])
            : AssembledNode.Of(resource, [.. others]);
    }

    private static bool IsInstance(Node value) => value.TryText(out var type) && type == "instance";

    private static string NameOf(Resource resource) =>
        resource.Find(TargetGroupShape.Name).TryText(out var name) ? name : "";
}

/// <summary>What the sources say together.</summary>
/// <param name="Root">As the root of a topology file.</param>
/// <param name="Overlay">A topology file that says what is missing, to be filled in; null when nothing is.</param>
internal sealed record AssembledTopology(Node Root, string? Overlay);
