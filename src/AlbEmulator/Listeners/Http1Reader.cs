using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using AlbEmulator.Desync;
using AlbEmulator.Requests;

namespace AlbEmulator.Listeners;

/// <summary>
/// What the client sends, on its way to Kestrel's parser: counts it, notes when a request begins, and holds its head back
/// until it is whole and known to be readable in one way only. A head that is not as the parser wants it, it gets in
/// other words, or in words that it refuses.
/// </summary>
internal sealed class Http1Reader(PipeReader inner, Http1Connection connection) : PipeReader
{
    /// <summary>No head is held back that is longer: the parser refuses it by itself.</summary>
    private const int LongestHead = HeaderLimits.RequestLine + HeaderLimits.EntireRequestHeader;

    /// <summary>What was read last and is not all the parser's yet.</summary>
    private ReadOnlySequence<byte> _buffer;

    /// <summary>What the parser gets in the place of a head; empty where it gets what came.</summary>
    private ReadOnlySequence<byte> _rewritten;

    /// <summary>Whether the parser was shown nothing of what was read.</summary>
    private bool _isHeldBack;

    private HeadEnd _headEnd;
    private bool _hasLine;

    /// <summary>Bytes that the parser has taken so far.</summary>
    public long BytesConsumed { get; private set; }

    public override bool TryRead(out ReadResult result)
    {
        if (!_rewritten.IsEmpty)
        {
            result = Rewritten();
            return true;
        }

        while (inner.TryRead(out result))
        {
            if (TrySee(ref result))
            {
                return true;
            }
        }

        return false;
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        return TryRead(out var result) ? new ValueTask<ReadResult>(result) : NextAsync(cancellationToken);
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (!_rewritten.IsEmpty)
        {
            _rewritten = _rewritten.Slice(consumed);
        }
        else if (_isHeldBack)
        {
            _isHeldBack = false;
            inner.AdvanceTo(_buffer.Start, _buffer.End);
        }
        else
        {
            BytesConsumed += _buffer.Slice(0, consumed).Length;
            inner.AdvanceTo(consumed, examined);
        }
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    /// <summary>Another request follows: its head is looked at as the one before was.</summary>
    public void BeginHead()
    {
        _headEnd = default;
        _hasLine = false;
    }

    /// <summary>What an idle connection waits in: no variable of it lives longer than one turn.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await inner.ReadAsync(cancellationToken);
            if (TrySee(ref result))
            {
                return result;
            }
        }
    }

    /// <summary>False when it was nothing yet that the parser could make use of, and has been put back.</summary>
    private bool TrySee(ref ReadResult result)
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
        connection.LookForEndOfDrain();
        if (connection.Phase == ConnectionPhase.Request || _buffer.IsEmpty)
        {
            return true;
        }

        connection.LastActivity = connection.Time.GetTimestamp();
        if (connection.HeadTimestamp == 0 || connection.Phase == ConnectionPhase.Drain)
        {
            connection.HeadTimestamp = connection.LastActivity;
            connection.HeadTime = connection.Time.GetUtcNow().UtcDateTime;
        }

        return connection.Phase == ConnectionPhase.Drain || connection.IsHeadGiven || TryGiveHead(ref result);
    }

    private bool TryGiveHead(ref ReadResult result)
    {
        if (connection.TimedOut)
        {
            return true;
        }

        if (_buffer.FirstSpan[0] is (byte)'\r' or (byte)'\n')
        {
            // Empty lines before a request are nobody's (RFC 9112, 2.2).
            var lines = new SequenceReader<byte>(_buffer);
            BytesConsumed += lines.AdvancePastAny((byte)'\r', (byte)'\n');
            inner.AdvanceTo(lines.Position);
            return false;
        }

        var isReached = _headEnd.IsReached(_buffer, _hasLine);
        var isTooLong = _buffer.Length > (isReached || _hasLine ? LongestHead : HeaderLimits.RequestLine);
        var isEnded = result.IsCompleted || isTooLong;
        if (!isEnded && !isReached)
        {
            return HoldBack(ref result);
        }

        var first = _buffer.FirstSpan;
        var head = HeadScanner.Scan(first, result.IsCompleted && _buffer.IsSingleSegment);
        if (head.Length != 0 || _buffer.IsSingleSegment)
        {
            return TryGiveHead(ref result, first, head, isEnded);
        }

        var length = (int)Math.Min(_buffer.Length, LongestHead + 1);
        var joined = ArrayPool<byte>.Shared.Rent(length);
        _buffer.Slice(0, length).CopyTo(joined);
        var bytes = joined.AsSpan(0, length);
        var isGiven = TryGiveHead(ref result, bytes, HeadScanner.Scan(bytes, result.IsCompleted), isEnded);
        ArrayPool<byte>.Shared.Return(joined);
        return isGiven;
    }

    private bool TryGiveHead(ref ReadResult result, ReadOnlySpan<byte> bytes, in RequestHead head, bool isEnded)
    {
        var isParsers = !head.Line.IsRequestLine || head.Line.IsOtherProtocol;
        if (head.Length == 0 && !isEnded && !isParsers && head.Line.IsReadable)
        {
            _hasLine = true;
            _headEnd.IsReached(_buffer, _hasLine);
            return HoldBack(ref result);
        }

        connection.IsHeadGiven = true;
        connection.IsHttp2Preface = bytes.StartsWith("PRI "u8);
        if (isParsers)
        {
            return true;
        }

        connection.Take(bytes, head);
        if (connection.Refusal != 0)
        {
            Replace(HeadRewriter.Refuse(bytes, head), head.Length == 0 ? (int)_buffer.Length : head.Length, ref result);
        }
        else if (head.IsToBeRewritten && head.Length != 0)
        {
            Replace(HeadRewriter.Rewrite(bytes, head), head.Length, ref result);
        }

        return true;
    }

    /// <summary>The parser waits, unless it is told something else.</summary>
    private bool HoldBack(ref ReadResult result)
    {
        if (result.IsCanceled)
        {
            _isHeldBack = true;
            result = new ReadResult(ReadOnlySequence<byte>.Empty, isCanceled: true, result.IsCompleted);
            return true;
        }

        inner.AdvanceTo(_buffer.Start, _buffer.End);
        return false;
    }

    /// <summary>Gives the parser other bytes in place of the first of those that came.</summary>
    private void Replace(byte[] bytes, int length, ref ReadResult result)
    {
        BytesConsumed += length;
        inner.AdvanceTo(_buffer.GetPosition(length));
        _rewritten = new ReadOnlySequence<byte>(bytes);
        result = Rewritten();
    }

    private ReadResult Rewritten() => new(_rewritten, isCanceled: false, isCompleted: false);
}
