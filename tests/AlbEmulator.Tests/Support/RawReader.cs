using System.Globalization;
using System.Text;

namespace AlbEmulator.Tests.Support;

/// <summary>Reads HTTP/1.1 messages from a stream byte by byte, and knows nothing of how the emulator does it.</summary>
public sealed class RawReader(Stream stream)
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>Bytes handed out so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>A head verbatim; null when the stream ended before its first byte.</summary>
    /// <exception cref="EndOfStreamException">It ended in the middle; the message holds what came.</exception>
    public async Task<string?> ReadHeadAsync(CancellationToken cancellation)
    {
        var head = new StringBuilder();
        while (true)
        {
            if (await ReadByteAsync(cancellation) is not { } next)
            {
                return head.Length == 0 ? null : throw new EndOfStreamException($"The stream ended in a head: {head}");
            }

            head.Append((char)next);
            if (next == '\n' && EndsWithEmptyLine(head))
            {
                return head.ToString();
            }
        }
    }

    /// <summary>Adds the body that a head announces.</summary>
    /// <param name="head">As read by <see cref="ReadHeadAsync"/>.</param>
    /// <param name="untilClose">Whether a message without a length goes on until the stream ends.</param>
    /// <param name="keep">False: count the body and throw it away.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<RawMessage> ReadBodyAsync(string head, bool untilClose, bool keep, CancellationToken cancellation)
    {
        var before = BytesRead - head.Length;
        var message = new RawMessage(head);
        using var body = new MemoryStream();
        var length = 0L;
        var trailers = "";
        if (message.HeaderValues("Transfer-Encoding").Any(value => value.Contains("chunked", StringComparison.OrdinalIgnoreCase)))
        {
            while (await ReadChunkSizeAsync(cancellation) is > 0 and var size)
            {
                length += await CopyAsync(size, keep ? body : null, cancellation);
                await ReadLineAsync(cancellation);
            }

            while (await ReadLineAsync(cancellation) is { Length: > 0 } trailer)
            {
                trailers += trailer + "\r\n";
            }
        }
        else if (message.HeaderValues("Content-Length") is [var announced, ..])
        {
            var expected = long.Parse(announced, CultureInfo.InvariantCulture);
            length = await CopyAsync(expected, keep ? body : null, cancellation);
            if (length < expected)
            {
                throw new EndOfStreamException($"The stream ended after {length} of {expected} bytes of the body of {head}");
            }
        }
        else if (untilClose)
        {
            length = await CopyAsync(long.MaxValue, keep ? body : null, cancellation);
        }

        return message with
        {
            Body = body.ToArray(),
            BodyLength = length,
            Trailers = trailers,
            WireLength = BytesRead - before,
        };
    }

    /// <summary>Exactly that many bytes.</summary>
    public async Task<byte[]> ReadExactlyAsync(int count, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        return await CopyAsync(count, bytes, cancellation) == count
            ? bytes.ToArray()
            : throw new EndOfStreamException($"The stream ended after {bytes.Length} of {count} bytes.");
    }

    /// <summary>Whatever is there, at least one byte; empty at the end of the stream.</summary>
    public async Task<ReadOnlyMemory<byte>> ReadSomeAsync(CancellationToken cancellation)
    {
        if (_start == _end && !await FillAsync(cancellation))
        {
            return default;
        }

        var some = _buffer.AsMemory(_start.._end);
        BytesRead += some.Length;
        _start = _end;
        return some;
    }

    /// <summary>Everything until the stream ends.</summary>
    public async Task<byte[]> ReadToEndAsync(CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        await CopyAsync(long.MaxValue, bytes, cancellation);
        return bytes.ToArray();
    }

    private static bool EndsWithEmptyLine(StringBuilder head) =>
        head.Length >= 4 && head[^2] == '\r' && head[^3] == '\n' && head[^4] == '\r';

    private async Task<long> ReadChunkSizeAsync(CancellationToken cancellation)
    {
        var line = await ReadLineAsync(cancellation);
        return long.Parse(line.Split(';')[0].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellation)
    {
        var line = new StringBuilder();
        while (await ReadByteAsync(cancellation) is { } next)
        {
            if (next == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)next);
        }

        throw new EndOfStreamException($"The stream ended in a line: {line}");
    }

    private async Task<long> CopyAsync(long count, MemoryStream? to, CancellationToken cancellation)
    {
        var copied = 0L;
        while (copied < count && (_start < _end || await FillAsync(cancellation)))
        {
            var piece = (int)Math.Min(count - copied, _end - _start);
            to?.Write(_buffer, _start, piece);
            _start += piece;
            copied += piece;
            BytesRead += piece;
        }

        return copied;
    }

    private async ValueTask<byte?> ReadByteAsync(CancellationToken cancellation)
    {
        if (_start == _end && !await FillAsync(cancellation))
        {
            return null;
        }

        BytesRead++;
        return _buffer[_start++];
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellation)
    {
        _start = 0;
        _end = 0;
        _end = await stream.ReadAsync(_buffer, cancellation);
        return _end > 0;
    }
}
