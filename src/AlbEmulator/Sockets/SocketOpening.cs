using System.Net;
using System.Net.Sockets;

namespace AlbEmulator.Sockets;

/// <summary>
/// A socket that is being connected. One that .NET connects it hears of ever after, beside <see cref="WatchedRead"/>; so it is
/// not asked where the system can be.
/// </summary>
/// <param name="socket">Not connected yet.</param>
internal sealed class SocketOpening(Socket socket) : IWatched, IDisposable
{
    private readonly TaskCompletionSource _happened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Connects it.</summary>
    /// <param name="to">Whom.</param>
    /// <param name="cancellationToken">Nobody waits any longer: it is to be disposed.</param>
    /// <exception cref="SocketException">The other side did not take it.</exception>
    /// <exception cref="OperationCanceledException">Nobody waits any longer.</exception>
    /// <exception cref="ObjectDisposedException">It was closed meanwhile.</exception>
    public Task ConnectAsync(IPEndPoint to, CancellationToken cancellationToken) =>
        OperatingSystem.IsLinux() ? ConnectWatchedAsync(to, cancellationToken) : socket.ConnectAsync(to, cancellationToken).AsTask();

    public int WatchNumber { get; set; }

    public void Tell(bool isUnusual) => _happened.TrySetResult();

    /// <summary>Closes it: whoever waits for it hears of that.</summary>
    public void Dispose()
    {
        socket.Dispose();
        _happened.TrySetResult();
    }

    private async Task ConnectWatchedAsync(IPEndPoint to, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        socket.Blocking = false;
        try
        {
            socket.Connect(to);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.WouldBlock)
        {
            // On this machine it is made by now, or refused.
            if (!socket.Poll(TimeSpan.Zero, SelectMode.SelectWrite))
            {
                await HappensAsync(cancellationToken);
            }
        }

        if ((int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)! is not 0 and var error)
        {
            throw new SocketException(error);
        }

        if (!socket.Connected)
        {
            throw new SocketException((int)SocketError.NotConnected);
        }

        // As it was: a stream is made of no other.
        socket.Blocking = true;
    }

    private async Task HappensAsync(CancellationToken cancellationToken)
    {
        var loop = EventLoop.Next() ?? throw new SocketException((int)SocketError.TooManyOpenSockets);
        var descriptor = Watch(loop);
        try
        {
            await _happened.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            Forget(loop, descriptor);
        }
    }

    private int Watch(EventLoop loop)
    {
        using var open = new OpenDescriptor(socket);
        return loop.WatchToSend(this, open.Number) ? open.Number : throw new SocketException((int)SocketError.NoBufferSpaceAvailable);
    }

    private void Forget(EventLoop loop, int descriptor)
    {
        try
        {
            using var open = new OpenDescriptor(socket);
            loop.Forget(this, descriptor);
        }
        catch (ObjectDisposedException)
        {
            EventLoop.Remove(this, descriptor);
        }
    }
}
