using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace AlbEmulator.WebConsole;

/// <summary>
/// The console of the control port: a page at <c>/</c> for whoever asks for one, its files below <c>/console/</c>, the manual
/// below <c>/docs</c>, and at <c>/openapi.json</c> what the control port answers. They are the same for everybody and hold nothing; what the page shows it gets as any other client does.
/// </summary>
internal sealed class ConsoleSite(ConsoleFiles files)
{
    private const string Folder = "/console/";
    private const string Manual = "/docs";
    private const string OpenApi = "/openapi.json";
    private const string Html = "text/html";

    /// <summary>What programs take that understand HTML as well.</summary>
    private static readonly string[] Others = ["application/json", "application/xml", "text/xml"];

    private readonly Lazy<string> _scripts = new(() => $"'self' 'sha256-{HashOfScript(files.Page)}'");

    /// <summary>Whether there is a file at a path, whatever is to be done with it.</summary>
    public bool Has(PathString path) => At(path.Value ?? "") is not null;

    /// <summary>The answer to a request for the page or for one of its files; null for any other.</summary>
    public ConsoleAnswer? Answer(HttpRequest http)
    {
        if (!HttpMethods.IsGet(http.Method) && !HttpMethods.IsHead(http.Method))
        {
            return null;
        }

        if (http.Path != "/")
        {
            return At(http.Path.Value ?? "") is { } file ? new ConsoleAnswer(file, HeaderNames.AcceptEncoding, _scripts.Value) : null;
        }

        // With a query it is a call of AWS's APIs, and other programs are told what there is.
        return !http.QueryString.HasValue && IsForPeople(http)
            ? new ConsoleAnswer(files.Page, $"{HeaderNames.Accept}, {HeaderNames.AcceptEncoding}", _scripts.Value)
            : null;
    }

    /// <summary>
    /// Of the script that stands in the page itself, so that it is there whatever else does not come: as a browser reads it, without
    /// the carriage returns of a build on Windows.
    /// <see href="https://www.w3.org/TR/CSP3/#match-element-to-source-list"/>
    /// </summary>
    private static string HashOfScript(ConsoleFile page)
    {
        const string begin = "<script>";
        var text = Encoding.UTF8.GetString(page.Bytes(null)).ReplaceLineEndings("\n");
        var at = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var script = text[at..text.IndexOf("</script>", at, StringComparison.Ordinal)];
        return Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
    }

    private ConsoleFile? At(string path) =>
        path == OpenApi ? files.Find(OpenApi[1..])
        : path == Manual || path.StartsWith($"{Manual}/", StringComparison.Ordinal) ? OfManual(path)
        : !path.StartsWith(Folder, StringComparison.Ordinal) ? (path == Folder[..^1] ? files.Page : null)
        : path.Length == Folder.Length ? files.Page
        : files.Find(path[Folder.Length..]);

    /// <summary>Its pages have the names of their topics, its pictures those of their files.</summary>
    private ConsoleFile? OfManual(string path) => path.Trim('/') switch
    {
        "docs" => files.Find("docs/index.html"),
        var name when Path.HasExtension(name) => files.Find(name),
        var name => files.Find($"{name}.html"),
    };

    /// <summary>Whether HTML is asked for by its name, and nothing that programs take rather than it.</summary>
    private static bool IsForPeople(HttpRequest http)
    {
        var html = QualityOf(Html);
        return html > 0 && Others.All(other => QualityOf(other) <= html);

        double QualityOf(string type) => http.GetTypedHeaders().Accept
            .Where(accepted => accepted.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase))
            .Select(static accepted => accepted.Quality ?? 1)
            .DefaultIfEmpty(0)
            .Max();
    }
}
