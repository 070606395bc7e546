using System.Runtime.CompilerServices;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.Forwarding;

/// <summary>
/// What a connection to an HTTP/1.1 target knows of the exchange under way. It says what an HTTP client would keep to
/// itself: a target that closes while a request is outstanding has failed that request, which must not be sent a second
/// time. It restores the request target where the client's own could not be said in a <see cref="Uri"/>. And a WebSocket
/// ends in order when its target has drained.
/// </summary>
internal sealed class TargetExchange(OpenConnection connection)
{
    /// <summary>Whether what is written next begins a request: HTTP/1.1 without pipelining alternates.</summary>
    private bool _beginsRequest = true;

    /// <summary>Whether the target switched protocols: from then on bytes are only bytes.</summary>
    private bool _isUpgraded;

    /// <summary>How much of <see cref="Upgraded"/> the answer began with so far; more than all of it once it did not.</summary>
    private int _matched;

    private static ReadOnlySpan<byte> Upgraded => "HTTP/1.1 101"u8;

    /// <summary>What is to be written in the place of these bytes.</summary>
    public ReadOnlyMemory<byte> Sending(ReadOnlyMemory<byte> bytes)
    {
        if (!_beginsRequest || _isUpgraded)
        {
            return bytes;
        }

        _beginsRequest = false;
        _matched = 0;
        return RequestTarget.Restore(bytes);
    }

    /// <summary>Takes note of what a read brings.</summary>
    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, ValueTask<int> read)
    {
        // A read into nothing waits until there is something.
        if (buffer.IsEmpty)
        {
            return read;
        }

        return read.IsCompletedSuccessfully
            ? new ValueTask<int>(Received(buffer, read.Result))
            : ReceivedAsync(buffer, read);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReceivedAsync(Memory<byte> buffer, ValueTask<int> read)
    {
        try
        {
            return Received(buffer, await read);
        }
        catch (Exception exception) when (_isUpgraded && connection.IsClosed
            && exception is IOException or ObjectDisposedException)
        {
            return 0;
        }
    }

    private int Received(Memory<byte> buffer, int bytes)
    {
        if (_isUpgraded)
        {
            return bytes;
        }

        if (bytes == 0 && !_beginsRequest)
        {
            // Without an exception SocketsHttpHandler would send the request again.
            throw new IOException("The target closed the connection before it answered.");
        }

        _beginsRequest = true;
        for (var index = 0; index < bytes && _matched < Upgraded.Length; index++)
        {
            _matched = buffer.Span[index] == Upgraded[_matched] ? _matched + 1 : int.MaxValue;
        }

        _isUpgraded = _matched == Upgraded.Length;
        return bytes;
    }
}
