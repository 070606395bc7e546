using System.Net.Sockets;

namespace AlbEmulator.Sockets;

/// <summary>
/// The descriptor of a socket, which the system gives to no other until this is disposed. Whoever closes the socket meanwhile waits, and
/// spins: it is for a moment.
/// </summary>
internal readonly ref struct OpenDescriptor : IDisposable
{
    private readonly SafeSocketHandle _handle;

    /// <exception cref="ObjectDisposedException">The socket is closed.</exception>
    public OpenDescriptor(Socket socket)
    {
        var isHeld = false;
        _handle = socket.SafeHandle;
        _handle.DangerousAddRef(ref isHeld);
        Number = (int)_handle.DangerousGetHandle();
    }

    public int Number { get; }

    public void Dispose() => _handle.DangerousRelease();
}
