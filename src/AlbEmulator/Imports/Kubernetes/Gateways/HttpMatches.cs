using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>The matches of the rules of HTTPRoutes; where nothing is written the API server fills in the path prefix <c>/</c>.</summary>
internal sealed class HttpMatches(Import import)
{
    public const string Prefix = "PathPrefix";
    private const string Exact = "Exact";
    private const string Regex = "RegularExpression";
    private const string Root = "/";

    public IReadOnlyList<RouteMatch> Of(Manifest route, Node rule)
    {
        var written = rule.Field("matches").Items();
        IReadOnlyList<Node> all = written.Count > 0 ? [.. written.Take(SpecLimits.Matches)] : [Nodes.Mapping(rule.Origin)];
        return [.. all.Index().Select(match => Read(route, match.Item, match.Index)).OfType<RouteMatch>()];
    }

    private RouteMatch? Read(Manifest route, Node match, int index)
    {
        var path = match.Field("path") ?? Nodes.Mapping(match.Origin);
        var type = path.Text("type") is { Length: > 0 } written ? written : Prefix;
        var value = path.Value("value") ?? Nodes.Text(path.Origin, Root);
        var headers = match.Field("headers").Items();
        var parameters = match.Field("queryParams").Items();
        var method = match.Value("method");
        if (Path(route, path, type, value) is not { } condition)
        {
            return null;
        }

        List<Node> conditions = [condition];
        var isWhole = true;
        foreach (var header in headers)
        {
            isWhole &= HeaderConditions.Of(route, header, takesRegex: true, import) is { } read && Add(conditions, read);
        }

        foreach (var parameter in parameters)
        {
            isWhole &= Query(route, parameter) is { } read && Add(conditions, read);
        }

        if (method is not null)
        {
            conditions.Add(ConditionNodes.Of(
                method.Origin,
                ConditionShape.HttpRequestMethod,
                "HttpRequestMethodConfig",
                Nodes.Entry(ConditionShape.Values.Name, Nodes.Sequence(method.Origin, [method]))));
        }

        var rank = new MatchRank(
            type switch { Exact => MatchRank.Exact, Prefix => MatchRank.Prefix, _ => MatchRank.Regex },
            MatchLength.Of(value.Text),
            MethodLength: 0,
            method is not null,
            headers.Count,
            parameters.Count);
        return isWhole ? new RouteMatch(match, index, value, rank, conditions) : null;
    }

    private static bool Add(List<Node> conditions, Node condition)
    {
        conditions.Add(condition);
        return true;
    }

    private Node? Path(Manifest route, Node path, string type, Node.Scalar value)
    {
        if (type is not (Exact or Prefix or Regex))
        {
            import.Tell(path.Find("type")!.Origin, $"{route.Words} has the path type {Quoted.Text(type)}: write {Exact}, {Prefix} or {Regex}");
            return null;
        }

        if (type == Regex)
        {
            return ConditionNodes.Of(value.Origin, ConditionShape.PathPattern, "PathPatternConfig", [], [value]).First();
        }

        if (!value.Text.StartsWith('/'))
        {
            import.Tell(value.Origin, $"{route.Words} has the path {Quoted.Text(value.Text)}: it must begin with a slash");
            return null;
        }

        if (type == Prefix && value.Text.AsSpan().ContainsAny('*', '?'))
        {
            import.Tell(value.Origin, $"{route.Words} has * or ? in the path prefix {Quoted.Text(value.Text)}: write type: {Exact}, where they stand for any text and any character, or {Regex}");
            return null;
        }

        IReadOnlyList<Node.Scalar> values = type == Exact ? [value] : [.. IngressRules.OfPrefix(value)];
        return ConditionNodes.Of(value.Origin, ConditionShape.PathPattern, "PathPatternConfig", values, []).First();
    }

    private Node.Mapping? Query(Manifest route, Node parameter)
    {
        if (parameter.Value("name") is not { Text.Length: > 0 } name || parameter.Value("value") is not { Text.Length: > 0 } value)
        {
            import.Tell(parameter.Origin, $"{route.Words} has a query parameter without a name or a value");
            return null;
        }

        if (parameter.Text("type") == Regex)
        {
            import.Note(
                parameter.Find("type")!.Origin,
                $"{route.Words} compares the query parameter {Quoted.Text(name.Text)} by a regular expression: the controller compares it as a text in which * and ? stand for others");
        }

        return ConditionNodes.Of(
            parameter.Origin,
            ConditionShape.QueryString,
            "QueryStringConfig",
            Nodes.Entry(ConditionShape.Values.Name, Nodes.Sequence(parameter.Origin,
            [
                Nodes.Mapping(parameter.Origin, Nodes.Entry(ConditionShape.Key.Name, name), Nodes.Entry(ConditionShape.QueryValue.Name, value)),
            ])));
    }
}
