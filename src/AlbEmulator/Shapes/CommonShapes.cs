using AlbEmulator.Model;

namespace AlbEmulator.Shapes;

/// <summary>What the objects of a topology file share.</summary>
internal static class CommonShapes
{
    public static Shape.Text Text { get; } = new();

    public static Shape.List Texts { get; } = new(Text);

    public static Shape.Integer Port { get; } = new(Bounds.LeastPort, Bounds.MostPort);

    /// <summary>What a topology file may leave open; AWS knows no such port.</summary>
    public static Shape.Integer OpenPort { get; } =
        new(Bounds.LeastPort, Bounds.MostPort) { Zero = "one that is free", Strict = Port };

    public static Property Tags { get; } = new("Tags", new Shape.List(Object(Names.Tag,
    [
        new("Key", new Shape.Text(Bounds.LongestTagKey), "Name of the tag.") { IsRequired = true },
        new("Value", new Shape.Text(Bounds.LongestTagValue), "Value of the tag."),
    ])), "Tags; they have no effect.");

    public static Property VpcId { get; } = new("VpcId", Text, "The VPC; it has no effect.");

    public static Shape.Object Object(string name, IReadOnlyList<Property> properties) =>
        new(name, properties, Refusals.Properties(name));

    public static Shape.Choice Choice(string property, params IReadOnlyList<string> allowed) =>
        new(allowed, Refusals.Values(property));
}
