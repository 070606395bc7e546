using AlbEmulator.Model;
using AlbEmulator.Rules.Explanations;

namespace AlbEmulator.Expectations;

/// <summary>Method and URL of a request, as a file of tests has them in one line.</summary>
/// <param name="Method">Case-sensitive.</param>
/// <param name="Url">A path alone where the file has the rest.</param>
internal readonly record struct TestedLine(string Method, string Url)
{
    private const string Example = "write one such as GET https://shop.example.com/api/1";

    public override string ToString() => $"{Method} {Url}";

    /// <summary>What is wrong with a line, or null.</summary>
    public static string? ProblemWith(string text) => Read(text) switch
    {
        { Url.Length: 0 } => $"must be a method and a URL, not {Quoted.Text(text)}: {Example}",
        var line => AskedRequest.Read(line.Method, line.Url, [], null).Problem,
    };

    /// <summary>What is wrong with what stands before paths, or null.</summary>
    public static string? ProblemWithBase(string text) => AskedUrl.Read(text) switch
    {
        (null, var problem) => problem,
        ({ Scheme: null }, _) => $"must begin with http:// or https://, not {Quoted.Text(text)}",
        ({ Uri: "/" }, _) when !text.Contains('?') && !text.Contains('#') => null,
        _ => $"must end with the host or its port, as in https://shop.example.com, not {Quoted.Text(text)}: paths stand in Request",
    };

    /// <summary>The URL is empty where there is none.</summary>
    /// <param name="text">With any blanks between the two.</param>
    public static TestedLine Read(string text)
    {
        var parts = text.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts is [var method, var url] ? new TestedLine(method, url) : new TestedLine(text, "");
    }

    /// <summary>With what stands before a path alone.</summary>
    /// <param name="baseUrl">Null for nothing.</param>
    public TestedLine Below(string? baseUrl) => baseUrl is not null && Url.StartsWith('/') ? this with { Url = baseUrl.TrimEnd('/') + Url } : this;
}
