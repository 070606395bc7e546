using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using AlbEmulator.Http1;

namespace AlbEmulator.TargetGroups.Echo;

/// <summary>
/// Reads HTTP/1 requests one after the other and keeps what they looked like, order and spelling of headers included,
/// which Kestrel does not. A peer that sends nothing for too long ends it.
/// <see href="https://www.rfc-editor.org/rfc/rfc9112"/>
/// </summary>
internal sealed class EchoRequestReader : IDisposable
{
    /// <summary>Bytes of a body that are kept and echoed; the rest is counted only.</summary>
    public const int MaxBodyKept = 1024 * 1024;

    private const int MaxHeadLength = 128 * 1024;
    private const int Room = 16 * 1024;

    /// <summary>
    /// Longer than a load balancer's idle timeout usually is, so that the load balancer is the one that closes, as AWS
    /// asks of targets.
    /// </summary>
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromMinutes(10);

    private readonly WireInput _input;
    private readonly PipeWriter _output;
    private readonly CancellationToken _stopping;
    private readonly CancellationTokenSource _idle = new();
    private readonly CancellationTokenRegistration _onStop;

    /// <param name="input">What comes over the connection.</param>
    /// <param name="output">Where a client that asks for it is told to go on.</param>
    /// <param name="stopping">No further request is waited for.</param>
    public EchoRequestReader(WireInput input, PipeWriter output, CancellationToken stopping)
    {
        (_input, _output, _stopping) = (input, output, stopping);
        _idle.Token.UnsafeRegister(static input => ((WireInput)input!).Interrupt(), input);
        _onStop = stopping.UnsafeRegister(static input => ((WireInput)input!).Interrupt(), input);
    }

    /// <summary>The next request with all of its body; null when the peer is done.</summary>
    /// <exception cref="BadHttpRequestException">
    /// What came is no HTTP/1 request; the connection is of no more use.
    /// </exception>
    public async ValueTask<EchoRequest?> ReadAsync()
    {
        if (await ReadHeadAsync() is not { } head)
        {
            return null;
        }

        var end = head.IndexOf('\n');
        var (method, target, version) = RequestLine(head[..end].TrimEnd('\r'));
        var request = new EchoRequest
        {
            Method = method,
            Target = target,
            Version = version,
            Headers = Fields(head.AsSpan(end + 1)),
        };
        await ReadBodyAsync(request);
        return request;
    }

    public void Dispose()
    {
        _onStop.Dispose();
        _idle.Dispose();
    }

    /// <summary>Waits for more; false at the end of what comes.</summary>
    /// <param name="isBegun">Whether it is more of a request: what has begun may end.</param>
    /// <exception cref="OperationCanceledException">Nothing came for too long, or no further request is waited for.</exception>
    private async ValueTask<bool> MoreAsync(bool isBegun)
    {
        _idle.CancelAfter(IdleTimeout);
        while (!await _input.MoreAsync(Room))
        {
            if (_input.IsEnded)
            {
                return false;
            }

            _idle.Token.ThrowIfCancellationRequested();
            if (!isBegun)
            {
                _stopping.ThrowIfCancellationRequested();
            }

            _input.IsInterrupted = false;
        }

        _idle.CancelAfter(Timeout.InfiniteTimeSpan);
        return true;
    }

    /// <summary>Everything up to the empty line, one byte in each character; null where nothing comes.</summary>
    private async ValueTask<string?> ReadHeadAsync()
    {
        var end = default(HeadEnd);
        while (true)
        {
            while (_input.Unread is [(byte)'\r', (byte)'\n', ..] or [(byte)'\n', ..])
            {
                // Empty lines before a request: RFC 9112, 2.2.
                _input.Take(_input.Unread[0] == '\r' ? 2 : 1);
                end = default;
            }

            var length = end.LengthIn(_input.Unread);
            if (length > MaxHeadLength || (length == 0 && _input.Unread.Length > MaxHeadLength))
            {
                throw new BadHttpRequestException("The head is too long.", StatusCodes.Status431RequestHeaderFieldsTooLarge);
            }

            if (length > 0)
            {
                var head = Encoding.Latin1.GetString(_input.Unread[..length]);
                _input.Take(length);
                return head;
            }

            if (!await MoreAsync(isBegun: !_input.Unread.IsEmpty))
            {
                return _input.Unread.IsEmpty ? null : throw new EndOfStreamException();
            }
        }
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

    /// <param name="lines">Each with its end, and perhaps the empty line behind them.</param>
    private static List<KeyValuePair<string, string>> Fields(ReadOnlySpan<char> lines)
    {
        var fields = new List<KeyValuePair<string, string>>(16);
        foreach (var part in lines.Split('\n'))
        {
            var line = lines[part].TrimEnd('\r');
            if (line.IsEmpty)
            {
                continue;
            }

            var colon = line.IndexOf(':');
            if (colon <= 0 || line[..colon].ContainsAny(' ', '\t'))
            {
                throw new BadHttpRequestException("A header is malformed.");
            }

            fields.Add(new(line[..colon].ToString(), line[(colon + 1)..].Trim(" \t").ToString()));
        }

        return fields;
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
            await _output.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), CancellationToken.None);
        }

        var trailers = new ArrayBufferWriter<byte>();
        try
        {
            await ReadBodyAsync(request, new BodyReader(_input, isChunked, length ?? 0, trailers));
        }
        catch (MalformedBodyException exception)
        {
            throw new BadHttpRequestException($"The chunked body has {exception.Message}.");
        }

        request.Trailers = Fields(Encoding.Latin1.GetString(trailers.WrittenSpan));
    }

    private async ValueTask ReadBodyAsync(EchoRequest request, BodyReader body)
    {
        var kept = new MemoryStream((int)Math.Min(body.DataLeft, MaxBodyKept));
        var buffer = ArrayPool<byte>.Shared.Rent(Room);
        try
        {
            while (!body.HasEnded)
            {
                if (!body.TryRead(buffer, out var bytes))
                {
                    if (!await MoreAsync(isBegun: true))
                    {
                        throw new EndOfStreamException();
                    }

                    continue;
                }

                kept.Write(buffer, 0, (int)Math.Min(bytes, MaxBodyKept - kept.Length));
                request.BodyLength += bytes;
            }

            request.Body = kept.GetBuffer().AsMemory(0, (int)kept.Length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
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
}
