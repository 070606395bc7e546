using System.Net.Security;
using System.Text;

namespace AlbEmulator.Tests.Support;

/// <summary>A client that writes HTTP/2 frames by hand.</summary>
public sealed class Http2RawClient : IAsyncDisposable
{
    private readonly RawClient _client;
    private int _streamId = -1;

    private Http2RawClient(RawClient client) => _client = client;

    /// <summary>Connects, and says what every client says first.</summary>
    public static async Task<Http2RawClient> ConnectAsync(int port)
    {
        var client = await RawClient.ConnectTlsAsync(
            port, tls => tls.ApplicationProtocols = [SslApplicationProtocol.Http2]);
        await client.SendAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        var raw = new Http2RawClient(client);
        await raw.SendAsync(type: 4, flags: 0, streamId: 0, []);
        return raw;
    }

    /// <summary>GET on the next stream, its headers uncompressed; gives the stream.</summary>
    public Task<int> GetAsync(string path, params (string Name, string Value)[] headers) =>
        OpenAsync("GET", path, endsStream: true, headers);

    /// <summary>HEAD on the next stream; gives the stream.</summary>
    public Task<int> HeadAsync(string path, params (string Name, string Value)[] headers) =>
        OpenAsync("HEAD", path, endsStream: true, headers);

    /// <summary>CONNECT on the next stream, which stays open; gives the stream.</summary>
    public Task<int> ConnectAsync(string path, params (string Name, string Value)[] headers) =>
        OpenAsync("CONNECT", path, endsStream: false, headers);

    /// <summary>POST on the next stream, whose body is to follow; gives the stream.</summary>
    public Task<int> OpenPostAsync(string path, params (string Name, string Value)[] headers) =>
        OpenAsync("POST", path, endsStream: false, headers);

    /// <summary>POST with a body in one frame; gives the stream.</summary>
    public async Task<int> PostAsync(string path, byte[] body, params (string Name, string Value)[] headers)
    {
        var streamId = await OpenPostAsync(path, headers);
        await SendAsync(type: 0, flags: 0x1, streamId, body);
        return streamId;
    }

    public Task SendAsync(byte type, byte flags, int streamId, byte[] payload) =>
        SendAsync(Frame(type, flags, streamId, payload));

    public Task SendAsync(byte[] bytes) => _client.SendAsync(bytes);

    /// <summary>Every frame until the other side closes.</summary>
    public async Task<IReadOnlyList<Http2Frame>> ReadToEndAsync()
    {
        var frames = new List<Http2Frame>();
        while (true)
        {
            try
            {
                frames.Add(await ReadAsync());
            }
            catch (Exception exception) when (exception is IOException)
            {
                return frames;
            }
        }
    }

    /// <summary>The next frame of a stream.</summary>
    public async Task<Http2Frame> ReadAsync(int streamId)
    {
        while (true)
        {
            var frame = await ReadAsync();
            if (frame.StreamId == streamId)
            {
                return frame;
            }
        }
    }

    /// <summary>Every frame up to the one that ends a stream.</summary>
    public async Task<IReadOnlyList<Http2Frame>> ReadThroughAsync(int streamId)
    {
        var frames = new List<Http2Frame>();
        do
        {
            frames.Add(await ReadAsync());
        }
        while (frames[^1] is not { Type: 0 or 1 } frame || frame.StreamId != streamId || (frame.Flags & 0x1) == 0);

        return frames;
    }

    /// <summary>Sends PING and reads up to its answer: all that was sent before was read by then, or the end has come.</summary>
    public async Task PingAsync()
    {
        try
        {
            await SendAsync(type: 6, flags: 0, streamId: 0, new byte[8]);
            while ((await ReadAsync()).Type != 6)
            {
                // What else is on its way.
            }
        }
        catch (IOException)
        {
            // It was cut.
        }
    }

    /// <summary>Ends the connection with RST.</summary>
    public void Reset() => _client.Reset();

    /// <summary>A frame as it crosses the wire.</summary>
    public static byte[] Frame(byte type, byte flags, int streamId, byte[] payload) =>
    [
        (byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length,
        type, flags,
        (byte)(streamId >> 24), (byte)(streamId >> 16), (byte)(streamId >> 8), (byte)streamId,
        .. payload,
    ];

    /// <summary>The payload of the HEADERS of a request, uncompressed.</summary>
    public static byte[] Head(string path, string method = "GET", params (string Name, string Value)[] headers) => Fields(
        [(":method", method), (":scheme", "https"), (":authority", "example.com"), (":path", path), .. headers]);

    /// <summary>Each as a literal without a name of the table.</summary>
    public static byte[] Fields(params (string Name, string Value)[] headers)
    {
        var fields = new List<byte>();
        foreach (var (name, value) in headers)
        {
            fields.Add(0);
            Text(name);
            Text(value);
        }

        return [.. fields];

        void Text(string text)
        {
            // A prefix of 7 bits (RFC 7541, 5.1).
            var length = text.Length;
            if (length < 127)
            {
                fields.Add((byte)length);
            }
            else
            {
                fields.Add(127);
                for (length -= 127; length >= 128; length >>= 7)
                {
                    fields.Add((byte)((length & 127) | 128));
                }

                fields.Add((byte)length);
            }

            fields.AddRange(Encoding.Latin1.GetBytes(text));
        }
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private async Task<Http2Frame> ReadAsync()
    {
        var head = await _client.ReadExactlyAsync(9);
        var length = (head[0] << 16) | (head[1] << 8) | head[2];
        var streamId = (head[5] << 24) | (head[6] << 16) | (head[7] << 8) | head[8];
        await _client.ReadExactlyAsync(length);
        return new Http2Frame(head[3], streamId, length) { Flags = head[4] };
    }

    private async Task<int> OpenAsync(
        string method, string path, bool endsStream, (string Name, string Value)[] headers)
    {
        _streamId += 2;
        await SendAsync(type: 1, flags: (byte)(endsStream ? 0x5 : 0x4), _streamId, Head(path, method, headers));
        return _streamId;
    }
}

/// <summary>What a frame says of itself.</summary>
public readonly record struct Http2Frame(byte Type, int StreamId, int Length)
{
    public byte Flags { get; init; }
}
