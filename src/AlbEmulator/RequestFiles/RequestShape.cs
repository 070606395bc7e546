using AlbEmulator.Shapes;

namespace AlbEmulator.RequestFiles;

/// <summary>What an item of a file of requests may hold, where it is more than a line.</summary>
internal static class RequestShape
{
    private const int LongestLine = 32 * 1024;
    private const int LongestText = 1024 * 1024;

    public static readonly Property Request = new("request", new Shape.Text(LongestLine), "Method and URL, such as GET https://shop.example.com/.");

    public static readonly Property Name = new("name", new Shape.Text(), "What it is called in a report.");

    public static readonly Property Headers = new("headers", new Shape.Map(new Shape.Anything()), "Names with a value each, or a list of values.");

    public static readonly Property Body = new("body", new Shape.Text(LongestText), "The body, as text.");

    public static readonly Property Url = new("url", new Shape.Text(LongestLine), "Where a raw message goes, such as http://shop.example.com.");

    public static readonly Property Raw = new("raw", new Shape.Text(LongestText), "The whole message, as it is to be sent.");

    public static readonly Shape.Object Object = CommonShapes.Object("request", [Request, Name, Headers, Body, Url, Raw]);
}
