using System.Text;
using AlbEmulator.Documents;
using AlbEmulator.Machine;
using AlbEmulator.Model;
using AlbEmulator.Rules.Explanations;
using AlbEmulator.Shapes;

namespace AlbEmulator.RequestFiles;

/// <summary>
/// A file of requests, YAML or JSON: a list whose items are lines such as <c>GET https://shop.example.com/api/1</c>, or objects with headers
/// and body, or whole messages. <c>${NAME}</c> is a variable of the environment, so that no token has to stand there.
/// </summary>
internal static class RequestFile
{
    /// <summary>Requests of one file.</summary>
    public const int Most = 1000;

    private const int MostBytes = 8 * 1024 * 1024;
    private const string NoList = "must be a list of requests, as in - GET https://shop.example.com/api/1";
    private const string Empty = "is empty: write requests, each in a line, as in - GET https://shop.example.com/api/1";

    /// <param name="path">As the user named it.</param>
    /// <param name="environment">The variables.</param>
    /// <param name="problems">What is wrong is added here.</param>
    /// <returns>The requests in their order; none where something is wrong.</returns>
    public static IReadOnlyList<WrittenRequest> Read(string path, Func<string, string?> environment, List<Problem> problems)
    {
        var before = problems.Count;
        var content = RegularFile.Read(path, MostBytes);
        if (content.Bytes is not { Length: > 0 } bytes)
        {
            problems.Add(new Problem(new Origin(path, 0, ""), content.Bytes is null ? content.Problem : Empty));
            return [];
        }

        var root = DocumentReader.Parse(path, bytes, problems)?.Root;
        if (root is null || problems.Count > before)
        {
            return [];
        }

        var items = new Substitution(environment, problems).Apply(root) as Node.Sequence;
        if (problems.Count > before)
        {
            return [];
        }

        if (items is null || items.Items.Count is 0 or > Most)
        {
            problems.Add(new Problem(root.Origin, items is null ? NoList : items.Items.Count == 0 ? Empty : $"has {items.Items.Count} requests, and {Most} are the most"));
            return [];
        }

        WrittenRequest[] requests = [.. items.Items.Select(item => Read(item, problems)).OfType<WrittenRequest>()];
        return problems.Count == before ? requests : [];
    }

    private static WrittenRequest? Read(Node item, List<Problem> problems)
    {
        if (item is Node.Scalar)
        {
            return ReadParts(item, item, [], null, problems);
        }

        var before = problems.Count;
        new ShapeCheck(problems, LimitsMode.Relaxed).Check(item, RequestShape.Object);
        return problems.Count > before || Contradiction(item, problems) ? null
            : item.Find(RequestShape.Raw.Name) is { } raw ? ReadRaw(item, raw, problems)
            : ReadParts(item, item.Find(RequestShape.Request.Name)!, Headers(item, problems), item.Find(RequestShape.Body.Name), problems);
    }

    /// <summary>Whether it is neither a request of parts nor a whole message, or both.</summary>
    private static bool Contradiction(Node item, List<Problem> problems)
    {
        var (isRaw, isParts) = (item.Find(RequestShape.Raw.Name) is not null, item.Find(RequestShape.Request.Name) is not null);
        Property[] others = isRaw ? [RequestShape.Request, RequestShape.Headers, RequestShape.Body] : [RequestShape.Url];
        var told = (isRaw, isParts) switch
        {
            (false, false) => "needs request, as in request: GET https://shop.example.com/, or raw with a whole message",
            (true, _) when item.Find(RequestShape.Url.Name) is null => "needs url beside raw, which says where the message goes, as in url: http://shop.example.com",
            _ when Array.Find(others, other => item.Find(other.Name) is not null) is { } other =>
                $"has {other.Name}, which goes with {(isRaw ? "request alone: raw is the whole message" : "raw alone: the URL of request says it")}",
            _ => null,
        };
        if (told is not null)
        {
            problems.Add(new Problem(item.Origin, told));
        }

        return told is not null;
    }

    private static WrittenRequest.Parts? ReadParts(
        Node item, Node written, IReadOnlyList<KeyValuePair<string, string>> headers, Node? body, List<Problem> problems)
    {
        if (written.TryText(out var text) is false)
        {
            problems.Add(new Problem(written.Origin, "must be a request, as in GET https://shop.example.com/api/1"));
            return null;
        }

        var (line, problem) = RequestLine.Read(text);
        if (line is null)
        {
            problems.Add(new Problem(written.Origin, problem!));
            return null;
        }

        return new WrittenRequest.Parts(line.Method, line.Version, headers, body is null ? null : Encoding.UTF8.GetBytes(body.AnyText()))
        {
            Origin = item.Origin,
            Name = NameOf(item),
            Url = line.Url,
        };
    }

    private static WrittenRequest.Raw? ReadRaw(Node item, Node raw, List<Problem> problems)
    {
        var place = item.Find(RequestShape.Url.Name)!;
        var (url, problem) = AskedUrl.Read(place.AnyText());
        if (url is not null && url is not { Host: not null, Uri: "/" })
        {
            (url, problem) = (null, "must be a scheme and a host alone, as in http://shop.example.com: the message says the rest");
        }

        if (url is null)
        {
            problems.Add(new Problem(place.Origin, problem!));
            return null;
        }

        return new WrittenRequest.Raw(WholeMessage.Of(raw.AnyText())) { Origin = item.Origin, Name = NameOf(item), Url = url };
    }

    private static string? NameOf(Node item) => item.Text(RequestShape.Name.Name) is { Length: > 0 } name ? name : null;

    private static List<KeyValuePair<string, string>> Headers(Node item, List<Problem> problems)
    {
        var headers = new List<KeyValuePair<string, string>>();
        foreach (var entry in (item.Find(RequestShape.Headers.Name) as Node.Mapping)?.Entries ?? [])
        {
            if (entry.Name.Length == 0 || entry.Name.AsSpan().ContainsAnyExcept(HttpToken.Set))
            {
                problems.Add(new Problem(entry.Origin, "is not the name of a header: to send it all the same, write the whole message as raw"));
            }

            foreach (var value in entry.Value is Node.Sequence several ? several.Items : [entry.Value])
            {
                if (value.TryAny(out var text) && !text.AsSpan().ContainsAny('\r', '\n', '\0'))
                {
                    headers.Add(new(entry.Name, AskedUrl.Latin1(text)));
                }
                else
                {
                    problems.Add(new Problem(value.Origin, "must be the value of a header, one line of text, or a list of such"));
                }
            }
        }

        return headers;
    }
}
