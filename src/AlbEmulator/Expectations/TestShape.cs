using AlbEmulator.Shapes;

namespace AlbEmulator.Expectations;

/// <summary>A request, or several, and what is expected.</summary>
internal static class TestShape
{
    private const string OfRequest = "belongs to Request: write GET https://shop.example.com/path";

    private static readonly Shape.Text Line = CommonTestShapes.Checked(TestedLine.ProblemWith);

    public static readonly Property Name = new("Name", CommonTestShapes.Text, "What the test is about, for reports.");

    public static readonly Property Request = new(
        "Request", Line, "Method and URL, such as GET https://shop.example.com/api/1; with BaseUrl a path will do.");

    public static readonly Property Requests = new(
        "Requests", new Shape.List(Line, Fewest: 1), "Several requests of which the same is expected.");

    public static readonly Property Headers = new(
        "Headers", new Shape.Map(CommonTestShapes.Text), "Headers of the request, by name; Host goes before the host of the URL.");

    public static readonly Property SourceIp = new(
        "SourceIp", CommonShapes.Text, "Address of the client; 127.0.0.1 unless it is said.");

    public static readonly Property Body = new("Body", CommonTestShapes.Text, "Body of the request, for tests that send it to a running emulator.");

    public static readonly Property Expect = new("Expect", ExpectShape.Object, "What is expected; all of it must be so.")
    {
        IsRequired = true,
    };

    public static readonly Shape.Object Object = CommonTestShapes.Object(
        "test",
        [Name, Request, Requests, Headers, SourceIp, Body, Expect],
        [
            ("Url", OfRequest),
            ("Method", OfRequest),
            ("Path", OfRequest),
            ("Host", OfRequest),
            .. ExpectShape.Object.Properties.Select(static property => property.Name).Except([Headers.Name, Body.Name]).Select(
                static name => (name, "belongs into Expect: write Expect with it below")),
        ]);
}
