using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// A target of HTTP/2 with prior knowledge that writes frames by hand, well or badly. What it does to a request begins when
/// the head of the request is there.
/// </summary>
public sealed class Http2RawTarget : IAsyncDisposable
{
    private readonly SocketServer _server;
    private readonly Func<Http2RawTargetConnection, int, Task> _reply;
    private readonly byte[] _settings;
    private int _requests;

    private Http2RawTarget(Func<Http2RawTargetConnection, int, Task> reply, byte[] settings)
    {
        (_reply, _settings) = (reply, settings);
        _server = new SocketServer(ServeAsync);
    }

    public int Port => _server.Port;

    /// <summary>Heads of requests so far, those of health checks among them.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <param name="reply">What it does to a request on a stream.</param>
    /// <param name="settings">The payload of its SETTINGS.</param>
    public static Http2RawTarget Start(Func<Http2RawTargetConnection, int, Task> reply, params byte[] settings) =>
        new(reply, settings);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ServeAsync(Socket socket, CancellationToken ended)
    {
        await using var connection = new Http2RawTargetConnection(socket, ended);
        var replies = new List<Task>();
        try
        {
            await connection.BeginAsync(_settings);
            while (await connection.ReadHeadAsync() is var streamId and not 0)
            {
                Interlocked.Increment(ref _requests);
                replies.Add(ReplyAsync(connection, streamId));
            }
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            // The emulator has had enough, or the test.
        }

        await Task.WhenAll(replies);
    }

    private async Task ReplyAsync(Http2RawTargetConnection connection, int streamId)
    {
        try
        {
            await _reply(connection, streamId);
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            // As above.
        }
    }

    private static bool IsEnd(Exception exception) =>
        exception is IOException or OperationCanceledException or ObjectDisposedException or SocketException;
}

/// <summary>A connection of the emulator to such a target.</summary>
public sealed class Http2RawTargetConnection : IAsyncDisposable
{
    private const int PrefaceLength = 24;

    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly SemaphoreSlim _writing = new(1);

    public Http2RawTargetConnection(Socket socket, CancellationToken ended)
    {
        (_socket, Ended) = (socket, ended);
        _stream = new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>The target is at its end.</summary>
    public CancellationToken Ended { get; }

    /// <summary>When set, it reads no more.</summary>
    public bool ReadsNothing { get; set; }

    /// <summary>Reads the preface, and says what every server says first.</summary>
    public async Task BeginAsync(byte[] settings)
    {
        await _stream.ReadExactlyAsync(new byte[PrefaceLength], Ended);
        await SendAsync(type: 4, flags: 0, streamId: 0, settings);
    }

    /// <summary>The stream of the next head that is whole; 0 at the end. Other frames are read over.</summary>
    public async Task<int> ReadHeadAsync()
    {
        var head = new byte[9];
        while (true)
        {
            if (ReadsNothing)
            {
                await Task.Delay(Timeout.Infinite, Ended);
            }

            if (await _stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, Ended) < head.Length)
            {
                return 0;
            }

            await _stream.ReadExactlyAsync(new byte[(head[0] << 16) | (head[1] << 8) | head[2]], Ended);
            if (head[3] is 1 or 9 && (head[4] & 0x4) != 0)
            {
                return BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5));
            }

            if (head[3] == 4 && (head[4] & 0x1) == 0)
            {
                await SendAsync(type: 4, flags: 1, streamId: 0, []);
            }
        }
    }

    public Task SendAsync(byte type, byte flags, int streamId, byte[] payload) =>
        SendAsync(Http2RawClient.Frame(type, flags, streamId, payload));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        await _writing.WaitAsync(Ended);
        try
        {
            await _stream.WriteAsync(bytes, Ended);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>HEADERS that are whole, with a status and other fields.</summary>
    public Task AnswerAsync(int streamId, string status, bool endsStream, params (string Name, string Value)[] fields) =>
        SendAsync(1, (byte)(endsStream ? 0x5 : 0x4), streamId, Http2RawClient.Fields([(":status", status), .. fields]));

    /// <summary>Ends the connection, with RST.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Close();
    }

    /// <summary>Ends the connection.</summary>
    public void Close() => _socket.Close();

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _writing.Dispose();
    }
}
