using System.Buffers;

namespace AlbEmulator.Forwarding.Lambda;

/// <summary>Reads a stream that may be neither too long nor silent for too long.</summary>
/// <param name="limit">Bytes that it may have.</param>
/// <param name="patience">How long it may be silent.</param>
/// <param name="time">The clock.</param>
internal sealed class LimitedBytes(int limit, TimeSpan patience, TimeProvider time)
{
    private const int Piece = 16 * 1024;

    /// <summary>All bytes; null as soon as there are too many.</summary>
    /// <exception cref="TimeoutException">It was silent for too long.</exception>
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(
        Stream stream, long? announced, CancellationToken cancellationToken)
    {
        if (announced > limit)
        {
            return null;
        }

        var bytes = new ArrayBufferWriter<byte>();
        using var silence = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        try
        {
            while (await stream.ReadAsync(bytes.GetMemory(Piece), either.Token) is > 0 and var count)
            {
                silence.CancelAfter(patience);
                bytes.Advance(count);
                if (bytes.WrittenCount > limit)
                {
                    return null;
                }
            }
        }
        catch (OperationCanceledException exception)
            when (silence.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("Nothing came for too long.", exception);
        }

        return bytes.WrittenMemory;
    }
}
