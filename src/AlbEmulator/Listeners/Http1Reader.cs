using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;
using AlbEmulator.Desync;
using AlbEmulator.Requests;

namespace AlbEmulator.Listeners;

/// <summary>
/// What the client sends, on its way to Kestrel's parser: counts it, notes when a request begins, and holds its head back
/// until it is whole and known to be readable in one way only. A head that is not as the parser wants it, it gets in
/// other words, or in words that it refuses.
/// </summary>
internal sealed class Http1Reader(PipeReader inner, Http1Connection connection) : PipeReader, IValueTaskSource<ReadResult>
{
    /// <summary>No head is held back that is longer: the parser refuses it by itself.</summary>
    private const int LongestHead = HeaderLimits.RequestLine + HeaderLimits.EntireRequestHeader;

    /// <summary>What was read last and is not all the parser's yet.</summary>
    private ReadOnlySequence<byte> _buffer;

    /// <summary>What the parser gets in the place of a head; empty where it gets what came.</summary>
    private ReadOnlySequence<byte> _rewritten;

    /// <summary>Whether the parser was shown nothing of what was read, and has none of it to take.</summary>
    private bool _isPutBack;

    private HeadEnd _headEnd;
    private bool _hasLine;

    private IValueTaskSource<ReadResult> Source => (IValueTaskSource<ReadResult>)inner;

    /// <summary>Bytes that the parser has taken so far.</summary>
    public long BytesConsumed { get; private set; }

    public override bool TryRead(out ReadResult result)
    {
        if (!_rewritten.IsEmpty)
        {
            result = Rewritten();
            return true;
        }

        if (!inner.TryRead(out result))
        {
            return false;
        }

        result = See(result);
        return true;
    }

    /// <summary>
    /// A read that waits is the socket's pipe's own, whose source takes any token: an idle connection has nothing of ours
    /// that waits.
    /// </summary>
    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (TryRead(out var result))
        {
            return new ValueTask<ReadResult>(result);
        }

        var read = inner.ReadAsync(cancellationToken);
        return read.IsCompletedSuccessfully ? new ValueTask<ReadResult>(See(read.Result))
            : inner is IValueTaskSource<ReadResult> ? new ValueTask<ReadResult>(this, 0)
            : SeenAsync(read);
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (!_rewritten.IsEmpty)
        {
            _rewritten = _rewritten.Slice(consumed);
        }
        else if (_isPutBack)
        {
            _isPutBack = false;
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

    ReadResult IValueTaskSource<ReadResult>.GetResult(short token) => See(Source.GetResult(token));

    ValueTaskSourceStatus IValueTaskSource<ReadResult>.GetStatus(short token) => Source.GetStatus(token);

    void IValueTaskSource<ReadResult>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        Source.OnCompleted(continuation, state, token, flags);

    /// <summary>Over TLS, where whoever reads waits for more than a pipe.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> SeenAsync(ValueTask<ReadResult> read) => See(await read);

    /// <summary>What the parser gets of it: nothing where it could not make use of it yet.</summary>
    private ReadResult See(ReadResult result)
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
            return result;
        }

        connection.LastActivity = connection.Time.GetTimestamp();
        if (connection.HeadTimestamp == 0 || connection.Phase == ConnectionPhase.Drain)
        {
            connection.HeadTimestamp = connection.LastActivity;
            connection.HeadTime = connection.Time.GetUtcNow().UtcDateTime;
        }

        return connection.Phase == ConnectionPhase.Drain || connection.IsHeadGiven || connection.TimedOut
            ? result
            : Head(result);
    }

    private ReadResult Head(in ReadResult result)
    {
        if (_buffer.FirstSpan[0] is (byte)'\r' or (byte)'\n')
        {
            // Empty lines before a request are nobody's (RFC 9112, 2.2).
            var lines = new SequenceReader<byte>(_buffer);
            BytesConsumed += lines.AdvancePastAny((byte)'\r', (byte)'\n');
            return PutBack(result, lines.Position, lines.Position);
        }

        var isReached = _headEnd.IsReached(_buffer, _hasLine);
        var isTooLong = _buffer.Length > (isReached || _hasLine ? LongestHead : HeaderLimits.RequestLine);
        var isEnded = result.IsCompleted || isTooLong;
        if (!isEnded && !isReached)
        {
            return PutBack(result, _buffer.Start, _buffer.End);
        }

        var first = _buffer.FirstSpan;
        var head = HeadScanner.Scan(first, result.IsCompleted && _buffer.IsSingleSegment);
        if (head.Length != 0 || _buffer.IsSingleSegment)
        {
            return Head(result, first, head, isEnded);
        }

        var length = (int)Math.Min(_buffer.Length, LongestHead + 1);
        var joined = ArrayPool<byte>.Shared.Rent(length);
        _buffer.Slice(0, length).CopyTo(joined);
        var bytes = joined.AsSpan(0, length);
        var given = Head(result, bytes, HeadScanner.Scan(bytes, result.IsCompleted), isEnded);
        ArrayPool<byte>.Shared.Return(joined);
        return given;
    }

    private ReadResult Head(in ReadResult result, ReadOnlySpan<byte> bytes, in RequestHead head, bool isEnded)
    {
        var isParsers = !head.Line.IsRequestLine || head.Line.IsOtherProtocol;
        if (head.Length == 0 && !isEnded && !isParsers && head.Line.IsReadable)
        {
            _hasLine = true;
            _headEnd.IsReached(_buffer, _hasLine);
            return PutBack(result, _buffer.Start, _buffer.End);
        }

        connection.IsHeadGiven = true;
        connection.IsHttp2Preface = bytes.StartsWith("PRI "u8);
        connection.IsTlsHello = bytes is [0x16, 3, ..];
        if (isParsers)
        {
            return result;
        }

        connection.Take(bytes, head);
        if (connection.Refusal != 0)
        {
            return Replaced(HeadRewriter.Refuse(bytes, head), head.Length == 0 ? (int)_buffer.Length : head.Length);
        }

        return head.IsToBeRewritten && head.Length != 0
            ? Replaced(HeadRewriter.Rewrite(bytes, head), head.Length)
            : result;
    }

    /// <summary>The parser reads again, and hears then what there is besides.</summary>
    private ReadResult PutBack(in ReadResult result, SequencePosition consumed, SequencePosition examined)
    {
        inner.AdvanceTo(consumed, examined);
        _isPutBack = true;
        return new ReadResult(ReadOnlySequence<byte>.Empty, result.IsCanceled, isCompleted: false);
    }

    /// <summary>Gives the parser other bytes in place of the first of those that came.</summary>
    private ReadResult Replaced(byte[] bytes, int length)
    {
        BytesConsumed += length;
        inner.AdvanceTo(_buffer.GetPosition(length));
        _rewritten = new ReadOnlySequence<byte>(bytes);
        return Rewritten();
    }

    private ReadResult Rewritten() => new(_rewritten, isCanceled: false, isCompleted: false);
}
