using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace AlbEmulator.Tests.Support;

/// <summary>A container engine without containers: it lists what it is told to, and tells of changes, or answers badly.</summary>
public sealed class FakeEngine : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ConcurrentDictionary<Socket, bool> _followers = new();
    private readonly ConcurrentBag<Task> _serving = [];
    private readonly ConcurrentQueue<string> _requests = new();
    private CancellationTokenSource _ended = new();
    private Socket? _listener;
    private Task _accepting = Task.CompletedTask;
    private volatile string _list = "[]";

    public FakeEngine() => Start();

    /// <summary>Path of its socket.</summary>
    public string Socket => _folder.File("engine.sock");

    /// <summary>What stands in the place of a file.</summary>
    public string Name => $"docker://{Socket}";

    /// <summary>Request lines so far.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>In place of its list of containers: whatever is written to the socket, until it is closed.</summary>
    public Func<Socket, CancellationToken, Task>? BadList { get; set; }

    /// <summary>The same in place of its events.</summary>
    public Func<Socket, CancellationToken, Task>? BadEvents { get; set; }

    /// <summary>How many follow its events.</summary>
    public int Followers => _followers.Count;

    /// <summary>A container as the engine lists it.</summary>
    /// <param name="id">Its first letter makes its id.</param>
    /// <param name="name">Its name.</param>
    /// <param name="port">Of the container, published at the same port of this machine.</param>
    /// <param name="labels">Such as <c>alb.path=/api/*</c>.</param>
    public static JsonObject Container(char id, string name, int port, params string[] labels) => new()
    {
        ["Id"] = new string(id, 64),
        ["Names"] = new JsonArray($"/{name}"),
        ["Image"] = name,
        ["Command"] = "run",
        ["State"] = "running",
        ["Labels"] = new JsonObject(labels.Select(label => label.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], (JsonNode?)pair[1]))),
        ["Ports"] = new JsonArray(new JsonObject { ["IP"] = "0.0.0.0", ["PrivatePort"] = port, ["PublicPort"] = port, ["Type"] = "tcp" }),
        ["NetworkSettings"] = new JsonObject
        {
            ["Networks"] = new JsonObject
            {
                ["bridge"] = new JsonObject { ["NetworkID"] = "bridge-id", ["IPAddress"] = "192.0.2.9" },
            },
        },
    };

    /// <summary>It has other containers, and tells so unless it is to be silent.</summary>
    public void Set(bool tells, params JsonObject[] containers)
    {
        _list = new JsonArray([.. containers.Select(container => container.DeepClone())]).ToJsonString();
        if (tells)
        {
            Tell("""{"Type":"container","Action":"start","Actor":{"ID":"x"}}""");
        }
    }

    /// <summary>It has other containers, and tells so.</summary>
    public void Set(params JsonObject[] containers) => Set(tells: true, containers);

    /// <summary>An event.</summary>
    public void Tell(string message)
    {
        foreach (var (follower, _) in _followers)
        {
            try
            {
                follower.Send(Encoding.UTF8.GetBytes($"{message.Length + 1:x}\r\n{message}\n\r\n"));
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // Whoever followed has gone, and asks for the list when it is back.
            }
        }
    }

    /// <summary>Ends it, with its connections.</summary>
    public async Task StopAsync()
    {
        await _ended.CancelAsync();
        _listener?.Dispose();
        await _accepting;
        await Task.WhenAll(_serving);
        File.Delete(Socket);
    }

    /// <summary>Starts it again.</summary>
    public void Start()
    {
        _ended.Dispose();
        _ended = new CancellationTokenSource();
        _listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _listener.Bind(new UnixDomainSocketEndPoint(Socket));
        _listener.Listen(64);
        _accepting = AcceptAsync(_listener, _ended.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _ended.Dispose();
        _folder.Dispose();
    }

    private async Task AcceptAsync(Socket listener, CancellationToken end)
    {
        try
        {
            while (true)
            {
                _serving.Add(ServeAsync(await listener.AcceptAsync(end), end));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }

    private async Task ServeAsync(Socket client, CancellationToken end)
    {
        using var _ = client;
        try
        {
            var buffer = new byte[16 * 1024];
            var read = await client.ReceiveAsync(buffer, end);
            var line = Encoding.ASCII.GetString(buffer, 0, read).Split('\r')[0];
            _requests.Enqueue(line);
            var isEvents = line.Contains("/events", StringComparison.Ordinal);
            if ((isEvents ? BadEvents : BadList) is { } bad)
            {
                await bad(client, end);
            }
            else if (isEvents)
            {
                await client.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray(), end);
                _followers[client] = true;
                // Until whoever follows goes.
                await client.ReceiveAsync(buffer, end);
            }
            else
            {
                await client.SendAsync(Encoding.UTF8.GetBytes(
                    $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(_list)}\r\n\r\n{_list}"), end);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end, or whoever asked has gone.
        }
        finally
        {
            _followers.TryRemove(client, out var _);
        }
    }
}
