using System.Runtime.CompilerServices;
using AlbEmulator.FrontEndConnections;
using AlbEmulator.Http1;
using Microsoft.AspNetCore.Http.Features;

namespace AlbEmulator.BackEndConnections;

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
    private readonly bool _endsWithConnection;
    private BodyReader _reader;
    private bool _isAwaited;
    private bool _hasEnded;

    public AnswerBody(TargetExchange exchange, TargetResponse response)
    {
        (_exchange, _response, _input) = (exchange, response, exchange.Connection.Input);
        var head = response.Head;
        var isThere = !head.HasNoBody && exchange.Request.Context.Request.Method != HttpMethods.Head;
        _endsWithConnection = isThere && !head.IsChunked && head.ContentLength is null;
        exchange.Connection.Trailers.ResetWrittenCount();
        _reader = new BodyReader(
            _input, isThere && head.IsChunked, isThere ? head.ContentLength ?? long.MaxValue : 0, exchange.Connection.Trailers);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_hasEnded)
        {
            return new(0);
        }

        if (_reader.IsChunked)
        {
            return TryReadChunks(buffer.Span, out var read) ? new(read) : ReadChunksAsync(buffer);
        }

        if (_reader.HasEnded)
        {
            End();
            return new(0);
        }

        if (!_endsWithConnection && buffer.IsEmpty)
        {
            // There is more, or will be.
            return new(0);
        }

        buffer = buffer[..(int)Math.Min(buffer.Length, _reader.DataLeft)];
        var bytes = _input.ReadAsync(buffer, isMuch: !_endsWithConnection);
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
            if (_reader.DataLeft >= LargeChunk && !buffer.IsEmpty && _input.Unread.IsEmpty)
            {
                var large = _input.ReadAsync(buffer[..(int)Math.Min(buffer.Length, _reader.DataLeft)], isMuch: true);
                await AwaitedAsync(large.IsCompleted);
                read = await large;
                _reader.TookData(read > 0 ? read : throw BrokenOff());
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
        try
        {
            var hasCome = _reader.TryRead(buffer, out bytes);
            if (_reader.HasEnded)
            {
                TellTrailers();
                End();
            }

            return hasCome;
        }
        catch (MalformedBodyException exception)
        {
            throw new MalformedAnswerException($"is chunked and has {exception.Message}");
        }
    }

    private int Took(int bytes, bool isPeek)
    {
        if (bytes == 0 && !isPeek)
        {
            if (!_endsWithConnection || _exchange.Connection.IsAborted)
            {
                throw BrokenOff();
            }

            End();
        }

        _reader.TookData(bytes);
        if (_reader.HasEnded)
        {
            End();
        }

        return bytes;
    }

    /// <summary>Where the body does not come at once nobody waits for it with the head.</summary>
    private ValueTask AwaitedAsync(bool hasCome)
    {
        if (hasCome || _isAwaited)
        {
            return default;
        }

        _isAwaited = true;
        return _exchange.Request.Exchange.FlushHeadAsync();
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

        foreach (var (name, values) in TrailerSection.Read(section))
        {
            _response.TrailingHeaders.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
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
