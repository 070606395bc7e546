using System.Text;
using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Rules.Explanations;
using AlbEmulator.Shapes;

namespace AlbEmulator.RequestFiles;

/// <summary>From an item of a file to its requests.</summary>
/// <param name="baseUrl">Stands before URLs that are a path alone; empty for none.</param>
/// <param name="problems">What is wrong is added here.</param>
/// <param name="notes">What is left out is added here.</param>
internal sealed class RequestReader(string baseUrl, List<Problem> problems, List<Problem> notes)
{
    /// <returns>None where something is wrong, or it cannot be sent from here.</returns>
    public IReadOnlyList<WrittenRequest> Read(Node item)
    {
        if (item is Node.Scalar)
        {
            return [.. ReadParts(item, item, [])];
        }

        var before = problems.Count;
        new ShapeCheck(problems, LimitsMode.Relaxed).Check(item, RequestShape.Item);
        if (problems.Count > before || IsContradiction(item))
        {
            return [];
        }

        if (item.Find(RequestShape.SourceIp.Name) is { } from)
        {
            notes.Add(new Problem(from.Origin, "is left out: which address a load balancer elsewhere sees is nothing to choose here"));
            return [];
        }

        if (item.Find(RequestShape.Raw.Name) is { } raw)
        {
            return [.. ReadRaw(item, raw)];
        }

        var headers = Headers(item);
        return [.. Lines(item).SelectMany(line => ReadParts(item, line, headers))];
    }

    private static IEnumerable<Node> Lines(Node item) =>
        item.Find(RequestShape.Request.Name) is { } one ? [one] : item.Find(RequestShape.Requests.Name).Items();

    /// <summary>Whether it is neither a request of parts nor a whole message, or both.</summary>
    private bool IsContradiction(Node item)
    {
        Property[] ways = [.. new[] { RequestShape.Request, RequestShape.Requests, RequestShape.Raw }.Where(way => item.Find(way.Name) is not null)];
        var isRaw = ways is [var only] && only == RequestShape.Raw;
        Property[] others = isRaw ? [RequestShape.Headers, RequestShape.Body] : [RequestShape.Url];
        var told = ways switch
        {
            [] => "needs Request, as in Request: GET https://shop.example.com/, or Raw with a whole message",
            [var one, var other, ..] => $"has {one.Name} and {other.Name}: keep one of the two",
            _ when isRaw && item.Find(RequestShape.Url.Name) is null => "needs Url beside Raw, which says where the message goes, as in Url: http://shop.example.com",
            _ when Array.Find(others, other => item.Find(other.Name) is not null) is { } other =>
                $"has {other.Name}, which goes with {(isRaw ? "Request alone: Raw is the whole message" : "Raw alone: the URL of Request says it")}",
            _ => null,
        };
        if (told is not null)
        {
            problems.Add(new Problem(item.Origin, told));
        }

        return told is not null;
    }

    private IEnumerable<WrittenRequest> ReadParts(Node item, Node written, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        if (!written.TryText(out var text))
        {
            problems.Add(new Problem(written.Origin, "must be a request, as in GET https://shop.example.com/api/1"));
            return [];
        }

        var (line, problem) = RequestLine.Read(text, baseUrl);
        if (line is null)
        {
            problems.Add(new Problem(written.Origin, problem!));
            return [];
        }

        var body = item.Find(RequestShape.Body.Name) is { } said ? Encoding.UTF8.GetBytes(said.AnyText()) : null;
        return [new WrittenRequest.Parts(line.Method, line.Version, headers, body) { Origin = written.Origin, Name = NameOf(item), Url = line.Url }];
    }

    private IEnumerable<WrittenRequest> ReadRaw(Node item, Node raw)
    {
        var place = item.Find(RequestShape.Url.Name)!;
        var (url, problem) = AskedUrl.Read(place.AnyText());
        if (url is not null and not { Host: not null, Uri: "/" })
        {
            (url, problem) = (null, "must be a scheme and a host alone, as in http://shop.example.com: the message says the rest");
        }

        if (url is null)
        {
            problems.Add(new Problem(place.Origin, problem!));
            return [];
        }

        return [new WrittenRequest.Raw(WholeMessage.Of(raw.AnyText())) { Origin = item.Origin, Name = NameOf(item), Url = url }];
    }

    private static string? NameOf(Node item) => item.Text(RequestShape.Name.Name) is { Length: > 0 } name ? name : null;

    private List<KeyValuePair<string, string>> Headers(Node item)
    {
        var headers = new List<KeyValuePair<string, string>>();
        foreach (var entry in (item.Find(RequestShape.Headers.Name) as Node.Mapping)?.Entries ?? [])
        {
            if (entry.Name.Length == 0 || entry.Name.AsSpan().ContainsAnyExcept(HttpToken.Set))
            {
                problems.Add(new Problem(entry.Origin, "is not the name of a header: to send it all the same, write the whole message as Raw"));
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
