using System.Runtime.CompilerServices;
using System.Text;
using AlbEmulator.Http1;
using AlbEmulator.Listeners;
using AlbEmulator.Requests;
using Microsoft.AspNetCore.Http.Features;

namespace AlbEmulator.Forwarding;

/// <summary>
/// The body of a target's answer, without what frames it. With its last byte the connection is another's; who lets go of it
/// before closes the connection.
/// </summary>
internal sealed class AnswerBody : ReadOnlyStream
{
    /// <summary>Bytes of a chunk from which on it is read past the connection's own buffer.</summary>
    private const int LargeChunk = 8 * 1024;

    private readonly TargetExchange _exchange;
    private readonly TargetResponse _response;
    private readonly WireInput _input;
    private readonly bool _isChunked;

    /// <summary>Bytes to come; null where it ends with the connection.</summary>
    private long? _left;

    private ChunkReader _chunks;
    private bool _isAwaited;
    private bool _hasEnded;

    public AnswerBody(TargetExchange exchange, TargetResponse response)
    {
        (_exchange, _response, _input) = (exchange, response, exchange.Connection.Input);
        var head = response.Head;
        var isThere = !head.HasNoBody && exchange.Request.Context.Request.Method != HttpMethods.Head;
        _isChunked = isThere && head.IsChunked;
        _left = isThere ? head.ContentLength : 0;
        exchange.Connection.Trailers.ResetWrittenCount();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_hasEnded)
        {
            return new(0);
        }

        if (_isChunked)
        {
            return TryReadChunks(buffer.Span, out var read) ? new(read) : ReadChunksAsync(buffer);
        }

        if (_left == 0)
        {
            End();
            return new(0);
        }

        if (_left is { } left)
        {
            if (buffer.IsEmpty)
            {
                // There is more, or will be.
                return new(0);
            }

            buffer = buffer[..(int)Math.Min(buffer.Length, left)];
        }

        var bytes = _input.ReadAsync(buffer, isMuch: _left is not null);
        return bytes.IsCompletedSuccessfully ? new(Took(bytes.Result, buffer.IsEmpty)) : WaitAsync(bytes, buffer.IsEmpty);
    }

    protected override void Dispose(bool disposing)
    {
        _exchange.End(isWhole: _hasEnded);
        base.Dispose(disposing);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> WaitAsync(ValueTask<int> bytes, bool isPeek)
    {
        await AwaitedAsync(bytes.IsCompleted);
        return Took(await bytes, isPeek);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReadChunksAsync(Memory<byte> buffer)
    {
        int read;
        do
        {
            if (_chunks.DataLeft >= LargeChunk && !buffer.IsEmpty && _input.Unread.IsEmpty)
            {
                var large = _input.ReadAsync(buffer[..(int)Math.Min(buffer.Length, _chunks.DataLeft)], isMuch: true);
                await AwaitedAsync(large.IsCompleted);
                read = await large;
                _chunks.TookData(read > 0 ? read : throw BrokenOff());
                return read;
            }

            var more = _input.MoreAsync();
            await AwaitedAsync(more.IsCompleted);
            if (!await more)
            {
                throw BrokenOff();
            }
        }
        while (!TryReadChunks(buffer.Span, out read));
        return read;
    }

    /// <summary>What has come; false where that is nothing, and more is to come.</summary>
    private bool TryReadChunks(Span<byte> buffer, out int bytes)
    {
        bytes = 0;
        while (true)
        {
            if (_chunks.Read(_input.Unread, _exchange.Connection.Trailers, out var taken) is { } problem)
            {
                throw new MalformedAnswerException($"is chunked and has {problem}");
            }

            _input.Take(taken);
            if (_chunks.HasEnded)
            {
                TellTrailers();
                End();
                return true;
            }

            var data = (int)Math.Min(_input.Unread.Length, _chunks.DataLeft);
            if (data == 0 || buffer.IsEmpty)
            {
                return bytes > 0 || data > 0;
            }

            data = _input.Read(buffer[..Math.Min(data, buffer.Length)]);
            _chunks.TookData(data);
            buffer = buffer[data..];
            bytes += data;
        }
    }

    private int Took(int bytes, bool isPeek)
    {
        if (bytes == 0 && !isPeek)
        {
            if (_left is not null || _exchange.Connection.IsAborted)
            {
                throw BrokenOff();
            }

            End();
        }

        _left -= bytes;
        if (_left == 0)
        {
            End();
        }

        return bytes;
    }

    /// <summary>Where the body does not come at once nobody waits for it with the head.</summary>
    private async ValueTask AwaitedAsync(bool hasCome)
    {
        if (hasCome || _isAwaited)
        {
            return;
        }

        _isAwaited = true;
        try
        {
            await _exchange.Request.Exchange.FlushHeadAsync();
        }
        catch (IOException)
        {
            // The client has left, as whoever writes the body to it will hear.
        }
    }

    private void End()
    {
        _hasEnded = true;
        _exchange.End(isWhole: true);
    }

    /// <summary>For YARP, which passes them on to where the client's connection takes trailers.</summary>
    private void TellTrailers()
    {
        var section = _exchange.Connection.Trailers.WrittenSpan;
        if (section.IsEmpty)
        {
            return;
        }

        foreach (var part in section.Split("\r\n"u8))
        {
            var line = section[part];
            if (line.IndexOf((byte)':') is >= 0 and var colon)
            {
                _response.TrailingHeaders.TryAddWithoutValidation(
                    Encoding.Latin1.GetString(line[..colon]), Encoding.Latin1.GetString(line[(colon + 1)..].Trim(HeadBytes.Whitespace)));
            }
        }

        if (_exchange.Request.Exchange is Http1Exchange)
        {
            _exchange.Request.Context.Features.Set<IHttpResponseTrailersFeature>(new Trailing());
        }
    }

    private Exception BrokenOff() => _exchange.Connection.IsAborted
        ? new OperationCanceledException()
        : new IOException("The target broke off the connection in the middle of its answer.");

    private sealed class Trailing : IHttpResponseTrailersFeature
    {
        public IHeaderDictionary Trailers { get; set; } = new HeaderDictionary();
    }
}
