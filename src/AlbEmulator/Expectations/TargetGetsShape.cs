using AlbEmulator.Shapes;

namespace AlbEmulator.Expectations;

/// <summary>What a target may be expected to get.</summary>
internal static class TargetGetsShape
{
    public static readonly Property Path = new(
        "Path", CommonTestShapes.Text, "Path as a target gets it; with a question mark in it, also the query. * stands for any characters.");

    public static readonly Property Host = new("Host", CommonTestShapes.Text, "Host as a target gets it, with * for any characters.");

    public static readonly Property Headers = new(
        "Headers", new Shape.Map(CommonTestShapes.Text), "Headers that a target gets, by name; * in a value stands for any characters.");

    public static readonly Property WithoutHeaders = new(
        "WithoutHeaders", new Shape.List(CommonTestShapes.Text, Fewest: 1), "Names of headers that a target does not get.");

    public static readonly Shape.Object Object = CommonTestShapes.Object("forwarded request", [Path, Host, Headers, WithoutHeaders]);
}
