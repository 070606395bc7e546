using System.Net;
using System.Net.WebSockets;
using System.Text;
using AlbEmulator.Descriptors;
using AlbEmulator.TargetGroups.Echo;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlbEmulator.Tests.TargetGroups.Echo;

public sealed class EchoWebSocketTests : IAsyncLifetime
{
    private readonly CancellationTokenSource _tooLong = new(Patience.Default);
    private EchoTarget _target = null!;

    public async Task InitializeAsync() =>
        _target = await EchoTarget.StartAsync(IPAddress.Loopback, 0, null, ProcessDescriptors.Unlimited.Echoes, NullLoggerFactory.Instance);

    public async Task DisposeAsync()
    {
        await _target.DisposeAsync();
        _tooLong.Dispose();
    }

    [Fact]
    public async Task Text_and_binary_messages_come_back_and_the_close_is_answered()
    {
        using var socket = await ConnectAsync();

        Assert.Equal("chat", socket.SubProtocol);
        await AssertComesBackAsync(socket, Encoding.UTF8.GetBytes("höllo"), WebSocketMessageType.Text);
        await AssertComesBackAsync(socket, [], WebSocketMessageType.Text);
        var bytes = Enumerable.Range(0, 100_000).Select(position => (byte)position).ToArray();
        await AssertComesBackAsync(socket, bytes, WebSocketMessageType.Binary);

        await socket.CloseAsync((WebSocketCloseStatus)4711, "done", _tooLong.Token);
        Assert.Equal((WebSocketCloseStatus)4711, socket.CloseStatus);
        Assert.Equal("done", socket.CloseStatusDescription);
        Assert.Equal(WebSocketState.Closed, socket.State);
    }

    [Fact]
    public async Task A_stop_closes_a_WebSocket_with_1001()
    {
        using var socket = await ConnectAsync();
        var stop = _target.StopAsync(_tooLong.Token);

        var received = await socket.ReceiveAsync(new byte[10], _tooLong.Token);
        Assert.Equal(WebSocketMessageType.Close, received.MessageType);
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, socket.CloseStatus);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _tooLong.Token);
        await stop;
    }

    [Fact]
    public async Task Anything_but_a_WebSocket_is_told_to_upgrade()
    {
        using var client = new RawClient(_target.Port);
        await client.SendAsync("GET /ws HTTP/1.1\r\n\r\n");

        var answer = await client.ReceiveAsync();

        Assert.Equal(426, answer.Status);
        Assert.Contains("Upgrade: websocket", answer.Head);
    }

    private async Task<ClientWebSocket> ConnectAsync()
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("chat");
        socket.Options.AddSubProtocol("other");
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{_target.Port}/ws"), _tooLong.Token);
        return socket;
    }

    private async Task AssertComesBackAsync(ClientWebSocket socket, byte[] message, WebSocketMessageType type)
    {
        await socket.SendAsync(message, type, endOfMessage: true, _tooLong.Token);
        var back = new byte[message.Length + 1];
        var count = 0;
        WebSocketReceiveResult received;
        do
        {
            var room = new ArraySegment<byte>(back, count, back.Length - count);
            received = await socket.ReceiveAsync(room, _tooLong.Token);
            count += received.Count;
            Assert.Equal(type, received.MessageType);
        }
        while (!received.EndOfMessage);

        Assert.Equal(message, back[..count]);
    }
}
