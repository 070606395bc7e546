using AlbEmulator.Shapes;

namespace AlbEmulator.RequestFiles;

/// <summary>What a file of requests may hold where it is more than a list of lines.</summary>
internal static class RequestShape
{
    private const int LongestLine = 32 * 1024;
    private const int LongestText = 1024 * 1024;
    private const string OfRequest = "belongs to Request: write GET https://shop.example.com/path";

    public static readonly Property Name = new("Name", CommonShapes.Text, "What it is called in a report.");

    public static readonly Property Request = new("Request", new Shape.Text(LongestLine), "Method and URL, such as GET https://shop.example.com/api/1; with BaseUrl a path will do.");

    public static readonly Property Requests = new("Requests", new Shape.List(new Shape.Text(LongestLine), Fewest: 1), "Several of them, with the same headers and body.");

    public static readonly Property Headers = new("Headers", new Shape.Map(new Shape.Anything()), "Names with a value each, or a list of values; sent in this order.");

    public static readonly Property Body = new("Body", new Shape.Text(LongestText), "The body, as text.");

    public static readonly Property SourceIp = new("SourceIp", CommonShapes.Text, "Address of the client; a request that needs one is not compared.");

    public static readonly Property Expect = new("Expect", new Shape.Anything(), "What a test expects; what is compared is not looked at by it.");

    public static readonly Property Url = new("Url", new Shape.Text(LongestLine), "Where a raw message goes, such as http://shop.example.com.");

    public static readonly Property Raw = new("Raw", new Shape.Text(LongestText), "The whole message, as it is to be sent.");

    public static readonly Property BaseUrl = new("BaseUrl", new Shape.Text(LongestLine), "Stands before requests that are a path alone, such as https://shop.example.com.");

    /// <summary>A request, or several.</summary>
    public static readonly Shape.Object Item = new("request", [Name, Request, Requests, Headers, Body, SourceIp, Expect, Url, Raw], new Dictionary<string, string>
    {
        ["Method"] = OfRequest,
        ["Path"] = OfRequest,
        ["Host"] = OfRequest,
    });

    public static readonly Property Tests = new("Tests", new Shape.List(new Shape.Anything(), Fewest: 1), "The requests: lines, or objects.") { IsRequired = true };

    /// <summary>A file that is no list.</summary>
    public static readonly Shape.Object File = CommonShapes.Object("file of requests", [new("$schema", CommonShapes.Text, "The JSON schema of this file, for editors."), BaseUrl, Tests]);
}
