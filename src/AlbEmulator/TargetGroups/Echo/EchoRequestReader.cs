using System.Globalization;
using System.IO.Pipelines;

namespace AlbEmulator.TargetGroups.Echo;

/// <summary>
/// Reads HTTP/1 requests one after the other and keeps what they looked like, order and spelling of headers included,
/// which Kestrel does not. <see href="https://www.rfc-editor.org/rfc/rfc9112"/>
/// </summary>
internal sealed class EchoRequestReader(EchoInput input, PipeWriter output)
{
    /// <summary>Bytes of a body that are kept and echoed; the rest is counted only.</summary>
    public const int MaxBodyKept = 1024 * 1024;

    private const int MaxHeadLength = 128 * 1024;
    private const int MaxChunkLineLength = 4 * 1024;

    /// <summary>The next request with all of its body; null when the peer is done.</summary>
    /// <exception cref="BadHttpRequestException">
    /// What came is no HTTP/1 request; the connection is of no more use.
    /// </exception>
    public async ValueTask<EchoRequest?> ReadAsync(CancellationToken stopping)
    {
        string? line;
        do
        {
            line = await input.ReadLineAsync(MaxHeadLength, stopping);
        }
        while (line is "");

        if (line is null)
        {
            return null;
        }

        var (method, target, version) = RequestLine(line);
        var request = new EchoRequest
        {
            Method = method,
            Target = target,
            Version = version,
            Headers = await ReadFieldsAsync(MaxHeadLength - line.Length),
        };
        await ReadBodyAsync(request);
        return request;
    }

    private static (string Method, string Target, string Version) RequestLine(string line)
    {
        var first = line.IndexOf(' ');
        var last = line.LastIndexOf(' ');
        if (first <= 0 || last <= first + 1)
        {
            throw new BadHttpRequestException("The request line is malformed.");
        }

        var version = line[(last + 1)..];
        return version is "HTTP/1.1" or "HTTP/1.0"
            ? (line[..first], line[(first + 1)..last], version)
            : throw new BadHttpRequestException("Not HTTP/1.", StatusCodes.Status505HttpVersionNotsupported);
    }

    private async ValueTask<List<KeyValuePair<string, string>>> ReadFieldsAsync(int maxLength)
    {
        var fields = new List<KeyValuePair<string, string>>(16);
        while (true)
        {
            var line = await input.ReadLineAsync(maxLength) ?? throw new EndOfStreamException();
            if (line.Length == 0)
            {
                return fields;
            }

            var colon = line.IndexOf(':');
            if (colon <= 0 || line.AsSpan(0, colon).ContainsAny(' ', '\t'))
            {
                throw new BadHttpRequestException("A header is malformed.");
            }

            maxLength -= line.Length;
            fields.Add(new(line[..colon], line[(colon + 1)..].Trim(' ', '\t')));
        }
    }

    private async ValueTask ReadBodyAsync(EchoRequest request)
    {
        var isChunked = request.HeaderHasToken("Transfer-Encoding", "chunked");
        var length = ContentLength(request);
        if (isChunked && length is not null)
        {
            throw new BadHttpRequestException("Both Content-Length and Transfer-Encoding.");
        }

        if (!isChunked && length is null or 0)
        {
            return;
        }

        if (request.Version == "HTTP/1.1" && request.HeaderHasToken("Expect", "100-continue"))
        {
            await output.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray());
        }

        var kept = new MemoryStream((int)Math.Min(length ?? 4096, MaxBodyKept));
        if (isChunked)
        {
            request.BodyLength = await ReadChunksAsync(kept);
            request.Trailers = await ReadFieldsAsync(MaxHeadLength);
        }
        else
        {
            request.BodyLength = length ?? 0;
            await input.ReadBytesAsync(request.BodyLength, kept, MaxBodyKept);
        }

        request.Body = kept.GetBuffer().AsMemory(0, (int)kept.Length);
    }

    private static long? ContentLength(EchoRequest request)
    {
        long? found = null;
        foreach (var (name, value) in request.Headers)
        {
            if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (!long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || (found ?? length) != length)
            {
                throw new BadHttpRequestException("Content-Length is malformed.");
            }

            found = length;
        }

        return found;
    }

    private async ValueTask<long> ReadChunksAsync(MemoryStream kept)
    {
        long total = 0;
        while (true)
        {
            var line = await input.ReadLineAsync(MaxChunkLineLength) ?? throw new EndOfStreamException();
            var size = line.AsSpan(0, line.IndexOf(';') is var extension and >= 0 ? extension : line.Length).TrimEnd();
            if (!long.TryParse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var length)
                || length < 0)
            {
                throw new BadHttpRequestException("A chunk size is malformed.");
            }

            if (length == 0)
            {
                return total;
            }

            await input.ReadBytesAsync(length, kept, MaxBodyKept);
            if (await input.ReadLineAsync(MaxChunkLineLength) is not "")
            {
                throw new BadHttpRequestException("A chunk does not end where it says.");
            }

            total += length;
        }
    }
}
