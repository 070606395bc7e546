using System.Text.Json.Nodes;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>A browser logs in with providers that we did not write.</summary>
public sealed class BrowserLoginTests
{
    private const string LogIn = "document.querySelector('[name=login]').value = 'jane'; document.querySelector('[name=password]').value = 'x'; document.forms[0].submit()";
    private const string Consent = "document.forms[0].submit()";

    [Fact]
    public async Task Browser_logs_in_with_oidc_provider_at_two_hosts_and_is_known_until_it_forgets()
    {
        if (!await Programs.HaveNodeAsync("oidc-provider") || await Chromium.StartAsync("--ignore-certificate-errors") is not { } browser)
        {
            return;
        }

        await using var _ = browser;
        await using var stage = await Stage.StartAsync();
        var (shop, blog) = (stage.Url("shop.example"), stage.Url("blog.example"));

        await browser.OpenAsync($"{shop}/app/cart?a=b", $"{stage.Provider}/interaction/");
        await browser.ActAsync(LogIn);
        await Patience.UntilAsync("the question for consent", async () => (await browser.ArriveAsync($"{stage.Provider}/interaction/")).Contains("Authorize", StringComparison.Ordinal) ? "" : null);
        await browser.ActAsync(Consent);
        Assert.Equal("here you are", await browser.ArriveAsync($"{shop}/app/cart?a=b"));
        Assert.Equal("jane", stage.User);

        // The provider knows the user, so that another host asks nobody.
        await browser.OpenAsync($"{blog}/app", $"{blog}/app");
        Assert.Equal("jane", stage.User);

        // Back and forth, and again with the session alone.
        var before = stage.Target.Requests.Count;
        await browser.ActAsync("history.back()");
        await browser.ArriveAsync($"{shop}/app/cart");
        await browser.OpenAsync($"{shop}/app");
        Assert.All(stage.Target.Requests.Skip(before).Where(request => request.Target.StartsWith("/app", StringComparison.Ordinal)), request => Assert.Equal("jane", request.Header("x-amzn-oidc-identity")));
        Assert.Equal("", await browser.EvaluateAsync("document.cookie"));

        // Consent that is taken back: the provider sends the browser back with an error.
        stage.Target.Otherwise = Reply.Bytes(
            "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nSet-Cookie: AWSELBAuthSessionCookie-0=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT\r\n\r\nbye");
        await browser.OpenAsync($"{shop}/app/logout");
        await browser.OpenAsync($"{stage.Provider}/session/end");
        await browser.ActAsync("document.querySelector('[name=logout]').click()");
        await Patience.UntilAsync("the provider to forget", async () => (await browser.ArriveAsync($"{stage.Provider}/session/end")).Contains("Success", StringComparison.OrdinalIgnoreCase) ? "" : null);
        await browser.OpenAsync($"{shop}/app", $"{stage.Provider}/interaction/");
        await browser.ActAsync("document.querySelector('a[href$=\"/abort\"]').click()");
        Assert.Contains("401 Authorization Required", await browser.ArriveAsync($"{shop}/oauth2/idpresponse"));
    }

    [Fact]
    public async Task Browser_logs_in_with_the_echo_provider_of_the_example()
    {
        if (await Chromium.StartAsync() is not { } browser)
        {
            return;
        }

        await using var _ = browser;
        var (port, provider) = (FreePorts.Take(), FreePorts.Take());
        var text = File.ReadAllText(Path.Combine(Repository.Root, "config", "examples", "login.yaml"))
            .Replace("Port: 8080", $"Port: {port}", StringComparison.Ordinal)
            .Replace("echo:9400", $"echo:{provider}", StringComparison.Ordinal)
            .Replace("Port: 9401", $"Port: {FreePorts.Take()}", StringComparison.Ordinal);
        await using var emulator = await HostedEmulator.StartAsync(text);
        var (app, page) = ($"http://localhost:{port}/app", $"http://localhost:{provider}/authorize");

        await browser.OpenAsync(app, page);
        await browser.ActAsync("document.querySelector('[name=deny]').click()");
        Assert.Contains("401 Authorization Required", await browser.ArriveAsync($"http://localhost:{port}/oauth2/idpresponse"));

        await browser.OpenAsync(app, page);
        await browser.ActAsync("document.querySelector('[name=password]').value = 'wrong'; document.querySelector('[value=joe]').click()");
        await Patience.UntilAsync("a word about the password", async () => (await browser.ArriveAsync(page)).Contains("not the password", StringComparison.Ordinal) ? "" : null);
        await browser.ActAsync("document.querySelector('[name=password]').value = 'secret'; document.querySelector('[value=joe]').click()");
        Assert.Contains("joe", await browser.ArriveAsync(app));

        // The browser asks for an icon too.
        string[] Statuses() => [.. emulator.LogLines.Where(line => !line.Request.Contains("favicon", StringComparison.Ordinal)).Select(line => line.ElbStatusCode)];
        await Patience.UntilAsync("the lines of both logins", () => Statuses().Length == 5);
        Assert.Equal(["302", "401", "302", "302", "200"], Statuses());
    }

    private sealed class Stage : IAsyncDisposable
    {
        private readonly NodeProcess _provider;
        private readonly HostedEmulator _emulator;

        private Stage(NodeProcess provider, string url, ScriptedTarget target, HostedEmulator emulator) =>
            (_provider, Provider, Target, _emulator) = (provider, url, target, emulator);

        public string Provider { get; }

        public ScriptedTarget Target { get; }

        /// <summary>Whom the target was told of last; it is asked for icons too.</summary>
        public string? User => Target.Requests.Last(request => request.Target.StartsWith("/app", StringComparison.Ordinal)).Header("x-amzn-oidc-identity");

        public static async Task<Stage> StartAsync()
        {
            var (port, providerPort) = (FreePorts.Take(), FreePorts.Take());
            var url = $"http://localhost:{providerPort}";
            var provider = await NodeProcess.StartAsync(
                Path.Combine(AppContext.BaseDirectory, "Fixtures", "oidc-provider.js"),
                $"{providerPort}",
                string.Join(',', new[] { "shop", "blog" }.Select(name => $"https://{name}.example:{port}{LoginStage.Callback}")),
                "3600");
            var target = ScriptedTarget.Start(Reply.Ok("here you are"));
            var config = new JsonObject
            {
                ["Issuer"] = url,
                ["AuthorizationEndpoint"] = $"{url}/auth",
                ["TokenEndpoint"] = $"{url}/token",
                ["UserInfoEndpoint"] = $"{url}/me",
                ["ClientId"] = StandInProvider.ClientId,
                ["ClientSecret"] = StandInProvider.ClientSecret,
                ["Scope"] = "openid email",
            };
            var topology = TopologyBuilder.Simple(port, target.Port).Https().OfListener("Rules", new JsonArray(LoginStage.Rule(config)));
            return new Stage(provider, url, target, await HostedEmulator.StartAsync(topology));
        }

        public string Url(string host) => $"https://{host}:{_emulator.Port}";

        public async ValueTask DisposeAsync()
        {
            await _emulator.DisposeAsync();
            await Target.DisposeAsync();
            await _provider.DisposeAsync();
        }
    }
}
