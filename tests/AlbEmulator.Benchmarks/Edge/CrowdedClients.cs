using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AlbEmulator.Benchmarks.Edge;

/// <summary>Clients that open connections and keep them, and note which of their requests were answered.</summary>
internal sealed class CrowdedClients(IReadOnlyList<int> ports)
{
    private const int AskingAtOnce = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<int, int> _statuses = new();
    private int _last;
    private int _hung;

    /// <summary>The status of each answered request by its number, which stands in its URL as <c>?id=</c>.</summary>
    public IReadOnlyDictionary<int, int> Statuses => _statuses;

    /// <summary>Requests that were neither answered nor refused.</summary>
    public int Hung => _hung;

    /// <summary>Opens so many, one after the other; each tenth asks for something.</summary>
    public async Task<List<Socket>> Open(int count, CancellationToken cancelled)
    {
        var open = new List<Socket>(count);
        for (var i = 0; i < count; i++)
        {
            var socket = await Connect(i, cancelled);
            open.Add(socket);
            if (i % AskingAtOnce == 0)
            {
                await Ask(socket, closes: false, cancelled);
            }
        }

        return open;
    }

    /// <summary>Has all that have not asked yet ask at once for what takes a target some time.</summary>
    public Task AskTogether(List<Socket> open, CancellationToken cancelled) => Task.WhenAll(open
        .Where((_, place) => place % AskingAtOnce != 0)
        .Select(socket => Ask(socket, closes: false, cancelled, "/delay/0.5")));

    /// <summary>How many of them the other side has not closed.</summary>
    public static int Held(IEnumerable<Socket> sockets) => sockets.Count(socket =>
        !socket.Poll(0, SelectMode.SelectRead) || (IsReadable(socket) && socket.Available > 0));

    /// <summary>Connections of one request each, until the end.</summary>
    public async Task Load(Task end, CancellationToken cancelled)
    {
        for (var i = 0; !end.IsCompleted; i++)
        {
            using var socket = await Connect(i, cancelled);
            if (!await Ask(socket, closes: true, cancelled))
            {
                // A client that is refused comes again, but not at once.
                await Task.Delay(5, cancelled);
            }
        }
    }

    /// <summary>Whether one answers 200 now.</summary>
    public async Task<bool> IsServed(CancellationToken cancelled)
    {
        using var socket = await Connect(0, cancelled);
        var number = _last + 1;
        return await Ask(socket, closes: true, cancelled) && _statuses.GetValueOrDefault(number) == 200;
    }

    private static bool IsReadable(Socket socket)
    {
        try
        {
            return socket.Receive(new byte[1], SocketFlags.Peek) > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task<Socket> Connect(int place, CancellationToken cancelled)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, ports[place % ports.Count], cancelled);
        }
        catch (SocketException)
        {
            // Refused before it could be told from a connection.
        }

        return socket;
    }

    /// <summary>Whether it was answered: then its status is noted.</summary>
    private async Task<bool> Ask(Socket socket, bool closes, CancellationToken cancelled, string path = "/")
    {
        var number = Interlocked.Increment(ref _last);
        var request = $"GET {path}?id={number} HTTP/1.1\r\nHost: crowd\r\n{(closes ? "Connection: close\r\n" : "")}\r\n";
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        patience.CancelAfter(Patience);
        try
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes(request), patience.Token);
            var buffer = new byte[16 * 1024];
            var length = 0;
            while (Status(buffer.AsSpan(0, length)) == 0)
            {
                var read = await socket.ReceiveAsync(buffer.AsMemory(length), patience.Token);
                if (read == 0)
                {
                    return false;
                }

                length += read;
            }

            _statuses[number] = Status(buffer.AsSpan(0, length));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancelled.IsCancellationRequested)
        {
            Interlocked.Increment(ref _hung);
            return false;
        }
    }

    /// <summary>Of an answer whose head is whole; 0 before.</summary>
    private static int Status(ReadOnlySpan<byte> answer) =>
        answer.IndexOf("\r\n\r\n"u8) > 0 ? int.Parse(Encoding.ASCII.GetString(answer[9..12])) : 0;
}
