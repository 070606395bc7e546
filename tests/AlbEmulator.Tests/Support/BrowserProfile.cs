using System.Text.Json;

namespace AlbEmulator.Tests.Support;

/// <summary>A user of a browser: tabs that share their cookies, with each other alone.</summary>
public sealed class BrowserProfile : IAsyncDisposable
{
    private readonly DevTools _browser;
    private readonly string _address;
    private readonly string _id;
    private readonly List<BrowserTab> _tabs = [];

    private BrowserProfile(DevTools browser, string address, string id) => (_browser, _address, _id) = (browser, address, id);

    /// <param name="browser">The browser itself.</param>
    /// <param name="address">Its address.</param>
    internal static async Task<BrowserProfile> OfAsync(DevTools browser, string address)
    {
        var made = await browser.SendAsync("Target.createBrowserContext", new { });
        return new BrowserProfile(browser, address, made.GetProperty("browserContextId").GetString()!);
    }

    /// <summary>A tab with nothing in it.</summary>
    public async Task<BrowserTab> TabAsync()
    {
        var made = await _browser.SendAsync("Target.createTarget", new { url = "about:blank", browserContextId = _id });
        var tab = await BrowserTab.OfAsync(_address, made.GetProperty("targetId").GetString()!);
        _tabs.Add(tab);
        return tab;
    }

    /// <summary>All cookies, as DevTools tells them.</summary>
    public async Task<IReadOnlyList<JsonElement>> CookiesAsync()
    {
        var told = await _browser.SendAsync("Storage.getCookies", new { browserContextId = _id });
        return [.. told.GetProperty("cookies").EnumerateArray()];
    }

    public async ValueTask DisposeAsync()
    {
        _tabs.ForEach(tab => tab.Dispose());
        await _browser.SendAsync("Target.disposeBrowserContext", new { browserContextId = _id });
    }
}
