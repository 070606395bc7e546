namespace AlbEmulator.Http1;

/// <summary>A stream that is read and written in one way each.</summary>
internal abstract class DuplexStream : UnseekableStream
{
    public sealed override bool CanRead => true;

    public sealed override bool CanWrite => true;

    public abstract override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default);

    public abstract override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default);

    /// <summary>Nothing is held back.</summary>
    public sealed override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
