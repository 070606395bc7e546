using System.Net.Sockets;
using AlbEmulator.Sockets;

namespace AlbEmulator.Http1;

/// <summary>
/// A socket as a stream. What can be sent at once is; that the other side has broken it off costs little to tell, since many
/// may break off at once: <see cref="Socket"/> itself would render a stack trace for each.
/// </summary>
internal class WireSocket : NetworkStream
{
    private const int LinuxTcpInfo = 11;
    private const int LinuxClosed = 7;
    private const int LinuxCloseWait = 8;

    private ReadOnlyMemory<byte> _putBack;
    private bool _isEnded;

    public WireSocket(Socket socket)
        : base(socket, ownsSocket: true)
    {
        // What cannot be sent at once is told, and sent in the asynchronous way.
        socket.Blocking = false;
        Reading = SocketRead.Of(socket);
    }

    /// <summary>For whoever reads it as a socket, and not as a stream.</summary>
    public SocketRead Reading { get; }

    /// <summary>Whoever reads it goes on on the thread that hears of what came first: nothing that it does may block.</summary>
    public void CompleteInline() => Reading.CompleteInline();

    /// <summary>Whether the other side has sent its last byte, be it unread; elsewhere than on Linux only where it is not.</summary>
    public bool IsHalfClosed
    {
        get
        {
            Span<byte> state = stackalloc byte[1];
            try
            {
                return OperatingSystem.IsLinux()
                    ? Socket.GetRawSocketOption((int)SocketOptionLevel.Tcp, LinuxTcpInfo, state) == 1 && state[0] is LinuxClosed or LinuxCloseWait
                    : Socket.Poll(0, SelectMode.SelectRead) && Socket.Available == 0;
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                return true;
            }
        }
    }

    /// <summary>Ends one way of the connection, or both: the other side hears that nothing more will come.</summary>
    /// <returns>Whether there was still something to end.</returns>
    public bool End(SocketShutdown ways)
    {
        try
        {
            Socket.Shutdown(ways);
            _isEnded |= ways == SocketShutdown.Both;
            return true;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The other side was first.
            return false;
        }
    }

    /// <summary>Ends both ways, so that whoever waits for more hears that nothing comes: it costs less than to close before that.</summary>
    /// <returns>Whether they hear of it: on Windows they do when it is closed.</returns>
    public bool EndsReading() => !OperatingSystem.IsWindows() && End(SocketShutdown.Both);

    /// <summary>Ends one way, so that whoever waits for more hears that nothing comes, and the other side can still be told something.</summary>
    /// <inheritdoc cref="EndsReading"/>
    public bool EndsReceiving() => !OperatingSystem.IsWindows() && End(SocketShutdown.Receive);

    /// <summary>Ends the connection so that the other side hears of no end but of a reset.</summary>
    public void Reset()
    {
        // Without a time it is closed at once, and what is left of it is thrown away: before whoever reads closes it in order.
        Socket.Close(timeout: 0);
        Reading.Dispose();
    }

    /// <summary>Bytes that were read, and are to be read again before anything else by who reads it as a stream.</summary>
    public void PutBack(ReadOnlyMemory<byte> bytes) => _putBack = bytes;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_putBack.IsEmpty)
        {
            return Reading is WatchedRead watched ? watched.ReadAsync(buffer, cancellationToken) : base.ReadAsync(buffer, cancellationToken);
        }

        var bytes = Math.Min(buffer.Length, _putBack.Length);
        _putBack[..bytes].CopyTo(buffer);
        _putBack = bytes == _putBack.Length ? default : _putBack[bytes..];
        return new(bytes);
    }

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

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            // Before the socket: whoever reads is not to take it for the end of what comes.
            Reading.Dispose();
        }

        if (_isEnded)
        {
            // NetworkStream would end it once more.
            Socket.Dispose();
        }
        else
        {
            base.Dispose(disposing);
        }
    }
}
