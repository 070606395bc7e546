using AlbEmulator.Listeners;

namespace AlbEmulator.Requests;

/// <summary>A body of unknown length, which says when its end was read: whether a client or a target is late depends on it.</summary>
internal sealed class ChunkedBody(Stream body, Http1Exchange exchange) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var bytes = await body.ReadAsync(buffer, cancellationToken);
        exchange.IsChunkedBodyRead |= bytes == 0 && !buffer.IsEmpty;
        return bytes;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
