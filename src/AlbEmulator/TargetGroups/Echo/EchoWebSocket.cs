using System.Diagnostics.CodeAnalysis;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;

namespace AlbEmulator.TargetGroups.Echo;

/// <summary>
/// Sends every message of a WebSocket back, frame by frame. <see href="https://www.rfc-editor.org/rfc/rfc6455"/>
/// </summary>
internal static class EchoWebSocket
{
    private const int FrameLength = 16 * 1024;

    public static bool IsHandshake(EchoRequest request) =>
        request.Method == "GET"
        && request.HeaderHasToken("Connection", "Upgrade")
        && request.HeaderHasToken("Upgrade", "websocket")
        && request.Header("Sec-WebSocket-Version") == "13"
        && request.Header("Sec-WebSocket-Key") is { Length: 24 };

    /// <summary>
    /// Answers the handshake, takes the first subprotocol that is offered, and echoes until either side closes.
    /// </summary>
    public static async Task RunAsync(EchoRequest request, EchoStream stream, CancellationToken stopping)
    {
        var protocol = request.Header("Sec-WebSocket-Protocol")?.Split(',')[0].Trim();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + $"Sec-WebSocket-Accept: {Accept(request.Header("Sec-WebSocket-Key")!)}\r\n"
            + (protocol is null ? "" : $"Sec-WebSocket-Protocol: {protocol}\r\n")
            + "\r\n"), CancellationToken.None);

        using var socket = WebSocket.CreateFromStream(
            stream, new WebSocketCreationOptions { IsServer = true, SubProtocol = protocol });
        await using var leaving = stopping.UnsafeRegister(static socket => _ = LeaveAsync((WebSocket)socket!), socket);
        await EchoAsync(socket);
    }

    private static async Task EchoAsync(WebSocket socket)
    {
        var frame = new byte[FrameLength];
        while (true)
        {
            var received = await socket.ReceiveAsync(frame.AsMemory(), CancellationToken.None);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                if (socket.State == WebSocketState.CloseReceived)
                {
                    var status = socket.CloseStatus ?? WebSocketCloseStatus.Empty;
                    var reason = status == WebSocketCloseStatus.Empty ? null : socket.CloseStatusDescription;
                    await socket.CloseOutputAsync(status, reason, CancellationToken.None);
                }

                return;
            }

            await socket.SendAsync(
                frame.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, CancellationToken.None);
        }
    }

    /// <summary>Begins the close; the echo ends when the peer answers it.</summary>
    private static async Task LeaveAsync(WebSocket socket)
    {
        try
        {
            await socket.CloseOutputAsync(
                WebSocketCloseStatus.EndpointUnavailable, "The target stops.", CancellationToken.None);
        }
        catch (Exception e) when (e is WebSocketException or IOException or InvalidOperationException)
        {
            // The peer was faster.
        }
    }

    [SuppressMessage("Security", "CA5350", Justification = "RFC 6455 says so; it shows that a handshake was read.")]
    private static string Accept(string key) =>
        Convert.ToBase64String(SHA1.HashData(Encoding.Latin1.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
}
