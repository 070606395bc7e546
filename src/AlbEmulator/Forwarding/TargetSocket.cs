using System.Net.Sockets;
using AlbEmulator.Http1;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.Forwarding;

/// <summary>A connection to a target, known as long as it is open: it is closed when its target has drained.</summary>
internal sealed class TargetSocket(Socket socket, OpenConnection connection, TargetConnections connections) : WireSocket(socket)
{
    protected override void Dispose(bool disposing)
    {
        connections.Forget(connection);
        base.Dispose(disposing);
    }
}
