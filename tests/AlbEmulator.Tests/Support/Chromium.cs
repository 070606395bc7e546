using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// Debian's browser without a window, told what to do by its DevTools protocol. Every name below <c>example</c> leads to
/// 127.0.0.1.
/// <see href="https://chromedevtools.github.io/devtools-protocol/"/>
/// </summary>
public sealed class Chromium : IAsyncDisposable
{
    private readonly TempFolder _profile = new();
    private readonly ClientWebSocket _page = new();
    private readonly Process _process;
    private int _commands;

    private Chromium(Process process) => _process = process;

    /// <summary>Null, and a word about it, where it is not installed.</summary>
    /// <param name="more">Further arguments.</param>
    public static async Task<Chromium?> StartAsync(params string[] more)
    {
        if (!Programs.Have("chromium"))
        {
            return null;
        }

        var lines = new ConcurrentQueue<string>();
        var start = new ProcessStartInfo("chromium") { RedirectStandardError = true, RedirectStandardOutput = true };
        var chromium = new Chromium(new Process { StartInfo = start });
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--no-proxy-server",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--host-resolver-rules=MAP *.example 127.0.0.1", "--remote-debugging-port=0",
            $"--user-data-dir={chromium._profile.Path}", .. more, "about:blank",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            await chromium.ConnectAsync(lines);
            return chromium;
        }
        catch
        {
            await chromium.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens an address, as a user does who writes it, and gives the text of what comes.</summary>
    public Task<string> OpenAsync(string url) => OpenAsync(url, url);

    /// <summary>The same where redirects, or what the user does, lead elsewhere.</summary>
    /// <param name="url">What is opened.</param>
    /// <param name="arrival">How the address of what comes in the end begins.</param>
    public async Task<string> OpenAsync(string url, string arrival)
    {
        await SendAsync("Page.navigate", new { url });
        return await ArriveAsync(arrival);
    }

    /// <summary>Waits until a page whose address begins so is there, and gives its text.</summary>
    public async Task<string> ArriveAsync(string arrival)
    {
        await Patience.UntilAsync($"{arrival} to be there", async () =>
            (await TryEvaluateAsync("document.readyState + ' ' + location.href")).StartsWith($"complete {arrival}", StringComparison.Ordinal)
                ? arrival
                : null);
        return await EvaluateAsync("document.body ? document.body.innerText : ''");
    }

    /// <summary>Runs a script that leads to another page, whatever becomes of it on the way.</summary>
    public Task ActAsync(string script) => TryEvaluateAsync($"setTimeout(() => {{ {script} }}, 0); ''");

    /// <summary>Empty where the page is on its way to be another.</summary>
    private async Task<string> TryEvaluateAsync(string script)
    {
        var answer = await SendAsync("Runtime.evaluate", new { expression = script, returnByValue = true }, mayFail: true);
        return answer.TryGetProperty("result", out var result) && result.TryGetProperty("result", out var value)
            && value.TryGetProperty("value", out var text) && text.ValueKind == JsonValueKind.String
                ? text.GetString()!
                : "";
    }

    /// <summary>Runs a script in the page that is open, and gives what it, or its promise, comes to.</summary>
    public async Task<string> EvaluateAsync(string script)
    {
        var answer = await SendAsync("Runtime.evaluate", new { expression = script, awaitPromise = true, returnByValue = true });
        var result = answer.GetProperty("result");
        Assert.False(result.TryGetProperty("exceptionDetails", out var thrown), $"{script}: {thrown}");
        var value = result.GetProperty("result").GetProperty("value");
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
    }

    public async ValueTask DisposeAsync()
    {
        _page.Dispose();
        await Programs.EndAsync(_process);
        _profile.Dispose();
    }

    private async Task ConnectAsync(ConcurrentQueue<string> lines)
    {
        void Keep(object sender, DataReceivedEventArgs line) => lines.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += Keep;
        _process.OutputDataReceived += Keep;
        _process.Start();
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        var devTools = await Patience.UntilAsync(
            "chromium to start",
            () => Task.FromResult(lines.Select(line => Regex.Match(line, "DevTools listening on ws://([^/]+)/")).FirstOrDefault(found => found.Success)),
            Patience.Program);
        using var http = new HttpClient();
        var pages = await http.GetStringAsync(new Uri($"http://{devTools.Groups[1].Value}/json/list"));
        using var document = JsonDocument.Parse(pages);
        var page = document.RootElement.EnumerateArray().First(target => target.GetProperty("type").GetString() == "page");
        await _page.ConnectAsync(new Uri(page.GetProperty("webSocketDebuggerUrl").GetString()!), CancellationToken.None);
    }

    private Task<JsonElement> SendAsync(string method, object parameters, bool mayFail = false) => Patience.BoundAsync(
        $"an answer to {method}",
        async cancellation =>
        {
            var id = ++_commands;
            var command = JsonSerializer.SerializeToUtf8Bytes(new { id, method, @params = parameters });
            await _page.SendAsync(command, WebSocketMessageType.Text, endOfMessage: true, cancellation);
            while (true)
            {
                var message = await ReceiveAsync(cancellation);
                if (message.TryGetProperty("id", out var answered) && answered.GetInt32() == id)
                {
                    Assert.False(message.TryGetProperty("error", out var error) && !mayFail, $"{method}: {error}");
                    return message;
                }
            }
        },
        Patience.Program);

    private async Task<JsonElement> ReceiveAsync(CancellationToken cancellation)
    {
        var text = new StringBuilder();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var part = await _page.ReceiveAsync(buffer, cancellation);
            text.Append(Encoding.Latin1.GetString(buffer, 0, part.Count));
            if (part.EndOfMessage)
            {
                using var document = JsonDocument.Parse(Encoding.Latin1.GetBytes(text.ToString()));
                return document.RootElement.Clone();
            }
        }
    }
}
