using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace AlbEmulator.FrontEndConnections;

/// <summary>
/// What Kestrel sends, on its way to the client: notes which stream each frame belongs to, and since when the client reads
/// nothing. Its first frame, SETTINGS, says
/// more than an ALB's: a limit of headers, and that WebSockets may come over HTTP/2, which browsers would believe.
/// </summary>
internal sealed class Http2Writer(PipeWriter inner, Http2Connection connection) : PipeWriter
{
    /// <summary>MAX_CONCURRENT_STREAMS, INITIAL_WINDOW_SIZE and MAX_FRAME_SIZE, with which Kestrel begins.</summary>
    private const int SettingsLength = 3 * 6;

    private readonly Http2Frames _frames = new(skip: 0);
    private Memory<byte> _lease;
    private bool _hasSettings;
    private int _settingsLeftOut;

    /// <summary>Timestamp since which the client takes nothing of what waits for it; 0 while it does.</summary>
    public long StalledSince { get; private set; }

    public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => inner.UnflushedBytes;

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override Memory<byte> GetMemory(int sizeHint = 0) => _lease = inner.GetMemory(sizeHint);

    public override void Advance(int bytes)
    {
        if (_settingsLeftOut > 0)
        {
            bytes -= _settingsLeftOut;
            _settingsLeftOut = 0;
        }
        else if (!_hasSettings)
        {
            _hasSettings = true;
            ShortenSettings(_lease.Span[..bytes]);
        }

        ReadOnlySpan<byte> written = _lease.Span[..bytes];
        _lease = _lease[bytes..];
        while (_frames.TryTake(ref written, out var piece))
        {
            connection.Sent(piece);
        }

        inner.Advance(bytes);
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        var flush = inner.FlushAsync(cancellationToken);
        return flush.IsCompletedSuccessfully ? flush : WatchedAsync(flush);
    }

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<FlushResult> WatchedAsync(ValueTask<FlushResult> flush)
    {
        StalledSince = connection.Time.GetTimestamp();
        try
        {
            return await flush;
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // A pipe says so when nobody reads any more; Kestrel tells of an exception as of a failure of its own.
            return new FlushResult(isCanceled: false, isCompleted: true);
        }
        finally
        {
            StalledSince = 0;
        }
    }

    /// <summary>Kestrel writes the head of a frame by itself, and then the rest.</summary>
    private void ShortenSettings(Span<byte> head)
    {
        if (head.Length == Http2Frames.HeadLength && head[2] > SettingsLength)
        {
            _settingsLeftOut = head[2] - SettingsLength;
            head[2] = SettingsLength;
        }
    }
}
