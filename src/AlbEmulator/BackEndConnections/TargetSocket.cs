using System.Net.Sockets;
using AlbEmulator.Http1;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.BackEndConnections;

/// <summary>A connection to a target, known as long as it is open: it is closed when its target has drained.</summary>
internal sealed class TargetSocket(Socket socket, OpenConnection connection, TargetConnections connections) : WireSocket(socket)
{
    /// <summary>Whether it was closed because its target had drained.</summary>
    public bool IsDrained => connection.IsClosed;

    /// <summary>Whether there is something to read, be it the end.</summary>
    public bool IsReadable
    {
        get
        {
            try
            {
                return Socket.Poll(0, SelectMode.SelectRead);
            }
            catch (ObjectDisposedException)
            {
                return true;
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        connections.Forget(connection);
        base.Dispose(disposing);
    }
}
