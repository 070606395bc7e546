using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using AlbEmulator.Benchmarks.Processes;

namespace AlbEmulator.Benchmarks.Proxies;

/// <summary>
/// What all proxies stand in front of when clients speak WebSocket: it takes the handshake, and then gives back all bytes
/// as they come, frames and masks unread. Any other request it answers with an empty 200.
/// <see href="https://www.rfc-editor.org/rfc/rfc6455#section-4.2.2"/>
/// </summary>
internal static class EchoTarget
{
    private const string KeyHeader = "Sec-WebSocket-Key:";
    private const string KeySuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static readonly byte[] Ok = [.. "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8];

    /// <summary>Starts a target and gives its port.</summary>
    public static async Task<int> Start(Stage stage, CancellationToken cancelled)
    {
        var port = LoopbackPort.Free();
        var command = new ProgramCommand(Environment.ProcessPath!, "echo-target", "--port", $"{port}")
        {
            // Nothing here ever waits but for sockets: without a change of threads it leaves more of the machine.
            Environment = new Dictionary<string, string> { ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1" },
        };
        await FirstAnswer.Wait(stage.Start(command), port, "the echo target", cancelled);
        return port;
    }

    public static async Task<int> Run(int port, CancellationToken cancelled)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        while (!cancelled.IsCancellationRequested)
        {
            _ = Serve(await listener.AcceptSocketAsync(cancelled), cancelled);
        }

        return 0;
    }

    private static async Task Serve(Socket socket, CancellationToken cancelled)
    {
        socket.NoDelay = true;
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            while (await ReadHead(stream, cancelled) is { } head)
            {
                if (FindKey(head) is { } key)
                {
                    await stream.WriteAsync(Handshake(key), cancelled);
                    await stream.CopyToAsync(stream, cancelled);
                    return;
                }

                await stream.WriteAsync(Ok, cancelled);
            }
        }
        catch (IOException)
        {
            // The proxy ended the connection.
        }
    }

    /// <summary>One request without a body, after which its client waits; null when there is no more.</summary>
    private static async Task<string?> ReadHead(NetworkStream stream, CancellationToken cancelled)
    {
        var buffer = new byte[4096];
        var length = 0;
        do
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancelled);
            if (read == 0)
            {
                return null;
            }

            length += read;
        }
        while (!buffer.AsSpan(0, length).EndsWith("\r\n\r\n"u8));

        return Encoding.ASCII.GetString(buffer, 0, length);
    }

    private static string? FindKey(string head) => head.Split("\r\n")
        .FirstOrDefault(line => line.StartsWith(KeyHeader, StringComparison.OrdinalIgnoreCase))?[KeyHeader.Length..]
        .Trim();

    [SuppressMessage("Security", "CA5350", Justification = "RFC 6455 says so.")]
    private static byte[] Handshake(string key)
    {
        var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + KeySuffix)));
        return Encoding.ASCII.GetBytes(
            $"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: {accept}\r\n\r\n");
    }
}
