using AlbEmulator.AwsApis.Query;
using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.AwsApis.ElbV2;

/// <summary>From the parameters of a call to nodes as a file has them; the shape says what is a list.</summary>
internal static class QueryNodes
{
    /// <summary>The properties of a shape that were given.</summary>
    public static Node.Mapping Given(QueryValue parameters, params Property[] properties) => Nodes.Object(
        Origin.None,
        properties.Select(property => (
            property.Name,
            parameters.Find(property.Name) is { IsAbsent: false } value ? Of(value, property.Shape, property.Name) : null)));

    private static Node Of(QueryValue value, Shape shape, string path)
    {
        var origin = new Origin("", 0, path);
        switch (shape)
        {
            case Shape.List list when value.IsList:
                return new Node.Sequence(
                    origin, [.. value.Items().Select((item, i) => Of(item, list.Item, Origin.ItemPath(path, i)))]);
            case Shape.Map map:
                // What is no map is none of a file either, where names stand for themselves.
                return value.Entries() is { } entries
                    ? new Node.Mapping(origin, [.. entries.Select(entry => Part(entry.Value, entry.Key, map.Item, Origin.PropertyPath(path, entry.Key)))])
                    : new Node.Scalar(origin, ScalarKind.Quoted, value.Content ?? "");
            case Shape.Object @object when value.Names.Count > 0:
                return new Node.Mapping(
                    origin,
                    [
                        .. value.Names.Where(name => !value.Find(name)!.IsAbsent || IsEmptyText(@object, name))
                            .Select(name => Part(value.Find(name)!, name, @object.Find(name)?.Shape, Origin.PropertyPath(path, name))),
                    ]);
            default:
                // A shape that takes no such thing says so.
                return value.Names.Count > 0
                    ? new Node.Mapping(origin, [.. value.Names.Select(name => Part(value.Find(name)!, name, null, path))])
                    : new Node.Scalar(origin, ScalarKind.Quoted, value.Content ?? "");
        }
    }

    private static Entry Part(QueryValue value, string name, Shape? shape, string path) => new(
        name, new Origin("", 0, path), Of(value, shape ?? CommonShapes.Text, path));

    /// <summary>An empty Query of a redirect is one; an empty list or number says nothing.</summary>
    private static bool IsEmptyText(Shape.Object shape, string name) =>
        shape.Find(name)?.Shape is Shape.Text && name is "Query" or "MessageBody" or "Value" or "Replace";
}
