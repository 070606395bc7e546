using AlbEmulator.Shapes;

namespace AlbEmulator.Expectations;

/// <summary>What the objects of a file of tests share.</summary>
internal static class CommonTestShapes
{
    /// <summary>Characters of a text: half of what an ALB takes for one header.</summary>
    public const int LongestText = 8192;

    public static readonly Shape.Text Text = new(LongestText, TakesNumbers: true);

    /// <param name="check">What is wrong with such a text, or null.</param>
    public static Shape.Text Checked(Func<string, string?> check) => Text with { Check = check };

    public static Shape.Choice Choice(params IReadOnlyList<string> allowed) => new(allowed, new Dictionary<string, string>());

    /// <param name="name">What it is called in messages.</param>
    /// <param name="properties">What it may hold.</param>
    /// <param name="refused">Other words for them, with what is said of each.</param>
    public static Shape.Object Object(
        string name, IReadOnlyList<Property> properties, params IReadOnlyList<(string Name, string Reason)> refused) =>
        new(name, properties, refused.ToDictionary(static one => one.Name, static one => one.Reason, StringComparer.Ordinal));
}
