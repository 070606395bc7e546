using System.Globalization;
using System.Text;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// An HTTP/1.1 message as it came over the wire. Text holds one byte in each character (Latin-1).
/// </summary>
/// <param name="Head">Start line and headers, verbatim, with the empty line at the end.</param>
public sealed record RawMessage(string Head)
{
    /// <summary>The body without its chunking.</summary>
    public byte[] Body { get; init; } = [];

    /// <summary>Bytes of the body, also when it was counted and thrown away.</summary>
    public long BodyLength { get; init; }

    /// <summary>Trailer lines of a chunked body, verbatim.</summary>
    public string Trailers { get; init; } = "";

    /// <summary>Bytes on the wire: head, body and its chunking.</summary>
    public long WireLength { get; init; }

    public string StartLine => Head[..Head.IndexOf("\r\n", StringComparison.Ordinal)];

    /// <summary>Status of a response.</summary>
    public int Status => int.Parse(StartLine.AsSpan(9, 3), CultureInfo.InvariantCulture);

    /// <summary>What stands behind the status and its blank.</summary>
    public string Reason => StartLine[13..];

    /// <summary>Method of a request.</summary>
    public string Method => StartLine[..StartLine.IndexOf(' ', StringComparison.Ordinal)];

    /// <summary>What stands between the method and the version of a request.</summary>
    public string Target => StartLine[(Method.Length + 1)..StartLine.LastIndexOf(' ')];

    /// <summary>Body as text.</summary>
    public string Text => Encoding.Latin1.GetString(Body);

    /// <summary>Header lines in order of arrival.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; } = ParseHeaders(Head);

    /// <summary>Names in order of arrival, each as it was written.</summary>
    public IReadOnlyList<string> HeaderNames => [.. Headers.Select(header => header.Key)];

    /// <summary>The one header of that name in any case; null if there is none; an error if there are several.</summary>
    public string? Header(string name) => HeaderValues(name) switch
    {
        [] => null,
        [var value] => value,
        var several => throw new InvalidOperationException($"{several.Count} headers {name} in:\n{Head}"),
    };

    /// <summary>Every value of that name, in order of arrival.</summary>
    public IReadOnlyList<string> HeaderValues(string name) =>
        [.. Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
            .Select(header => header.Value)];

    private static List<KeyValuePair<string, string>> ParseHeaders(string head)
    {
        var headers = new List<KeyValuePair<string, string>>();
        foreach (var line in head.Split("\r\n").Skip(1).Where(line => line.Length > 0))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers.Add(new(line[..Math.Max(colon, 0)], line[(colon + 1)..].Trim(' ', '\t')));
        }

        return headers;
    }
}
