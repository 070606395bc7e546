using System.Net.Sockets;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.Forwarding;

/// <summary>A plain connection to an HTTP/1.1 target.</summary>
internal sealed class TargetStream(Socket socket, OpenConnection connection, TargetConnections connections)
    : TargetSocket(socket, connection, connections)
{
    private readonly TargetExchange _exchange = new(connection);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _exchange.ReceiveAsync(buffer, base.ReadAsync(TargetExchange.Readable(buffer), cancellationToken));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        HearEarlyAnswer();
        var bytes = _exchange.Sending(buffer);
        if (bytes.IsEmpty)
        {
            return ValueTask.CompletedTask;
        }

        var written = base.WriteAsync(bytes, cancellationToken);
        if (!written.IsFaulted || !HearEarlyAnswer())
        {
            return written;
        }

        // It answered, and broke off what it did not want to hear.
        _ = written.AsTask().Exception;
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Looks whether the target has begun to answer the request whose body is under way. The HTTP client has no read
    /// outstanding where the request is the first on its connection.
    /// </summary>
    private bool HearEarlyAnswer()
    {
        if (!_exchange.CanBeEarly)
        {
            return false;
        }

        Span<byte> begin = stackalloc byte[TargetExchange.FinalAnswerBytes];
        var bytes = Socket.Receive(begin, SocketFlags.Peek, out var error);
        return error == SocketError.Success && _exchange.BeginsWith(begin[..bytes]);
    }
}
