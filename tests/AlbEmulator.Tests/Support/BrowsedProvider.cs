using AlbEmulator.IdentityProviders;

namespace AlbEmulator.Tests.Support;

/// <summary>An OpenID Connect provider, and what a user does on its pages.</summary>
internal abstract class BrowsedProvider : IAsyncDisposable
{
    public const string OidcProvider = "oidc-provider";
    public const string Echo = "echo";

    /// <summary>Who logs in.</summary>
    public const string User = "jane";

    protected const string Password = "x";

    protected BrowsedProvider(string url) => Url = url;

    /// <summary>Its issuer.</summary>
    public string Url { get; }

    /// <summary>How the address of the page begins that asks who somebody is.</summary>
    public abstract string Question { get; }

    /// <summary>Where an application sends a user who logs out.</summary>
    public abstract string LogoutUrl { get; }

    public abstract string AuthorizePath { get; }

    public abstract string TokenPath { get; }

    public abstract string UserInfoPath { get; }

    /// <param name="kind">npm's oidc-provider, or the emulator's own.</param>
    /// <param name="time">The clock; the former has its own.</param>
    /// <param name="redirectUris">Where it may send users back to.</param>
    /// <returns>Null, and a word about it, where it is not installed.</returns>
    public static async Task<BrowsedProvider?> StartAsync(string kind, TimeProvider time, IEnumerable<string> redirectUris) =>
        kind == Echo ? await EchoOne.StartAsync(time)
        : await Programs.HaveNodeAsync(OidcProvider) ? await NpmOne.StartAsync(redirectUris)
        : null;

    /// <summary>Answers the question of the page that is open, with a right password.</summary>
    public abstract Task LogInAsync(BrowserTab tab);

    /// <summary>Answers it with no.</summary>
    public abstract Task DenyAsync(BrowserTab tab);

    /// <summary>Has it forget the user, at <see cref="LogoutUrl"/>, which is open.</summary>
    public abstract Task LogOutAsync(BrowserTab tab);

    public abstract ValueTask DisposeAsync();

    private sealed class EchoOne(EchoProvider provider) : BrowsedProvider(provider.Issuer)
    {
        public override string Question => Url + AuthorizePath;

        public override string LogoutUrl => Url + ProviderUrls.LogoutPath;

        public override string AuthorizePath => ProviderUrls.AuthorizePath;

        public override string TokenPath => ProviderUrls.TokenPath;

        public override string UserInfoPath => ProviderUrls.UserInfoPath;

        public static async Task<BrowsedProvider> StartAsync(TimeProvider time) => new EchoOne(await EchoProvider.StartAsync(
            new EchoProviderOptions
            {
                ClientId = StandInProvider.ClientId,
                ClientSecret = StandInProvider.ClientSecret,
                Users = [EchoUser.Of(User, Password), EchoUser.Of("joe")],
            },
            time,
            CancellationToken.None));

        public override Task LogInAsync(BrowserTab tab) => tab.ActAsync(
            $"document.querySelector('[name=password]').value = '{Password}'; document.querySelector('[value={User}]').click()");

        public override Task DenyAsync(BrowserTab tab) => tab.ActAsync("document.querySelector('[name=deny]').click()");

        public override Task LogOutAsync(BrowserTab tab) => tab.ShowsAsync($"{User} is logged out");

        public override ValueTask DisposeAsync() => provider.DisposeAsync();
    }

    private sealed class NpmOne(NodeProcess process, string url) : BrowsedProvider(url)
    {
        public override string Question => $"{Url}/interaction/";

        public override string LogoutUrl => $"{Url}/session/end";

        public override string AuthorizePath => "/auth";

        public override string TokenPath => "/token";

        public override string UserInfoPath => "/me";

        public static async Task<BrowsedProvider> StartAsync(IEnumerable<string> redirectUris)
        {
            var port = FreePorts.Take();
            var script = Path.Combine(AppContext.BaseDirectory, "Fixtures", "oidc-provider.js");
            return new NpmOne(await NodeProcess.StartAsync(script, $"{port}", string.Join(',', redirectUris), "3600"), $"http://localhost:{port}");
        }

        /// <summary>It asks for consent too, once.</summary>
        public override async Task LogInAsync(BrowserTab tab)
        {
            await tab.ActAsync(
                $"document.querySelector('[name=login]').value = '{User}'; document.querySelector('[name=password]').value = '{Password}'; document.forms[0].submit()");
            if (await IsAskedForConsentAsync(tab))
            {
                await tab.ActAsync("document.forms[0].submit()");
            }
        }

        public override Task DenyAsync(BrowserTab tab) => tab.ActAsync("document.querySelector('a[href$=\"/abort\"]').click()");

        public override async Task LogOutAsync(BrowserTab tab)
        {
            await tab.ActAsync("document.querySelector('[name=logout]').click()");
            await tab.ShowsAsync("Sign-out Success");
        }

        public override ValueTask DisposeAsync() => process.DisposeAsync();

        private async Task<bool> IsAskedForConsentAsync(BrowserTab tab)
        {
            var page = await Patience.UntilAsync("the question for consent, or its end", async () =>
                await tab.TryEvaluateAsync("document.readyState === 'complete' ? location.href + ' ' + document.querySelector('h1')?.innerText : ''") is { Length: > 0 } there
                && (there.EndsWith(" Authorize", StringComparison.Ordinal) || !there.StartsWith(Url, StringComparison.Ordinal))
                    ? there
                    : null);
            return page.StartsWith(Url, StringComparison.Ordinal);
        }
    }
}
