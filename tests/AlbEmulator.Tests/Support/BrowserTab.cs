using System.Text.Json;

namespace AlbEmulator.Tests.Support;

/// <summary>A tab of a browser, and the page in it.</summary>
public sealed class BrowserTab : IDisposable
{
    private const string Text = "document.body ? document.body.innerText : ''";

    private readonly DevTools _tools;

    private BrowserTab(DevTools tools) => _tools = tools;

    /// <param name="address">Of the browser, as <c>127.0.0.1:9222</c>.</param>
    /// <param name="id">Of the tab.</param>
    public static async Task<BrowserTab> OfAsync(string address, string id) =>
        new(await DevTools.ConnectAsync($"ws://{address}/devtools/page/{id}"));

    /// <summary>Opens an address, as a user does who writes it, and gives the text of what comes.</summary>
    public Task<string> OpenAsync(string url) => OpenAsync(url, url);

    /// <summary>The same where redirects, or what the user does, lead elsewhere.</summary>
    /// <param name="url">What is opened.</param>
    /// <param name="arrival">How the address of what comes in the end begins.</param>
    public async Task<string> OpenAsync(string url, string arrival)
    {
        await _tools.SendAsync("Page.navigate", new { url });
        return await ArriveAsync(arrival);
    }

    /// <summary>Waits until a page whose address begins so is there, and gives its text.</summary>
    public async Task<string> ArriveAsync(string arrival)
    {
        await Patience.UntilAsync($"{arrival} to be there", async () =>
            (await TryEvaluateAsync("document.readyState + ' ' + location.href")).StartsWith($"complete {arrival}", StringComparison.Ordinal)
                ? arrival
                : null);
        return await TextAsync();
    }

    /// <summary>Waits until the page has a text.</summary>
    public Task ShowsAsync(string text) => Patience.UntilAsync(
        $"{text} to be there",
        async () => (await TryEvaluateAsync(Text)).Contains(text, StringComparison.Ordinal) ? text : null);

    /// <summary>Runs a script that leads to another page, whatever becomes of it on the way.</summary>
    public Task ActAsync(string script) => TryEvaluateAsync($"setTimeout(() => {{ {script} }}, 0); ''");

    /// <summary>Runs a script in the page that is open, and gives what it, or its promise, comes to.</summary>
    public async Task<string> EvaluateAsync(string script)
    {
        var answer = await _tools.SendAsync("Runtime.evaluate", new { expression = script, awaitPromise = true, returnByValue = true });
        Assert.False(answer.TryGetProperty("exceptionDetails", out var thrown), $"{script}: {thrown}");
        var value = answer.GetProperty("result").GetProperty("value");
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
    }

    /// <summary>Empty where the page is on its way to be another.</summary>
    public async Task<string> TryEvaluateAsync(string script)
    {
        var answer = await _tools.TrySendAsync("Runtime.evaluate", new { expression = script, returnByValue = true });
        return answer.TryGetProperty("result", out var result) && result.TryGetProperty("result", out var value)
            && value.TryGetProperty("value", out var text) && text.ValueKind == JsonValueKind.String
                ? text.GetString()!
                : "";
    }

    /// <summary>What the user reads.</summary>
    public Task<string> TextAsync() => EvaluateAsync(Text);

    /// <summary>Status and bytes of the answer that the page came with, and its text.</summary>
    public Task<string> AnswerAsync() => EvaluateAsync(
        $"(answer => answer.responseStatus + ', ' + answer.decodedBodySize + ' bytes: ' + ({Text}))(performance.getEntriesByType('navigation')[0])");

    public void Dispose() => _tools.Dispose();
}
