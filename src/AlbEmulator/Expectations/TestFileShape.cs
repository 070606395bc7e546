using AlbEmulator.Shapes;

namespace AlbEmulator.Expectations;

/// <summary>What a file of tests may hold: requests, and what is expected of each.</summary>
internal static class TestFileShape
{
    public static readonly Property BaseUrl = new(
        "BaseUrl",
        CommonTestShapes.Checked(TestedLine.ProblemWithBase),
        "Stands before requests that are a path alone, such as https://shop.example.com.");

    public static readonly Property Tests = new("Tests", new Shape.List(TestShape.Object, Fewest: 1), "The tests.")
    {
        IsRequired = true,
    };

    public static readonly Shape.Object Object = CommonTestShapes.Object("file of tests",
    [
        new("$schema", CommonShapes.Text, "The JSON schema of this file, for editors."),
        BaseUrl,
        Tests,
    ]);

    /// <summary>The JSON schema of such files, for editors.</summary>
    public static string Schema => SchemaGenerator.Generate(
        Object, "AlbEmulator tests", "Requests, and what the rules of a load balancer are expected to do with them.");
}
