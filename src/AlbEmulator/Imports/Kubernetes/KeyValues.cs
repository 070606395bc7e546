using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>Attributes and tags, as manifests have them and as topology files do.</summary>
internal static class KeyValues
{
    /// <summary>Of a list of objects with <c>key</c> and <c>value</c>.</summary>
    public static IEnumerable<Entry> Pairs(Node? list) => list.Items()
        .Where(item => item.Find("key").TryAny(out _) && item.Find("value") is not null)
        .Select(item => new Entry(item.Text("key"), item.Origin, item.Find("value")!));

    /// <summary>Attributes as a topology file has them; nothing where there are none.</summary>
    public static IEnumerable<Entry> Attributes(Property property, IReadOnlyList<Entry> attributes) =>
        attributes.Count == 0 ? [] : [Nodes.Entry(property.Name, Nodes.Mapping(attributes[0].Origin, attributes))];

    /// <summary>Tags as a topology file has them; nothing where there are none.</summary>
    public static IEnumerable<Entry> Tags(Origin origin, IReadOnlyList<Entry> tags) => tags.Count == 0 ? [] :
    [
        Nodes.Entry(CommonShapes.Tags.Name, Nodes.Sequence(origin, tags.Select(tag => Nodes.Mapping(
            tag.Origin,
            Nodes.Entry("Key", Nodes.Text(tag.Origin, tag.Name)),
            Nodes.Entry("Value", tag.Value is Node.Scalar value ? Nodes.Text(tag.Origin, value.Text) : tag.Value))))),
    ];
}
