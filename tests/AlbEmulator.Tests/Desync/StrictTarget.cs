using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Desync;

/// <summary>
/// A target that reads as strictly as <see cref="StrictRequest"/> does, answers each request, and keeps a list of what
/// it cannot read and of what is left over.
/// </summary>
internal sealed class StrictTarget : IAsyncDisposable
{
    private readonly SocketServer _server;
    private readonly ConcurrentQueue<StrictRequest> _requests = new();
    private readonly ConcurrentQueue<string> _unreadable = new();

    public StrictTarget() => _server = new SocketServer(ServeAsync);

    public int Port => _server.Port;

    /// <summary>What could not be read, or stood behind a request.</summary>
    public IReadOnlyCollection<string> Unreadable => _unreadable;

    /// <summary>The requests since the last call, without those that ask for the health.</summary>
    public IReadOnlyList<StrictRequest> Take()
    {
        var taken = new List<StrictRequest>();
        while (_requests.TryDequeue(out var request))
        {
            taken.Add(request);
        }

        return taken;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ServeAsync(Socket socket, CancellationToken end)
    {
        using var connection = socket;
        var bytes = Array.Empty<byte>();
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            var buffer = new byte[64 * 1024];
            while (await socket.ReceiveAsync(buffer, end) is > 0 and var read)
            {
                bytes = [.. bytes, .. buffer[..read]];
                while (StrictRequest.Read(bytes) is { } request)
                {
                    bytes = bytes[request.Length..];
                    if (request.Header("User-Agent") != "ELB-HealthChecker/2.0")
                    {
                        _requests.Enqueue(request with { ConnectionEnded = ended.Task });
                    }

                    await socket.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), end);
                }
            }
        }
        catch (FormatException e)
        {
            _unreadable.Enqueue(e.Message);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // Whoever spoke to it has gone.
        }
        finally
        {
            ended.SetResult();
            if (bytes.Length > 0)
            {
                _unreadable.Enqueue($"left over: {Encoding.Latin1.GetString(bytes)}");
            }
        }
    }
}
