using AlbEmulator.Model;

namespace AlbEmulator.IdentityProviders;

/// <summary><c>/</c>: what this is, where everything is, how a token is got, and who can log in.</summary>
internal sealed class FrontPage(EchoProviderOptions options, ProviderUrls urls, IReadOnlyList<KnownUser> users)
{
    /// <summary>Everybody reads the page, so a secret that was set is not on it.</summary>
    private const string Hidden = "SECRET";

    private (string Shown, string About) Secret => options.ClientSecret is null
        ? (EchoIdentityProvider.AnySecret, "Any secret is taken.")
        : (Hidden, $"{Hidden} is what the provider was started with.");

    public Task<ProviderAnswer> ShowAsync(HttpContext http)
    {
        var usage = new ProviderUsage(urls, $"{http.Request.Scheme}://{http.Request.Host}", options.ClientId, Secret.Shown);
        var arguments = usage.Arguments is { } written
            ? Html.Of($"<p>In the place of the user pool it is found where the emulator is started with <code>{written}</code></p>")
            : default;
        return Task.FromResult<ProviderAnswer>(new ProviderAnswer.Page(
            StatusCodes.Status200OK,
            "Echo provider",
            Html.Of(
                $"""
                <p>An OpenID Connect provider to play with. Give this to the action <code>authenticate-oidc</code> of a load balancer,
                open the load balancer in a browser, and choose who you are. Or give it to <code>jwt-validation</code>, get a token,
                and send it with each request.</p>
                {arguments}
                <h2>What a topology file says</h2>
                {Html.Join(usage.Configs.Select(static config => Config(config.Name, config.Properties)))}
                <p>{Secret.About}</p>
                <h2>What gives a token</h2>
                <p><code>{usage.TokenCommand}</code></p>
                <h2>Where else it answers</h2>
                <dl>
                {Line("What it can do", urls.Of(ProviderUrls.DiscoveryPath))}
                {Line("The key of its tokens", urls.Of(ProviderUrls.JwksPath))}
                {Line("Log out here", urls.Of(ProviderUrls.LogoutPath))}
                </dl>
                <h2>Who can log in</h2>
                <dl>
                {Html.Join(users.Select(static user => Line(user.Password is null ? user.Name : $"{user.Name}, with a password", user.About)))}
                </dl>
                """)));
    }

    private static Html Config(string name, IReadOnlyList<(string Name, string Value)> properties) => Html.Of(
        $"""
        <h3><code>{name}</code></h3>
        <dl>
        {Html.Join(properties.Select(static property => Line(property.Name, property.Value)))}
        </dl>
        """);

    private static Html Line(string name, string value) => Html.Of($"<dt>{name}</dt><dd><code>{value}</code></dd>");
}
