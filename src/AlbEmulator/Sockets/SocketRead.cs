using System.Net.Sockets;

namespace AlbEmulator.Sockets;

/// <summary>
/// The read of a socket that is outstanding, or was last; one at a time. How it ends is told by no exception: most end as their
/// connection does. It is to be disposed with its socket: what is watched is not collected.
/// </summary>
internal abstract class SocketRead : IDisposable
{
    /// <summary>Bytes that it brought; 0 for the end.</summary>
    public int Bytes { get; protected set; }

    /// <summary>Why it brought nothing, where it has failed.</summary>
    public SocketError Error { get; protected set; }

    /// <summary>The same in words.</summary>
    public IOException Failure => new(
        Error switch
        {
            SocketError.OperationAborted => "The connection is closed.",
            SocketError.TooManyOpenSockets => "The system has no room for one more connection.",
            _ => "The other side broke off the connection.",
        },
        new SocketException((int)Error));

    /// <summary>
    /// Who hears of what comes; null before the first wait, and where the system tells in another way. Before that wait it may be said
    /// who shall, else they take turns.
    /// </summary>
    public EventLoop? Loop { get; set; }

    /// <summary>The best that this system has.</summary>
    /// <param name="socket">That is read. Does not block.</param>
    public static SocketRead Of(Socket socket) => OperatingSystem.IsLinux() ? new WatchedRead(socket) : new SystemRead(socket);

    /// <summary>Begins. Whether it goes on.</summary>
    /// <param name="buffer">Where what comes is put.</param>
    /// <param name="ends">Is called when it has gone on and ends: by any thread.</param>
    public abstract bool Begin(Memory<byte> buffer, Action ends);

    /// <summary>Reads where none is outstanding and there is known to be something, and waits for nothing.</summary>
    /// <returns>Whether it has read, or failed; false also where the system does not say.</returns>
    public virtual bool TryRead(Memory<byte> buffer) => false;

    /// <summary>Ends the read that is outstanding, with what is there by now: nobody is told of it.</summary>
    /// <returns>False where somebody is told, or was, and where the system cannot.</returns>
    public virtual bool TryEnd() => false;

    /// <summary>Whoever waits goes on on the thread that hears of it first: nothing that it does may block.</summary>
    public abstract void CompleteInline();

    /// <summary>The socket is closed, or about to be: a read that is outstanding ends, and brings nothing.</summary>
    public abstract void Dispose();

    /// <summary>It has ended, and brought nothing.</summary>
    /// <returns>That it has ended: true.</returns>
    protected bool Fail(SocketError error)
    {
        (Bytes, Error) = (0, error);
        return true;
    }
}
