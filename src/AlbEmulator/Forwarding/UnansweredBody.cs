using AlbEmulator.Requests;

namespace AlbEmulator.Forwarding;

/// <summary>
/// A client's body until the target has answered: from then on it is as long as it was to be, and nobody waits for the
/// client any longer.
/// </summary>
internal sealed class UnansweredBody(Stream body, long? contentLength, EarlyAnswer answer) : ReadOnlyStream
{
    private long _bytes;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // There may be more of it than can be made up in any time.
        cancellationToken.ThrowIfCancellationRequested();
        var bytes = answer.HasCome
            ? (int)Math.Min(buffer.Length, (contentLength ?? 0) - Math.Min(_bytes, contentLength ?? 0))
            : await body.ReadAsync(buffer, cancellationToken);
        _bytes += bytes;
        return bytes;
    }
}
