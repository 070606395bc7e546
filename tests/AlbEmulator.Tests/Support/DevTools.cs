using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// A conversation by Chromium's DevTools protocol: with the browser, or with one tab. One command at a time.
/// <see href="https://chromedevtools.github.io/devtools-protocol/"/>
/// </summary>
internal sealed class DevTools : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private int _commands;

    public static async Task<DevTools> ConnectAsync(string url)
    {
        var tools = new DevTools();
        try
        {
            await Patience.BoundAsync(url, cancellation => tools._socket.ConnectAsync(new Uri(url), cancellation), Patience.Program);
            return tools;
        }
        catch
        {
            tools.Dispose();
            throw;
        }
    }

    /// <summary>What comes of a command.</summary>
    public async Task<JsonElement> SendAsync(string method, object parameters)
    {
        var answer = await TrySendAsync(method, parameters);
        Assert.False(answer.TryGetProperty("error", out var error), $"{method}: {error}");
        return answer.GetProperty("result");
    }

    /// <summary>The whole answer to a command, which may be an error.</summary>
    public Task<JsonElement> TrySendAsync(string method, object parameters) => Patience.BoundAsync(
        $"an answer to {method}",
        async cancellation =>
        {
            var id = ++_commands;
            var command = JsonSerializer.SerializeToUtf8Bytes(new { id, method, @params = parameters });
            await _socket.SendAsync(command, WebSocketMessageType.Text, endOfMessage: true, cancellation);
            while (true)
            {
                var message = await ReceiveAsync(cancellation);
                if (message.TryGetProperty("id", out var answered) && answered.GetInt32() == id)
                {
                    return message;
                }
            }
        },
        Patience.Program);

    public void Dispose() => _socket.Dispose();

    private async Task<JsonElement> ReceiveAsync(CancellationToken cancellation)
    {
        var text = new StringBuilder();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer, cancellation);
            text.Append(Encoding.Latin1.GetString(buffer, 0, part.Count));
            if (part.EndOfMessage)
            {
                using var document = JsonDocument.Parse(Encoding.Latin1.GetBytes(text.ToString()));
                return document.RootElement.Clone();
            }
        }
    }
}
