using System.Net;
using System.Net.Sockets;
using AlbEmulator.Sockets;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Sockets;

public sealed class SocketOpeningTests : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly SocketOpening _opening;

    public SocketOpeningTests() => _opening = new SocketOpening(_socket);

    public void Dispose() => _opening.Dispose();

    [Fact]
    public async Task Socket_is_connected_and_can_be_made_a_stream()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();

        await ConnectAsync(((IPEndPoint)listener.LocalEndPoint!).Port);

        using var accepted = await listener.AcceptAsync();
        await using var stream = new NetworkStream(_socket);
        await accepted.SendAsync("x"u8.ToArray());
        Assert.Equal('x', stream.ReadByte());
        Assert.Equal(listener.LocalEndPoint, _socket.RemoteEndPoint);
    }

    [Fact]
    public async Task Port_where_nobody_listens_refuses() =>
        Assert.Equal(SocketError.ConnectionRefused, (await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(FreePorts.Take()))).SocketErrorCode);

    [Fact]
    public async Task Wait_for_one_who_does_not_answer_is_cancelled()
    {
        using var full = new FullBacklog();
        using var cancelled = new CancellationTokenSource();
        var connecting = _opening.ConnectAsync(new IPEndPoint(IPAddress.Loopback, full.Port), cancelled.Token);
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.WaitAsync(Patience.Default));
    }

    [Fact]
    public async Task Socket_that_is_closed_while_it_waits_is_told_of()
    {
        using var full = new FullBacklog();
        var connecting = ConnectAsync(full.Port);
        _opening.Dispose();

        var exception = await Assert.ThrowsAnyAsync<Exception>(() => connecting);
        Assert.True(exception is SocketException or ObjectDisposedException, exception.ToString());
    }

    [Fact]
    public async Task One_who_answers_late_is_waited_for_and_can_be_read_then()
    {
        using var full = new FullBacklog();
        var connecting = ConnectAsync(full.Port);
        // Those before it may try again first.
        await Patience.UntilAsync("a place for the connection", () =>
        {
            full.TakeAll();
            return connecting.IsCompleted;
        });
        await connecting;

        using var read = SocketRead.Of(_socket);
        _socket.Blocking = false;
        var ended = new TaskCompletionSource();
        var isAhead = read.Begin(new byte[1], ended.SetResult);
        _socket.Shutdown(SocketShutdown.Both);
        await (isAhead ? ended.Task.WaitAsync(Patience.Default) : Task.CompletedTask);
        Assert.Equal((0, SocketError.Success), (read.Bytes, read.Error));
    }

    private Task ConnectAsync(int port) =>
        _opening.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), CancellationToken.None).WaitAsync(Patience.Default);
}
