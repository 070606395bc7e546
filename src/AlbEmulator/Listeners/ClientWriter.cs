using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace AlbEmulator.Listeners;

/// <summary>What Kestrel sends, on its way to the client: knows since when the client reads nothing.</summary>
internal abstract class ClientWriter(PipeWriter inner, TimeProvider time) : PipeWriter
{
    /// <summary>Timestamp since which the client takes nothing of what waits for it; 0 while it does.</summary>
    public long StalledSince { get; private set; }

    public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => inner.UnflushedBytes;

    protected PipeWriter Inner => inner;

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
        Watched(inner.FlushAsync(cancellationToken));

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    protected ValueTask<FlushResult> Watched(ValueTask<FlushResult> flush) =>
        flush.IsCompleted ? flush : WatchedAsync(flush);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<FlushResult> WatchedAsync(ValueTask<FlushResult> flush)
    {
        StalledSince = time.GetTimestamp();
        try
        {
            return await flush;
        }
        finally
        {
            StalledSince = 0;
        }
    }
}
