using AlbEmulator.Model;

namespace AlbEmulator.Shapes;

/// <summary>
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html"/>
/// </summary>
internal static class RedirectShape
{
    public const string Permanent = "HTTP_301";
    public const string Temporary = "HTTP_302";

    public static readonly Property StatusCode = new(
        "StatusCode", CommonShapes.Choice(Names.RedirectStatusCode, Permanent, Temporary), "Permanent, or temporary.")
    {
        IsRequired = true,
    };

    public static readonly Property Protocol = new(
        "Protocol", CommonShapes.Choice(Names.RedirectProtocol, "HTTP", "HTTPS", "#{protocol}"), "What to speak there.")
    {
        Default = "#{protocol}",
    };

    public static readonly Property Host = Part(
        "Host", "#{host}", RedirectValues.ProblemWithHost, "The host; it may hold #{host}.");

    public static readonly Property Port = new(
        "Port", new Shape.Text(Check: RedirectValues.ProblemWithPort, TakesNumbers: true), "The port, or #{port}.")
    {
        Default = "#{port}",
    };

    public static readonly Property Path = Part(
        "Path", "/#{path}", RedirectValues.ProblemWithPath, "The path; it may hold #{host}, #{path} and #{port}.");

    public static readonly Property Query = Part(
        "Query", "#{query}", RedirectValues.ProblemWithQuery,
        "The query without its question mark; it may hold every placeholder.");

    public static readonly Shape.Object Object = CommonShapes.Object(
        Names.Redirect, [StatusCode, Protocol, Host, Port, Path, Query]);

    private static Property Part(string name, string @default, Func<string, string?> check, string doc) =>
        new(name, new Shape.Text(Bounds.LongestRedirectPart, check), doc) { Default = @default };
}
