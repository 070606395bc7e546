using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// A user with a browser, who logs in with a provider at the hosts <c>shop.example</c> and <c>blog.example</c> of an HTTPS
/// listener: rule 10 is for <c>/app*</c>, and rule 20 for <c>/api*</c>, which denies those who have not logged in. The test turns
/// the clock of the load balancer, which begins as that of the browser.
/// </summary>
internal sealed class BrowserLogin : IAsyncDisposable
{
    /// <summary>What the target answers; not to be kept, so that each visit is a request.</summary>
    public const string Page = "here you are";

    private readonly LoginTraces _traces;
    private bool _haveEndpointsEnded;
    private bool _hasProviderEnded;

    private BrowserLogin(
        ManualTime time, BrowsedProvider provider, ProviderRelay relay, ScriptedTarget target, HostedEmulator emulator, BrowserProfile browser)
    {
        (Time, Provider, Relay, Target, Emulator, Browser) = (time, provider, relay, target, emulator, browser);
        _traces = new LoginTraces(emulator, target, browser, time);
    }

    public ManualTime Time { get; }

    public BrowsedProvider Provider { get; }

    /// <summary>By which the load balancer asks the provider; the browser does not need it.</summary>
    public ProviderRelay Relay { get; }

    public ScriptedTarget Target { get; }

    public HostedEmulator Emulator { get; }

    public BrowserProfile Browser { get; }

    /// <summary>Null where browser or provider are not installed.</summary>
    /// <param name="chromium">The browser; null where it is not installed.</param>
    /// <param name="kind">Of the provider.</param>
    /// <param name="change">What the actions have other than usual.</param>
    public static async Task<BrowserLogin?> StartAsync(Chromium? chromium, string kind, Action<JsonObject>? change = null)
    {
        // Sessions know whole seconds.
        var time = new ManualTime(DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()));
        var port = FreePorts.Take();
        var redirectUris = new[] { "shop", "blog" }.Select(name => $"https://{name}.example:{port}{LoginStage.Callback}");
        if (chromium is null || await BrowsedProvider.StartAsync(kind, time, redirectUris) is not { } provider)
        {
            return null;
        }

        var relay = await ProviderRelay.StartAsync(provider.Url);
        var target = ScriptedTarget.Start(Reply.Bytes(
            $"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nCache-Control: no-store\r\nContent-Length: {Page.Length}\r\n\r\n{Page}"));
        var topology = TopologyBuilder.Simple(port, target.Port).Https().HealthCheck("web", intervalSeconds: 300).OfListener(
            "Rules",
            new JsonArray(
                LoginStage.Rule(Config(provider, relay, "authenticate", change), 10, "/app*"),
                LoginStage.Rule(Config(provider, relay, "deny", change), 20, "/api*")));
        var emulator = await HostedEmulator.StartAsync(topology, services => services.AddSingleton<TimeProvider>(time));
        return new BrowserLogin(time, provider, relay, target, emulator, await chromium.ProfileAsync());
    }

    /// <param name="uri">Path and query.</param>
    /// <param name="host">Without <c>.example</c>.</param>
    public string Url(string uri = "/app", string host = "shop") => $"https://{host}.example:{Emulator.Port}{uri}";

    /// <summary>Has the user of a new tab log in at the shop.</summary>
    public async Task<BrowserTab> LogInAsync()
    {
        var tab = await Browser.TabAsync();
        await tab.OpenAsync(Url(), Provider.Question);
        await Provider.LogInAsync(tab);
        await IsThereAsync(tab, Url());
        await LeavesAsync(
            """
            302 authenticate 10 - shop.example/app
            302 authenticate 10 - shop.example/oauth2/idpresponse
            200 authenticate,forward 10 - shop.example/app
            target /app jane
            ELBAuthSuccess 1
            ELBAuthLatency 1, 0 s
            cookie shop.example AWSALBAuthNonce new; Path=/; Secure; HttpOnly
            cookie shop.example AWSELBAuthSessionCookie-0 new; 7 days; Path=/; Secure; HttpOnly
            """);
        return tab;
    }

    /// <summary>The tab shows the target's page.</summary>
    public static async Task IsThereAsync(BrowserTab tab, string url)
    {
        await tab.ArriveAsync(url);
        Assert.Equal($"200, {Page.Length} bytes: {Page}", await tab.AnswerAsync());
    }

    /// <summary>The tab, which has not been there before, shows a page of the load balancer itself.</summary>
    /// <param name="tab">The tab.</param>
    /// <param name="status">With its phrase.</param>
    /// <param name="url">Null for where the provider sends users back to.</param>
    public async Task IsRefusedAsync(BrowserTab tab, string status, string? url = null)
    {
        await tab.ArriveAsync(url ?? Url(LoginStage.Callback));
        Assert.Equal($"{status[..3]}, {AlbPage.Body(status, padded: true).Length} bytes: {status}", await tab.AnswerAsync());
    }

    /// <inheritdoc cref="LoginTraces.AreAsync"/>
    public Task LeavesAsync(string expected) => _traces.AreAsync(expected);

    /// <summary>From now on nobody is where the load balancer asks.</summary>
    public async Task EndEndpointsAsync()
    {
        if (!_haveEndpointsEnded)
        {
            _haveEndpointsEnded = true;
            await Relay.DisposeAsync();
        }
    }

    /// <summary>From now on nobody is where the browser is sent either.</summary>
    public async Task EndProviderAsync()
    {
        await EndEndpointsAsync();
        if (!_hasProviderEnded)
        {
            _hasProviderEnded = true;
            await Provider.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        await Emulator.DisposeAsync();
        await Target.DisposeAsync();
        await EndProviderAsync();
    }

    private static JsonObject Config(BrowsedProvider provider, ProviderRelay relay, string onUnauthenticatedRequest, Action<JsonObject>? change)
    {
        var config = new JsonObject
        {
            ["Issuer"] = provider.Url,
            ["AuthorizationEndpoint"] = provider.Url + provider.AuthorizePath,
            ["TokenEndpoint"] = relay.Url + provider.TokenPath,
            ["UserInfoEndpoint"] = relay.Url + provider.UserInfoPath,
            ["ClientId"] = StandInProvider.ClientId,
            ["ClientSecret"] = StandInProvider.ClientSecret,
            ["Scope"] = "openid email",
            ["OnUnauthenticatedRequest"] = onUnauthenticatedRequest,
        };
        change?.Invoke(config);
        return config;
    }
}
