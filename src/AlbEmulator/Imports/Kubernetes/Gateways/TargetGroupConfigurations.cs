using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>What TargetGroupConfigurations say, those of Services over those that Gateways have for all of theirs.</summary>
internal sealed class TargetGroupConfigurations(Manifests manifests, SpecCheck check, IngressAnnotations annotations, Import import)
{
    private readonly HashSet<string> _several = new(StringComparer.Ordinal);

    /// <summary>Of the target group of a Service.</summary>
    /// <param name="service">The Service.</param>
    /// <param name="route">What forwards to it.</param>
    /// <param name="defaults">Those that hold for all of a Gateway, the one that counts first.</param>
    public TargetGroupProps Of(Manifest service, Manifest route, IReadOnlyList<Manifest> defaults)
    {
        annotations.Note(service, $"a {ManifestKinds.TargetGroupConfiguration}");
        var layers = new List<Node>();
        if (OfService(service) is { } own)
        {
            layers.AddRange(Layers(own, route));
        }

        foreach (var (index, manifest) in defaults.Index())
        {
            // Of the second only the part for all routes counts.
            layers.AddRange(index == 0 ? Layers(manifest, route) : Usual(manifest));
        }

        return new TargetGroupProps(layers);
    }

    /// <summary>Those that hold for all target groups of a Gateway.</summary>
    public IReadOnlyList<Manifest> DefaultsOf(LoadBalancerSettings settings)
    {
        var found = new List<Manifest>();
        foreach (var configuration in settings.All)
        {
            if (configuration.Spec.Field("defaultTargetGroupConfiguration") is not { } reference)
            {
                continue;
            }

            var name = reference.Text("name");
            if (manifests.Find(ManifestKinds.TargetGroupConfiguration, configuration.Namespace, name) is not { } manifest)
            {
                import.Tell(
                    reference.Origin,
                    $"{configuration.Words} names the {ManifestKinds.TargetGroupConfiguration} {Quoted.Text(name)} of {Quoted.Text(configuration.Namespace)}, which no file has: name the one that has it beside this one");
            }
            else if (manifest.Spec.Field("targetReference") is { } target)
            {
                import.Tell(target.Origin, $"{manifest.Words} has a targetReference, and {configuration.Words} names it for all target groups: remove targetReference");
            }
            else
            {
                check.Check(manifest, ControllerShapes.TargetGroupConfiguration);
                if (found.Count > 0 && manifest.Spec.Field("routeConfigurations") is { } routes)
                {
                    import.Note(routes.Origin, $"routeConfigurations of {manifest.Words} have no effect beside those of {found[0].Words}, which counts more");
                }

                found.Add(manifest);
            }
        }

        return found;
    }

    private Manifest? OfService(Manifest service)
    {
        var found = manifests.All(ManifestKinds.TargetGroupConfiguration)
            .Where(manifest => manifest.Namespace == service.Namespace && IsFor(manifest.Spec.Field("targetReference"), service))
            .OrderBy(manifest => manifest.Name, StringComparer.Ordinal)
            .ToList();
        if (found.Count > 1 && _several.Add(service.Id))
        {
            import.Note(found[1].Origin, $"{found[1].Words} is for {service.Words}, and so is {found[0].Words}: the controller takes one of them, here the first");
        }

        if (found.Count > 0)
        {
            check.Check(found[0], ControllerShapes.TargetGroupConfiguration);
        }

        return found.FirstOrDefault();
    }

    private static bool IsFor(Node? reference, Manifest service) =>
        (reference.Text("kind") is "" or ManifestKinds.Service) && reference.Text("name") == service.Name;

    /// <summary>What is said of a route, the most exact of it, and then what is said of all.</summary>
    private static IEnumerable<Node> Layers(Manifest manifest, Manifest route)
    {
        var special = manifest.Spec.Field("routeConfigurations").Items()
            .Select(item => (Item: item, Rank: Rank(item.Field("routeIdentifier"), route)))
            .Where(item => item.Rank > 0)
            .OrderByDescending(item => item.Rank)
            .Select(item => item.Item.Field("targetGroupProps"))
            .FirstOrDefault();
        return special is null ? Usual(manifest) : [special, .. Usual(manifest)];
    }

    private static IEnumerable<Node> Usual(Manifest manifest) =>
        manifest.Spec.Field("defaultConfiguration") is { } usual ? [usual] : [];

    /// <summary>3 for this route, 2 for its namespace, 1 for its kind, 0 for others.</summary>
    private static int Rank(Node? identifier, Manifest route)
    {
        var (kind, space, name) = (identifier.Text("kind"), identifier.Text("namespace"), identifier.Text("name"));
        return kind != route.Kind ? 0
            : space == route.Namespace && name == route.Name ? 3
            : name.Length > 0 ? 0
            : space == route.Namespace ? 2
            : space.Length == 0 ? 1
            : 0;
    }
}
