using System.Net;
using System.Net.Sockets;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// A way to a server, as a network is between the two: it can be cut, so that connections are reset, or be silent, so that they
/// stay and nothing comes over them.
/// </summary>
internal sealed class TcpWay : IAsyncDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly SocketServer _server;
    private readonly IPEndPoint _to;
    private readonly Lock _gate = new();
    private TaskCompletionSource _passable = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource _cut = new();
    private bool _isCut;

    /// <param name="to">The server.</param>
    public TcpWay(IPEndPoint to)
    {
        _to = to;
        _passable.SetResult();
        _server = new SocketServer(ServeAsync);
    }

    public int Port => _server.Port;

    /// <summary>Resets what there is, and whatever comes.</summary>
    public void Cut()
    {
        lock (_gate)
        {
            _isCut = true;
            _cut.Cancel();
        }
    }

    /// <summary>Nothing passes, in either direction; what is sent meanwhile passes when it is open again.</summary>
    public void Silence()
    {
        lock (_gate)
        {
            if (_passable.Task.IsCompleted)
            {
                _passable = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    /// <summary>As it was at first.</summary>
    public void Open()
    {
        lock (_gate)
        {
            if (_isCut)
            {
                _isCut = false;
                _cut.Dispose();
                _cut = new();
            }

            _passable.TrySetResult();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Cut();
        await _server.DisposeAsync();
        _cut.Dispose();
    }

    private async Task ServeAsync(Socket accepted, CancellationToken ended)
    {
        CancellationToken cut;
        lock (_gate)
        {
            cut = _cut.Token;
        }

        accepted.NoDelay = true;
        // A connection that is disposed of is reset.
        accepted.LingerState = new(true, 0);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cut, ended);
        await using var client = new NetworkStream(accepted, ownsSocket: true);
        try
        {
            await PassAsync(end.Token);
            using var server = new TcpClient { NoDelay = true, LingerState = new(true, 0) };
            await server.ConnectAsync(_to, end.Token);
            await Task.WhenAny(CopyAsync(client, server.GetStream(), end.Token), CopyAsync(server.GetStream(), client, end.Token));
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or SocketException)
        {
            // One of the two has seen it.
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, CancellationToken end)
    {
        try
        {
            var buffer = new byte[BufferBytes];
            while (await from.ReadAsync(buffer, end) is > 0 and var read)
            {
                await PassAsync(end);
                await to.WriteAsync(buffer.AsMemory(0, read), end);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The other side sees it as well.
        }
    }

    private Task PassAsync(CancellationToken end)
    {
        lock (_gate)
        {
            return _passable.Task.WaitAsync(end);
        }
    }
}
