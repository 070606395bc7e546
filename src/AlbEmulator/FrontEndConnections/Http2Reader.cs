using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace AlbEmulator.FrontEndConnections;

/// <summary>What the client sends, on its way to Kestrel: notes which stream each frame belongs to.</summary>
internal sealed class Http2Reader(PipeReader inner, Http2Connection connection) : PipeReader
{
    private readonly Http2Frames _frames = new(Http2Frames.PrefaceLength);
    private ReadOnlySequence<byte> _buffer;

    /// <summary>Bytes of the buffer that were looked at: what Kestrel leaves is shown to it again.</summary>
    private long _looked;

    private bool _hasEnded;

    public override bool TryRead(out ReadResult result)
    {
        if (_hasEnded)
        {
            result = Ended();
            return true;
        }

        if (!inner.TryRead(out result))
        {
            return false;
        }

        result = Seen(result);
        return true;
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (_hasEnded)
        {
            return new ValueTask<ReadResult>(Ended());
        }

        var read = inner.ReadAsync(cancellationToken);
        return read.IsCompletedSuccessfully ? new ValueTask<ReadResult>(Seen(read.Result)) : SeenAsync(read);
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (!_hasEnded)
        {
            _looked -= _buffer.Slice(0, consumed).Length;
            inner.AdvanceTo(consumed, examined);
        }
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> SeenAsync(ValueTask<ReadResult> read) => Seen(await read);

    private ReadResult Seen(ReadResult result)
    {
        _buffer = result.Buffer;
        foreach (var segment in _buffer.Slice(_looked))
        {
            var bytes = segment.Span;
            while (_frames.TryTake(ref bytes, out var piece))
            {
                connection.Received(piece);
            }
        }

        _looked = _buffer.Length;
        if (!connection.TimedOut)
        {
            return result;
        }

        if (connection.IsLetGo)
        {
            // To Kestrel the client has gone: it says goodbye and closes.
            inner.AdvanceTo(_buffer.End);
            _hasEnded = true;
            return Ended();
        }

        // A request began as the sweep came by: it is none of the sweep's.
        connection.TimedOut = false;
        return new ReadResult(_buffer, isCanceled: false, result.IsCompleted);
    }

    private static ReadResult Ended() => new(ReadOnlySequence<byte>.Empty, isCanceled: false, isCompleted: true);
}
