using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.TargetGroups.Echo;

/// <summary>A client that sends the bytes it is told to send.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly NetworkStream _stream;

    public RawClient(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        _stream = new NetworkStream(Connected(socket, port), ownsSocket: true);
    }

    public string LocalEndPoint => _stream.Socket.LocalEndPoint!.ToString()!;

    public async Task SendAsync(string bytes) => await _stream.WriteAsync(Encoding.Latin1.GetBytes(bytes));

    public void FinishSending() => _stream.Socket.Shutdown(SocketShutdown.Send);

    public async Task<RawResponse> ReceiveAsync(bool hasBody = true)
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head.Append((char)await ReadByteAsync());
        }

        var lines = head.ToString().TrimEnd().Split("\r\n");
        var length = lines.FirstOrDefault(line => line.StartsWith("Content-Length: ", StringComparison.Ordinal));
        var body = new byte[length is null || !hasBody ? 0 : Number(length["Content-Length: ".Length..])];
        await _stream.ReadExactlyAsync(body).AsTask().WaitAsync(Patience.Default);
        return new RawResponse(Number(lines[0].Split(' ')[1]), lines, Encoding.Latin1.GetString(body));

        static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
    }

    public async Task<bool> IsAtEndAsync() =>
        await _stream.ReadAsync(new byte[1]).AsTask().WaitAsync(Patience.Default) == 0;

    public void Dispose() => _stream.Dispose();

    private static Socket Connected(Socket socket, int port)
    {
        socket.Connect(IPAddress.Loopback, port);
        return socket;
    }

    private async Task<byte> ReadByteAsync()
    {
        var one = new byte[1];
        await _stream.ReadExactlyAsync(one).AsTask().WaitAsync(Patience.Default);
        return one[0];
    }
}

internal sealed record RawResponse(int Status, string[] Head, string Body)
{
    public JsonElement Json => JsonDocument.Parse(Encoding.Latin1.GetBytes(Body)).RootElement;
}
