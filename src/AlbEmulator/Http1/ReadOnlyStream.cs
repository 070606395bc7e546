namespace AlbEmulator.Http1;

/// <summary>A stream that can be read in one way.</summary>
internal abstract class ReadOnlyStream : UnseekableStream
{
    public sealed override bool CanRead => true;

    public sealed override bool CanWrite => false;

    public abstract override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default);
}
