using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>From <c>transforms.NAME</c> to transforms as a topology file has them.</summary>
internal static class IngressTransforms
{
    public static IReadOnlyList<Node> Of(Annotations annotations, string backend)
    {
        var transforms = new List<Node>();
        foreach (var item in AnnotationObject.ListOf(annotations, $"transforms.{backend}") ?? [])
        {
            var (field, property) = item.Needed("type")?.Text switch
            {
                TransformShape.UrlRewrite => ("urlRewriteConfig", TransformShape.UrlRewriteConfig),
                TransformShape.HostHeaderRewrite => ("hostHeaderRewriteConfig", TransformShape.HostHeaderRewriteConfig),
                null => ("", TransformShape.Rewrites),
                var type => (Quoted.Plain(type), TransformShape.Rewrites),
            };
            if (property == TransformShape.Rewrites)
            {
                item.Tell($"has the type {Quoted.Text(field)}: write {TransformShape.UrlRewrite} or {TransformShape.HostHeaderRewrite}");
            }
            else if (item.Object(field)?.Objects("rewrites") is { Count: > 0 } rewrites)
            {
                transforms.Add(Nodes.Mapping(
                    item.Origin,
                    Nodes.Entry(TransformShape.Type.Name, item.Text("type")!),
                    Nodes.Entry(property.Name, Rewrites(item.Origin, rewrites))));
            }
            else
            {
                item.Tell($"has no rewrites in its {field}");
            }
        }

        return transforms;
    }

    /// <summary>One rewrite of the URL or of the host.</summary>
    public static Node.Mapping One(Origin origin, string type, Property property, string regex, string replace) => Nodes.Mapping(
        origin,
        Nodes.Entry(TransformShape.Type.Name, Nodes.Text(origin, type)),
        Nodes.Entry(property.Name, Nodes.Mapping(origin, Nodes.Entry(TransformShape.Rewrites.Name, Nodes.Sequence(origin,
        [
            Nodes.Mapping(
                origin,
                Nodes.Entry(TransformShape.Regex.Name, Nodes.Text(origin, regex)),
                Nodes.Entry(TransformShape.Replace.Name, Nodes.Text(origin, replace))),
        ])))));

    private static Node.Mapping Rewrites(Origin origin, IReadOnlyList<AnnotationObject> rewrites) => Nodes.Mapping(
        origin,
        Nodes.Entry(TransformShape.Rewrites.Name, Nodes.Sequence(origin, rewrites.Select(rewrite => Nodes.Mapping(
            rewrite.Origin,
            [
                .. rewrite.Needed("regex") is { } regex ? [Nodes.Entry(TransformShape.Regex.Name, regex)] : (Entry[])[],
                .. rewrite.Text("replace") is { } replace ? [Nodes.Entry(TransformShape.Replace.Name, replace)] : (Entry[])[],
            ])))));
}
