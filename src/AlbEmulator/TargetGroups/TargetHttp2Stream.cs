using System.Net;

namespace AlbEmulator.TargetGroups;

/// <summary>
/// A connection to an HTTP/2 target, over TLS or not, for requests and for health checks: the HTTP client would name the
/// host in <c>:authority</c>, an ALB names it in <c>host</c>.
/// </summary>
internal sealed class TargetHttp2Stream(Stream inner) : Stream
{
    private readonly TargetFrames _frames = new();

    /// <summary>Puts it below an HTTP client.</summary>
    public static ValueTask<Stream> Below(SocketsHttpPlaintextStreamFilterContext context, CancellationToken cancellationToken) =>
        ValueTask.FromResult(context.NegotiatedHttpVersion == HttpVersion.Version20
            ? new TargetHttp2Stream(context.PlaintextStream)
            : context.PlaintextStream);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var bytes = _frames.Sending(buffer);
        return bytes.IsEmpty ? ValueTask.CompletedTask : inner.WriteAsync(bytes, cancellationToken);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
