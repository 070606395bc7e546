using System.Net;
using AlbEmulator.Http1;

namespace AlbEmulator.TargetGroups;

/// <summary>
/// A connection to an HTTP/2 target, over TLS or not, for requests and for health checks: the HTTP client would name the
/// host in <c>:authority</c>, an ALB names it in <c>host</c>.
/// </summary>
internal sealed class TargetHttp2Stream(Stream inner) : DuplexStream
{
    private readonly TargetFrames _frames = new();

    /// <summary>Puts it below an HTTP client.</summary>
    public static ValueTask<Stream> Below(SocketsHttpPlaintextStreamFilterContext context, CancellationToken cancellationToken) =>
        ValueTask.FromResult(context.NegotiatedHttpVersion == HttpVersion.Version20
            ? new TargetHttp2Stream(context.PlaintextStream)
            : context.PlaintextStream);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var bytes = _frames.Sending(buffer);
        return bytes.IsEmpty ? ValueTask.CompletedTask : inner.WriteAsync(bytes, cancellationToken);
    }

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
