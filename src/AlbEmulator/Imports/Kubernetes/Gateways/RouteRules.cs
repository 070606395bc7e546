using AlbEmulator.Documents;

namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>The rules of routes, each read once for all Gateways that it is attached to.</summary>
internal sealed class RouteRules(RouteFilters filters, RouteBackends backends, Import import)
{
    private readonly Dictionary<Manifest, IReadOnlyList<RouteRule>> _read = new(ReferenceEqualityComparer.Instance);
    private readonly HttpMatches _http = new(import);
    private readonly GrpcMatches _grpc = new(import);

    public IReadOnlyList<RouteRule> Of(Manifest route)
    {
        if (!_read.TryGetValue(route, out var rules))
        {
            _read.Add(route, rules = [.. Nodes(route).Index().Select(rule => Read(route, rule.Item, rule.Index))]);
        }

        return rules;
    }

    /// <summary>What is written; of an HTTPRoute without rules the one that takes all and leads nowhere, which the API server fills in.</summary>
    private static IReadOnlyList<Node> Nodes(Manifest route) => route.Spec.Field("rules").Items() is { Count: > 0 } written ? [.. written.Take(SpecLimits.Rules)]
        : route.Kind == ManifestKinds.HttpRoute && route.Spec.Field("rules") is null ? [Imports.Nodes.Mapping(route.Origin)]
        : [];

    private RouteRule Read(Manifest route, Node rule, int index)
    {
        var matches = route.Kind == ManifestKinds.GrpcRoute ? _grpc.Of(route, rule) : _http.Of(route, rule);
        var read = filters.Of(route, rule);
        RouteTransforms.Check(route, read.Rewrite.Field("path"), matches, import);
        RouteTransforms.Check(route, read.Redirect.Field("path"), matches, import);
        if (read.Redirect is not null && rule.Field("backendRefs").Items() is { Count: > 0 } written)
        {
            import.Tell(written[0].Origin, $"{route.Words} has backendRefs in a rule with the filter RequestRedirect, which do not go together: remove one of the two");
        }

        foreach (var source in read.Settings?.Sources ?? [])
        {
            if (source.Matches is { } places && !matches.Any(match => places.Contains(match.Index)))
            {
                import.Note(
                    source.Condition.Origin,
                    $"the condition is for matches {string.Join(", ", places)}, and the rule of {route.Words} ({rule.Origin.Path}) has none of them: it has no effect there");
            }
        }

        return new RouteRule(route, rule, index, matches, read, read.IsUsable ? backends.Of(route, rule) : []);
    }
}
