using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>The matches of the rules of GRPCRoutes: a service and a method are a path.</summary>
internal sealed class GrpcMatches(Import import)
{
    private const string Exact = "Exact";
    private const string Regex = "RegularExpression";
    private const string All = "/*";

    public IReadOnlyList<RouteMatch> Of(Manifest route, Node rule) => rule.Field("matches").Items() is { Count: > 0 } written
        ? [.. written.Take(SpecLimits.Matches).Index().Select(match => Read(route, match.Item, match.Index)).OfType<RouteMatch>()]
        : [new RouteMatch(rule, int.MaxValue, null, default, [Path(Nodes.Text(rule.Origin, All))])];

    private RouteMatch? Read(Manifest route, Node match, int index)
    {
        var headers = match.Field("headers").Items();
        var conditions = new List<Node>();
        var rank = new MatchRank(0, 0, 0, false, headers.Count, 0);
        if (match.Field("method") is not { } method)
        {
            conditions.Add(Path(Nodes.Text(match.Origin, All)));
        }
        else if (Method(route, method) is { } path)
        {
            conditions.Add(Path(path));
            rank = rank with
            {
                PathType = method.Text("type") == Regex ? MatchRank.Regex : MatchRank.Exact,
                PathLength = MatchLength.Of(method.Text("service")),
                MethodLength = MatchLength.Of(method.Text("method")),
            };
        }
        else
        {
            return null;
        }

        foreach (var header in headers)
        {
            if (HeaderConditions.Of(route, header, takesRegex: false, import) is not { } condition)
            {
                return null;
            }

            conditions.Add(condition);
        }

        return new RouteMatch(match, index, null, rank, conditions);
    }

    /// <summary>A method as a path; null where it is none, which was told.</summary>
    private Node.Scalar? Method(Manifest route, Node method)
    {
        var (type, service, name) = (method.Text("type"), method.Text("service"), method.Text("method"));
        if (type is not ("" or Exact or Regex))
        {
            import.Tell(method.Find("type")!.Origin, $"{route.Words} has the method type {Quoted.Text(type)}: write {Exact} or {Regex}");
            return null;
        }

        if (service.Length == 0 && name.Length == 0)
        {
            import.Tell(method.Origin, $"{route.Words} has a match of a method without service and method: write one of them");
            return null;
        }

        if (type == Regex)
        {
            import.Note(
                method.Find("type")!.Origin,
                $"{route.Words} compares a method by a regular expression: the controller compares it as a path in which * and ? stand for others");
        }

        return Nodes.Text(method.Origin, $"/{(service.Length > 0 ? service : "*")}/{(name.Length > 0 ? name : "*")}");
    }

    private static Node Path(Node.Scalar path) => ConditionNodes.Of(path.Origin, ConditionShape.PathPattern, "PathPatternConfig", [path], []).First();
}
