using AlbEmulator.Listeners;

namespace AlbEmulator.Requests;

/// <summary>A body of unknown length, which says when its end was read: whether a client or a target is late depends on it.</summary>
internal sealed class ChunkedBody(Stream body, Http1Exchange exchange) : ReadOnlyStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var bytes = await body.ReadAsync(buffer, cancellationToken);
        exchange.IsChunkedBodyRead |= bytes == 0 && !buffer.IsEmpty;
        return bytes;
    }
}
