using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>What the filters of rules change of the URL and the host of a request.</summary>
internal static class RouteTransforms
{
    private const string FullPath = "ReplaceFullPath";
    private const string PrefixMatch = "ReplacePrefixMatch";

    /// <summary>All of the path, and nothing of the query behind it.</summary>
    private const string WholePath = "^([^?]*)";

    /// <summary>Of one match of a rule, as a topology file has them.</summary>
    public static IReadOnlyList<Node> Of(RuleFilters filters, RouteMatch match)
    {
        var transforms = new List<Node>();
        if (filters.Rewrite is { } rewrite)
        {
            if (rewrite.Field("path") is { } path && Path(path, match) is { } changed)
            {
                transforms.Add(changed);
            }

            if (rewrite.Value("hostname") is { } host)
            {
                transforms.Add(IngressTransforms.One(
                    host.Origin, TransformShape.HostHeaderRewrite, TransformShape.HostHeaderRewriteConfig, ".*", host.Text));
            }
        }

        if (filters.Redirect.Field("path") is { } prefix && prefix.Text("type") == PrefixMatch && Path(prefix, match) is { } first)
        {
            transforms.Add(first);
        }

        return transforms;
    }

    /// <summary>Tells what is no change of a path.</summary>
    /// <param name="route">The route.</param>
    /// <param name="path">The change; null for none.</param>
    /// <param name="matches">Those of the rule.</param>
    /// <param name="import">Where it is told.</param>
    public static void Check(Manifest route, Node? path, IReadOnlyList<RouteMatch> matches, Import import)
    {
        if (path is null)
        {
            return;
        }

        var field = path.Text("type") switch { FullPath => "replaceFullPath", PrefixMatch => "replacePrefixMatch", _ => "" };
        if (field.Length == 0)
        {
            import.Tell(path.Find("type")?.Origin ?? path.Origin, $"{route.Words} has a path of the type {Quoted.Text(path.Text("type"))} in a filter: write {FullPath} or {PrefixMatch}");
        }
        else if (path.Value(field) is null)
        {
            import.Tell(path.Origin, $"{route.Words} has a filter whose path has no {field}");
        }
        else if (path.Text("type") == PrefixMatch && matches is not [{ Rank.PathType: MatchRank.Prefix }])
        {
            import.Tell(path.Origin, $"{route.Words} has {PrefixMatch} in a rule that must have exactly one match, of a path of the type {HttpMatches.Prefix}: make rules of their own of the others");
        }
    }

    private static Node.Mapping? Path(Node path, RouteMatch match)
    {
        if (path.Text("type") == FullPath)
        {
            return path.Value("replaceFullPath") is { } whole ? Url(whole.Origin, WholePath, whole.Text) : null;
        }

        if (path.Value("replacePrefixMatch") is not { } prefix || match.Path is null)
        {
            return null;
        }

        var value = prefix.Text.Length == 0 ? "/" : prefix.Text.EndsWith('/') ? prefix.Text : prefix.Text + "$2";
        return Url(prefix.Origin, $"(^{match.Path.Text}(/)?)", value);
    }

    private static Node.Mapping Url(Origin origin, string regex, string replace) =>
        IngressTransforms.One(origin, TransformShape.UrlRewrite, TransformShape.UrlRewriteConfig, regex, replace);
}
