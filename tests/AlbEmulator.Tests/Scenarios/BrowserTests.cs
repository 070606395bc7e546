using System.Text.Json;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// A page of the web in the user's own browser, which can reach the control port: nothing is read by it and nothing is
/// changed, whatever it tries and however its name leads here.
/// </summary>
public sealed class BrowserTests
{
    private const string Secret = "Bearer-of-a-client";
    private const string Create =
        "Action=CreateTargetGroup&Version=2015-12-01&Protocol=HTTP&Port=80&VpcId=vpc-0a1b2c3d&TargetType=ip&Name=made-by-";

    /// <summary>Everything that a page can have a browser send, and what came of it.</summary>
    private static string Attack(string control) => $$"""
        (async () => {
          const control = '{{control}}', create = '{{Create}}', told = [];
          const within = (name, promise) => Promise.race([promise, new Promise(end => setTimeout(end, 5000, 'silence'))])
            .then(value => told.push([name, String(value)]), error => told.push([name, 'error']));
          const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
          const text = response => response.text();
          const loaded = (element, name, url) => within(name, new Promise(end => {
            element.onload = () => end(element.contentDocument ? element.contentDocument.body.innerText : 'loaded');
            element.onerror = () => end('error');
            element.src = url;
            document.documentElement.appendChild(element);
          }));
          for (const path of ['/requests', '/metrics', '/health', '/target-health', '/?Action=DescribeTargetGroups&Version=2015-12-01']) {
            await within('fetch ' + path, fetch(control + path).then(text));
            await within('no-cors ' + path, fetch(control + path, { mode: 'no-cors' }).then(text));
          }
          await within('delete', fetch(control + '/requests', { method: 'DELETE' }).then(text));
          await within('post', fetch(control + '/', { method: 'POST', headers: form, body: create + 'post' }).then(text));
          await within('no-cors post', fetch(control + '/', { method: 'POST', mode: 'no-cors', headers: form, body: create + 'no-cors' }).then(text));
          await within('beacon', navigator.sendBeacon(control + '/', new URLSearchParams(create + 'beacon')));
          await loaded(new Image(), 'image', control + '/?' + create + 'image');
          await loaded(new Image(), 'signed image', control + '/?' + create + 'signed&X-Amz-Credential=test/20261122/us-east-1/elasticloadbalancing/aws4_request&X-Amz-Signature=00');
          await loaded(document.createElement('script'), 'script', control + '/requests');
          await loaded(document.createElement('iframe'), 'iframe', control + '/requests');
          const frame = document.createElement('iframe');
          frame.name = 'answer';
          document.documentElement.appendChild(frame);
          await within('form', new Promise(end => {
            const sent = document.createElement('form');
            sent.method = 'POST'; sent.action = control + '/'; sent.target = 'answer';
            for (const pair of (create + 'form').split('&')) {
              const input = document.createElement('input');
              [input.name, input.value] = pair.split('=');
              sent.appendChild(input);
            }
            document.documentElement.appendChild(sent);
            frame.onload = () => end('answered');
            sent.submit();
          }));
          await within('event source', new Promise(end => {
            const events = new EventSource(control + '/requests/stream');
            events.onopen = () => end('open');
            events.onerror = () => { events.close(); end('error'); };
          }));
          await within('web socket', new Promise(end => {
            const socket = new WebSocket(control.replace('http', 'ws') + '/requests/stream');
            socket.onopen = () => end('open');
            socket.onerror = () => end('error');
          }));
          return JSON.stringify(told);
        })()
        """;

    [Fact]
    public async Task Page_of_another_origin_reads_nothing_and_changes_nothing()
    {
        await using var scenario = await StartAsync();
        await using var page = ScriptedTarget.Start(Reply.Ok("<!doctype html><title>evil</title>"));
        await using var browser = await Chromium.StartAsync();
        if (browser is null)
        {
            return;
        }

        var port = scenario.Emulator.Control.Port;
        // Another site; another port of the same one; a name that leads to the control port.
        foreach (var (from, control) in new[]
        {
            ($"http://evil.example:{page.Port}/", $"http://127.0.0.1:{port}"),
            ($"http://evil.example:{page.Port}/", $"http://localhost:{port}"),
            ($"http://localhost:{page.Port}/", $"http://localhost:{port}"),
            ($"http://evil.example:{page.Port}/", $"http://evil.example:{port}"),
        })
        {
            await browser.Tab.OpenAsync(from);

            AssertNothing(await browser.Tab.EvaluateAsync(Attack(control)));

            await AssertUnchangedAsync(scenario.Emulator);
        }
    }

    /// <summary>
    /// A name that led to somebody's server when its page was loaded and leads to the control port now: the page is of the
    /// same origin, as the browser sees it.
    /// </summary>
    [Fact]
    public async Task Page_whose_name_is_turned_to_this_machine_reads_nothing_and_changes_nothing()
    {
        await using var scenario = await StartAsync();
        await using var browser = await Chromium.StartAsync();
        if (browser is null)
        {
            return;
        }

        var origin = $"http://rebound.example:{scenario.Emulator.Control.Port}";
        var shown = await browser.Tab.OpenAsync($"{origin}/requests");
        Assert.Contains("The control port is not called", shown, StringComparison.Ordinal);
        Assert.Equal(origin, await browser.Tab.EvaluateAsync("location.origin"));

        var told = Told(await browser.Tab.EvaluateAsync(Attack(origin)));

        // What a page of the same origin may read are refusals.
        Assert.All(told, answer => Assert.DoesNotContain(Secret, answer.Value, StringComparison.Ordinal));
        Assert.All(told.Where(answer => answer.Name.StartsWith("fetch ", StringComparison.Ordinal)), answer =>
            Assert.Contains("The control port is not called", answer.Value, StringComparison.Ordinal));
        Assert.Equal(("error", "error"), (ValueOf(told, "event source"), ValueOf(told, "web socket")));
        await AssertUnchangedAsync(scenario.Emulator);
    }

    [Fact]
    public async Task Page_of_the_control_port_itself_reads_and_changes()
    {
        await using var scenario = await StartAsync();
        await using var browser = await Chromium.StartAsync();
        if (browser is null)
        {
            return;
        }

        var origin = $"http://localhost:{scenario.Emulator.Control.Port}";
        Assert.Contains("\"healthy\"", await browser.Tab.OpenAsync($"{origin}/health"), StringComparison.Ordinal);

        Assert.Contains(Secret, await browser.Tab.EvaluateAsync("fetch('/requests').then(answer => answer.text())"), StringComparison.Ordinal);
        Assert.Equal("open", await browser.Tab.EvaluateAsync(
            "new Promise(end => { const events = new EventSource('/requests/stream'); events.onopen = () => { events.close(); end('open'); }; events.onerror = () => end('error'); })"));
        Assert.Contains("made-by-owner", await browser.Tab.EvaluateAsync(
            $"fetch('/', {{ method: 'POST', body: new URLSearchParams('{Create}owner') }}).then(answer => answer.text())"), StringComparison.Ordinal);
        Assert.Equal("204", await browser.Tab.EvaluateAsync("fetch('/requests', { method: 'DELETE' }).then(answer => answer.status)"));
    }

    /// <summary>A request with a secret is in the journal.</summary>
    private static async Task<Scenario> StartAsync()
    {
        var scenario = await Scenario.StartAsync();
        await new JournalClient(scenario.Emulator).ExchangeAsync(Wire.Get("/", $"Authorization: {Secret}"));
        return scenario;
    }

    private static void AssertNothing(string answer)
    {
        var told = Told(answer);
        Assert.All(told, one => Assert.True(
            one.Value is "error" or "" or "undefined" or "silence"
                || one is { Name: "beacon", Value: "true" } or { Name: "iframe", Value: "loaded" } or { Name: "form", Value: "answered" },
            $"{one.Name}: {one.Value}"));
        Assert.Equal(("error", "error"), (ValueOf(told, "event source"), ValueOf(told, "web socket")));
        Assert.Equal("error", ValueOf(told, "fetch /requests"));
    }

    private static async Task AssertUnchangedAsync(RunningEmulator emulator)
    {
        var kept = Assert.Single(await new JournalClient(emulator).FindAsync());
        Assert.Contains(Secret, kept.GetRawText(), StringComparison.Ordinal);
        using var api = new ElbV2Client(emulator.Control);
        Assert.Equal(["web"], ElbV2Client.All(await api.DoAsync("DescribeTargetGroups"), "TargetGroupName"));
    }

    private static IReadOnlyList<(string Name, string Value)> Told(string answer)
    {
        using var document = JsonDocument.Parse(answer);
        var told = document.RootElement.EnumerateArray().Select(one => (one[0].GetString()!, one[1].GetString()!)).ToArray();
        Assert.Equal(21, told.Length);
        return told;
    }

    private static string ValueOf(IReadOnlyList<(string Name, string Value)> told, string name) =>
        told.Single(one => one.Name == name).Value;
}
