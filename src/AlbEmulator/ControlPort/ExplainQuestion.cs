using System.Text.Json;
using AlbEmulator.Model;
using AlbEmulator.Rules.Explanations;
using AlbEmulator.Shapes;

namespace AlbEmulator.ControlPort;

/// <summary>
/// The body of <c>POST /explain</c>: <c>{"method", "url", "headers", "sourceIp"}</c>, where headers are a list of
/// <c>["Name", "value"]</c> or an object, and the last two may be left out.
/// </summary>
internal static class ExplainQuestion
{
    private const string Method = "method";
    private const string Url = "url";
    private const string Headers = "headers";
    private const string SourceIp = "sourceIp";
    private const string Example =
        """{"method":"GET","url":"http://localhost:8080/","headers":[["X-Beta","yes"]],"sourceIp":"10.0.0.1"}""";

    private static readonly string[] Properties = [Method, Url, Headers, SourceIp];

    /// <summary>What is asked about, or what is wrong with the question.</summary>
    public static (AskedRequest? Request, string? Problem) Read(ReadOnlyMemory<byte> body) =>
        ControlBody.Parse(body, Example, Read);

    private static (AskedRequest?, string?) Read(JsonElement question)
    {
        foreach (var property in question.EnumerateObject())
        {
            if (!Properties.Contains(property.Name))
            {
                var nearest = Spelling.DidYouMean(property.Name, Properties);
                return (null, $"{Quoted.Text(property.Name)} is not a property of a question"
                    + (nearest.Length > 0 ? nearest : $": there are {Quoted.List(Properties)}"));
            }

            if (property.Name != Headers && property.Value.ValueKind != JsonValueKind.String)
            {
                return (null, $"{property.Name} must be a string: write {Example}");
            }
        }

        if (Text(question, Method) is not { } method || Text(question, Url) is not { } url)
        {
            return (null, $"method and url are needed: write {Example}");
        }

        return Lines(question) is { } headers
            ? AskedRequest.Read(method, url, headers, Text(question, SourceIp))
            : (null, """headers must be a list such as [["X-Beta", "yes"]], or an object such as {"X-Beta": "yes"}""");
    }

    private static string? Text(JsonElement question, string name) =>
        question.TryGetProperty(name, out var value) ? value.GetString() : null;

    /// <summary>Null where the headers have another form.</summary>
    private static List<KeyValuePair<string, string>>? Lines(JsonElement question)
    {
        var lines = new List<KeyValuePair<string, string>>();
        if (!question.TryGetProperty(Headers, out var headers))
        {
            return lines;
        }

        switch (headers.ValueKind)
        {
            case JsonValueKind.Object when headers.EnumerateObject().All(static line => IsText(line.Value)):
                lines.AddRange(headers.EnumerateObject().Select(static line =>
                    KeyValuePair.Create(line.Name, line.Value.GetString()!)));
                return lines;
            case JsonValueKind.Array when headers.EnumerateArray().All(IsLine):
                lines.AddRange(headers.EnumerateArray().Select(static line =>
                    KeyValuePair.Create(line[0].GetString()!, line[1].GetString()!)));
                return lines;
            default:
                return null;
        }
    }

    private static bool IsLine(JsonElement line) =>
        line.ValueKind == JsonValueKind.Array && line.GetArrayLength() == 2 && IsText(line[0]) && IsText(line[1]);

    private static bool IsText(JsonElement value) => value.ValueKind == JsonValueKind.String;
}
