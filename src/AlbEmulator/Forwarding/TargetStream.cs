using System.Net.Sockets;
using System.Runtime.CompilerServices;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.Forwarding;

/// <summary>
/// A connection to a target. It says what an HTTP client would keep to itself: a target that closes while a request
/// is outstanding has failed that request, which must not be sent a second time. And it restores the request target
/// where the client's own could not be said in a <see cref="Uri"/>. A WebSocket ends in order when its target has drained.
/// </summary>
internal sealed class TargetStream(Socket socket, OpenConnection connection, TargetConnections connections)
    : NetworkStream(socket, ownsSocket: true)
{
    /// <summary>Whether what is written next begins a request: HTTP/1.1 without pipelining alternates.</summary>
    private bool _beginsRequest = true;
    private bool _isUpgraded;

    /// <summary>How much of <see cref="Upgraded"/> the answer began with so far; more than all of it once it did not.</summary>
    private int _matched;

    private static ReadOnlySpan<byte> Upgraded => "HTTP/1.1 101"u8;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isUpgraded)
        {
            return UpgradedAsync(buffer, cancellationToken);
        }

        var read = base.ReadAsync(buffer, cancellationToken);
        if (buffer.IsEmpty)
        {
            return read;
        }

        return read.IsCompletedSuccessfully
            ? new ValueTask<int>(Received(buffer, read.Result))
            : ReceivedAsync(buffer, read);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_beginsRequest && !_isUpgraded)
        {
            _beginsRequest = false;
            _matched = 0;
            buffer = RequestTarget.Restore(buffer);
        }

        return base.WriteAsync(buffer, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        connections.Forget(connection);
        base.Dispose(disposing);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> UpgradedAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await base.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException) when (connection.IsClosed)
        {
            return 0;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReceivedAsync(Memory<byte> buffer, ValueTask<int> read) => Received(buffer, await read);

    private int Received(Memory<byte> buffer, int bytes)
    {
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
