using System.Runtime.CompilerServices;

namespace AlbEmulator.FrontEndConnections;

/// <summary>What goes to the client of an HTTP/1 connection: counts it, and knows since when the client reads nothing.</summary>
internal sealed class Http1Output(Stream stream, TimeProvider time)
{
    private long _stalledSince;

    /// <summary>Bytes that were handed to the client's socket so far.</summary>
    public long BytesWritten { get; private set; }

    /// <summary>Timestamp of the first byte of the answer under way, 0 before it.</summary>
    public long ResponseTimestamp { get; private set; }

    /// <summary>Timestamp of what was last written behind it; 0 before that.</summary>
    public long LastPieceTimestamp { get; private set; }

    /// <summary>Timestamp since which the client takes nothing of what waits for it; 0 while it does.</summary>
    public long StalledSince => Volatile.Read(ref _stalledSince);

    /// <summary>Another answer follows.</summary>
    public void EndResponse() => ResponseTimestamp = LastPieceTimestamp = 0;

    /// <summary>Sends a piece of the answer.</summary>
    /// <exception cref="IOException">The client has left.</exception>
    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        var now = time.GetTimestamp();
        if (ResponseTimestamp == 0)
        {
            ResponseTimestamp = now;
        }
        else
        {
            LastPieceTimestamp = now;
        }

        return SendAsync(bytes, now);
    }

    /// <summary>Sends what is no part of an answer: an interim one.</summary>
    public ValueTask SendInterimAsync(ReadOnlyMemory<byte> bytes) => SendAsync(bytes, time.GetTimestamp());

    private ValueTask SendAsync(ReadOnlyMemory<byte> bytes, long now)
    {
        var written = stream.WriteAsync(bytes);
        // Asked once: what the client takes after that is waited for, and counted there.
        if (!written.IsCompleted)
        {
            return WaitAsync(written, bytes.Length, now);
        }

        if (written.IsCompletedSuccessfully)
        {
            BytesWritten += bytes.Length;
        }

        return written;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WaitAsync(ValueTask written, int bytes, long now)
    {
        Volatile.Write(ref _stalledSince, now);
        try
        {
            await written.ConfigureAwait(false);
            BytesWritten += bytes;
        }
        finally
        {
            Volatile.Write(ref _stalledSince, 0);
        }
    }
}
