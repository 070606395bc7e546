using System.Net.Sockets;

namespace AlbEmulator.Http1;

/// <summary>The read of a socket that is outstanding, or was last. How it ends is told by no exception: most end as their connection does.</summary>
/// <param name="socket">That is read.</param>
internal sealed class SocketRead(Socket socket) : SocketAsyncEventArgs(true)
{
    private Action _ends = null!;

    /// <summary>Begins. Whether it goes on.</summary>
    /// <param name="buffer">Where what comes is put.</param>
    /// <param name="ends">Is called when it has gone on and ends: by any thread.</param>
    /// <exception cref="ObjectDisposedException">The socket is closed.</exception>
    public bool Begin(Memory<byte> buffer, Action ends)
    {
        _ends = ends;
        SetBuffer(buffer);
        return socket.ReceiveAsync(this);
    }

    /// <summary>Why it brought nothing, where it has failed.</summary>
    public Exception Failure => new IOException("The other side broke off the connection.", new SocketException((int)SocketError));

    protected override void OnCompleted(SocketAsyncEventArgs e) => _ends();
}
