using AlbEmulator.Model;
using AlbEmulator.Rules.Explanations;
using AlbEmulator.Shapes;

namespace AlbEmulator.RequestFiles;

/// <summary>A request in a line, as <c>GET https://shop.example.com/api/1</c>; a version of HTTP may stand behind it.</summary>
/// <param name="Method">Case-sensitive.</param>
/// <param name="Url">Where it would go.</param>
/// <param name="Version">Of HTTP.</param>
internal sealed record RequestLine(string Method, AskedUrl Url, string Version)
{
    private const string Example = "GET https://shop.example.com/api/1";
    private const string Usual = "HTTP/1.1";

    /// <summary>The request, or what is wrong with the line.</summary>
    /// <param name="text">The line.</param>
    /// <param name="baseUrl">Stands before a URL that is a path alone; empty for nothing.</param>
    public static (RequestLine? Line, string? Problem) Read(string text, string baseUrl)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not ([_, _] or [_, _, _]))
        {
            return (null, $"must be a method and a URL, as in {Example}, not {Quoted.Text(text)}");
        }

        if (words[0].AsSpan().ContainsAnyExcept(HttpToken.Set))
        {
            return (null, $"must begin with a method, as in {Example}, not with {Quoted.Text(words[0])}");
        }

        if (words is [_, _, var version] && version is not ("HTTP/1.0" or Usual))
        {
            return (null, version.StartsWith("HTTP/2", StringComparison.Ordinal) || version.StartsWith("HTTP/3", StringComparison.Ordinal)
                ? $"is of {Quoted.Plain(version)}, and requests of files are sent over HTTP/1.1 and HTTP/1.0 alone: write HTTP/1.1, or no version"
                : $"must end with HTTP/1.1 or HTTP/1.0, or with its URL, not with {Quoted.Text(version)}{Spelling.DidYouMean(version, [Usual, "HTTP/1.0"])}");
        }

        var (url, problem) = AskedUrl.Read(words[1].StartsWith('/') ? baseUrl.TrimEnd('/') + words[1] : words[1]);
        return url is null ? (null, problem) : (new RequestLine(words[0], url, words is [_, _, var given] ? given : Usual), null);
    }
}
