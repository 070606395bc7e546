using System.Net.Sockets;
using System.Reflection;

namespace AlbEmulator.Http1;

/// <summary>
/// A socket as a stream. What can be sent at once is; that the other side has broken it off costs little to tell, since many
/// may break off at once: <see cref="Socket"/> itself would render a stack trace for each.
/// </summary>
internal class WireSocket : NetworkStream
{
    private static readonly Action<SafeSocketHandle, bool>? SetInline = typeof(SafeSocketHandle)
        .GetProperty("PreferInlineCompletions", BindingFlags.Instance | BindingFlags.NonPublic)?.SetMethod
        ?.CreateDelegate<Action<SafeSocketHandle, bool>>();

    public WireSocket(Socket socket)
        : base(socket, ownsSocket: true)
    {
        // What cannot be sent at once is told, and sent in the asynchronous way.
        socket.Blocking = false;
    }

    /// <summary>
    /// Whoever waits for the socket goes on on the thread that hears of it first, and not on another that has to be woken:
    /// nothing that it does may block. .NET 10 has a property for it that is not public; where there is none, all goes on as
    /// it does.
    /// </summary>
    public void CompleteInline() => SetInline?.Invoke(Socket.SafeHandle, true);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int sent;
        SocketError error;
        try
        {
            sent = Socket.Send(buffer.Span, SocketFlags.None, out error);
        }
        catch (ObjectDisposedException closed)
        {
            return ValueTask.FromException(new IOException("The connection is closed.", closed));
        }

        return error switch
        {
            SocketError.Success when sent == buffer.Length => ValueTask.CompletedTask,
            SocketError.Success or SocketError.WouldBlock =>
                base.WriteAsync(buffer[Math.Max(sent, 0)..], cancellationToken),
            _ => ValueTask.FromException(new IOException("The other side broke off the connection.", new SocketException((int)error))),
        };
    }
}
