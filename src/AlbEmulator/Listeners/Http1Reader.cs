using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace AlbEmulator.Listeners;

/// <summary>
/// What the client sends, on its way to Kestrel's parser: counts it, notes when a request begins, and lets request
/// targets with bytes above 127 through, which an ALB accepts and the parser does not.
/// </summary>
internal sealed class Http1Reader(PipeReader inner, Http1Connection connection) : PipeReader
{
    private ReadOnlySequence<byte> _buffer;
    private byte[]? _escapedLine;

    /// <summary>Bytes that the parser has taken so far.</summary>
    public long BytesConsumed { get; private set; }

    public override bool TryRead(out ReadResult result)
    {
        if (_escapedLine is not null)
        {
            result = EscapedLine();
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
        if (_escapedLine is not null)
        {
            return new ValueTask<ReadResult>(EscapedLine());
        }

        var read = inner.ReadAsync(cancellationToken);
        return read.IsCompletedSuccessfully ? new ValueTask<ReadResult>(Seen(read.Result)) : SeenAsync(read);
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (_escapedLine is null)
        {
            BytesConsumed += _buffer.Slice(0, consumed).Length;
            inner.AdvanceTo(consumed, examined);
        }
        else if (_buffer.Slice(consumed).IsEmpty)
        {
            _escapedLine = null;
        }
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> SeenAsync(ValueTask<ReadResult> read) => Seen(await read);

    private ReadResult Seen(ReadResult result)
    {
        if (connection.TimedOut && connection.Phase != ConnectionPhase.Request)
        {
            // To the parser the client has gone: between requests it closes, within a head it rejects the request.
            result = new ReadResult(result.Buffer, isCanceled: false, isCompleted: true);
        }

        else if (result.IsCanceled && connection.TimedOut)
        {
            // A request began as the sweep came by: it is none of the sweep's.
            result = new ReadResult(result.Buffer, isCanceled: false, result.IsCompleted);
        }

        _buffer = result.Buffer;
        if (connection.Phase == ConnectionPhase.Drain && connection.DrainEnd != 0 && BytesConsumed >= connection.DrainEnd)
        {
            connection.Phase = ConnectionPhase.Head;
            connection.Exchange.BeginsAt(connection.DrainEnd);
        }

        if (connection.Phase != ConnectionPhase.Request && !_buffer.IsEmpty)
        {
            connection.LastActivity = connection.Time.GetTimestamp();
            if (connection.HeadTimestamp == 0 || connection.Phase == ConnectionPhase.Drain)
            {
                connection.HeadTimestamp = connection.LastActivity;
                connection.HeadTime = connection.Time.GetUtcNow().UtcDateTime;
                connection.IsHttp2Preface = _buffer.FirstSpan.StartsWith("PRI "u8);
            }

            // Only the first line of a head: the parser takes it before the headers have come.
            if (connection.Phase == ConnectionPhase.Head && connection.Exchange.ReceivedBytes == 0
                && RequestLine.TryEscape(_buffer, out var line))
            {
                return Escape(line);
            }
        }

        return result;
    }

    /// <summary>Gives the parser the escaped request line in place of the one that came; the headers follow as they are.</summary>
    private ReadResult Escape(EscapedRequestLine line)
    {
        BytesConsumed += line.Length;
        inner.AdvanceTo(_buffer.GetPosition(line.Length));
        connection.EscapedFrom = line.Target;
        _escapedLine = line.Bytes;
        return EscapedLine();
    }

    private ReadResult EscapedLine()
    {
        _buffer = new ReadOnlySequence<byte>(_escapedLine!);
        return new ReadResult(_buffer, isCanceled: false, isCompleted: false);
    }
}
