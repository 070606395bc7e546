namespace AlbEmulator.Imports.Kubernetes;

/// <summary>What may stand at a place of an object of Kubernetes.</summary>
internal abstract record SpecShape
{
    /// <summary>One value.</summary>
    public static readonly SpecShape One = new Value();

    /// <summary>A list of values.</summary>
    public static readonly SpecShape Texts = new List(One);

    /// <summary>Whatever its user likes, such as tags.</summary>
    public static readonly SpecShape Free = new Anything();

    /// <summary>Names and values of its user's.</summary>
    public static readonly SpecShape Names = new Map();

    private SpecShape()
    {
    }

    /// <param name="fields">What is read.</param>
    public static Object Of(params (string Name, SpecShape Shape)[] fields) =>
        new(fields.ToDictionary(field => field.Name, field => field.Shape, StringComparer.Ordinal), []);

    /// <param name="item">Of its items.</param>
    /// <param name="most">How many there may be.</param>
    public static SpecShape ListOf(SpecShape item, int most = int.MaxValue) => new List(item, most);

    internal sealed record Value : SpecShape;

    internal sealed record Map : SpecShape;

    internal sealed record Anything : SpecShape;

    /// <param name="Item">Of its items.</param>
    /// <param name="Most">How many there may be.</param>
    internal sealed record List(SpecShape Item, int Most = int.MaxValue) : SpecShape;

    /// <param name="Fields">What is read, by its name.</param>
    /// <param name="Ignored">What there is, and neither the controller nor the emulator reads.</param>
    internal sealed record Object(IReadOnlyDictionary<string, SpecShape> Fields, IReadOnlyList<string> Ignored) : SpecShape
    {
        public Object Ignoring(params IReadOnlyList<string> names) => this with { Ignored = names };
    }
}
