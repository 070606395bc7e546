using System.Net.Sockets;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.Forwarding;

/// <summary>
/// A connection to a target, known as long as it is open: it is closed when its target has drained. That a target has
/// broken it off costs little to tell, since many may break off at once: <see cref="Socket"/> itself would render a
/// stack trace for each.
/// </summary>
internal sealed class TargetSocket : NetworkStream
{
    private readonly OpenConnection _connection;
    private readonly TargetConnections _connections;

    public TargetSocket(Socket socket, OpenConnection connection, TargetConnections connections)
        : base(socket, ownsSocket: true)
    {
        (_connection, _connections) = (connection, connections);
        // What cannot be sent at once is told, and sent in the asynchronous way.
        socket.Blocking = false;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        int sent;
        SocketError error;
        try
        {
            sent = Socket.Send(buffer.Span, SocketFlags.None, out error);
        }
        catch (ObjectDisposedException closed)
        {
            return ValueTask.FromException(new IOException("The connection to the target is closed.", closed));
        }

        return error switch
        {
            SocketError.Success when sent == buffer.Length => ValueTask.CompletedTask,
            SocketError.Success or SocketError.WouldBlock => base.WriteAsync(buffer[Math.Max(sent, 0)..], cancellationToken),
            _ => ValueTask.FromException(new IOException("The target broke off the connection.", new SocketException((int)error))),
        };
    }

    protected override void Dispose(bool disposing)
    {
        _connections.Forget(_connection);
        base.Dispose(disposing);
    }
}
