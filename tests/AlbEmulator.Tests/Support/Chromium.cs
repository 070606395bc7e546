using System.Collections.Concurrent;
using System.Diagnostics;
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
    private readonly TempFolder _folder = new();
    private readonly Process _process;
    private readonly IDisposable _stay;
    private DevTools? _browser;
    private string _address = "";
    private BrowserTab? _tab;

    private Chromium(Process process, IDisposable stay) => (_process, _stay) = (process, stay);

    /// <summary>The tab that it begins with.</summary>
    public BrowserTab Tab => _tab!;

    /// <summary>Null, and a word about it, where it is not installed.</summary>
    /// <param name="more">Further arguments.</param>
    public static async Task<Chromium?> StartAsync(params string[] more)
    {
        if (!Programs.Have("chromium"))
        {
            return null;
        }

        var start = new ProcessStartInfo("chromium") { RedirectStandardError = true, RedirectStandardOutput = true };
        var chromium = new Chromium(new Process { StartInfo = start }, await NetworkInterfaces.StayAsync());
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--no-proxy-server",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--host-resolver-rules=MAP *.example 127.0.0.1", "--remote-debugging-port=0",
            $"--user-data-dir={chromium._folder.Path}", .. more, "about:blank",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            await chromium.ConnectAsync();
            return chromium;
        }
        catch
        {
            await chromium.DisposeAsync();
            throw;
        }
    }

    /// <summary>A user beside all others, with no cookies.</summary>
    public Task<BrowserProfile> ProfileAsync() => BrowserProfile.OfAsync(_browser!, _address);

    public async ValueTask DisposeAsync()
    {
        _tab?.Dispose();
        _browser?.Dispose();
        await Programs.EndAsync(_process);
        _folder.Dispose();
        _stay.Dispose();
    }

    private async Task ConnectAsync()
    {
        var lines = new ConcurrentQueue<string>();
        void Keep(object sender, DataReceivedEventArgs line) => lines.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += Keep;
        _process.OutputDataReceived += Keep;
        _process.Start();
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        var devTools = await Patience.UntilAsync(
            "chromium to start",
            () => Task.FromResult(lines.Select(line => Regex.Match(line, "DevTools listening on (ws://([^/]+)/.+)")).FirstOrDefault(found => found.Success)),
            Patience.Program);
        _browser = await DevTools.ConnectAsync(devTools.Groups[1].Value);
        _address = devTools.Groups[2].Value;
        var targets = (await _browser.SendAsync("Target.getTargets", new { })).GetProperty("targetInfos").EnumerateArray();
        var page = targets.First(target => target.GetProperty("type").GetString() == "page");
        _tab = await BrowserTab.OfAsync(_address, page.GetProperty("targetId").GetString()!);
    }
}
