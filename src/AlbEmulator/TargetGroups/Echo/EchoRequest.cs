using AlbEmulator.Model;

namespace AlbEmulator.TargetGroups.Echo;

/// <summary>A request as it stood on the wire. Strings hold one byte in each character (Latin-1).</summary>
internal sealed class EchoRequest
{
    public required string Method { get; init; }

    /// <summary>As on the request line.</summary>
    public required string Target { get; init; }

    /// <summary><c>HTTP/1.0</c> or <c>HTTP/1.1</c>.</summary>
    public required string Version { get; init; }

    /// <summary>In order of arrival, names in their own spelling.</summary>
    public required List<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>What followed a chunked body, likewise.</summary>
    public List<KeyValuePair<string, string>> Trailers { get; set; } = [];

    /// <summary>
    /// The body, or its beginning where it is longer than <see cref="EchoRequestReader.MaxBodyKept"/>.
    /// </summary>
    public ReadOnlyMemory<byte> Body { get; set; }

    /// <summary>Length of the whole body.</summary>
    public long BodyLength { get; set; }

    /// <summary>The path alone: no query, and no authority where the target was in absolute form.</summary>
    public string Path
    {
        get
        {
            var path = AbsoluteTarget.TrySplit(Target.AsSpan(), out _, out var at) ? Target.AsSpan()[at] : Target.AsSpan();
            var query = path.IndexOf('?');
            path = query < 0 ? path : path[..query];
            return path.IsEmpty ? "/" : path.ToString();
        }
    }

    /// <summary>What follows the first <c>?</c>.</summary>
    public string Query => Target.IndexOf('?') is var query and >= 0 ? Target[(query + 1)..] : "";

    public bool KeepsAlive => Version == "HTTP/1.1"
        ? !HeaderHasToken("Connection", "close")
        : HeaderHasToken("Connection", "keep-alive");

    /// <summary>Value of the first header of that name.</summary>
    public string? Header(string name)
    {
        foreach (var (key, value) in Headers)
        {
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>Whether a header that is a comma list holds the token, on whichever of its lines.</summary>
    public bool HeaderHasToken(string name, string token)
    {
        foreach (var (key, value) in Headers)
        {
            if (!key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            foreach (var part in value.AsSpan().Split(','))
            {
                if (value.AsSpan(part).Trim().Equals(token, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
