using AlbEmulator.Model;

namespace AlbEmulator.IdentityProviders;

/// <summary><c>/</c>: what this is, where everything is, and who can log in.</summary>
internal sealed class FrontPage(EchoProviderOptions options, ProviderUrls urls, IReadOnlyList<KnownUser> users)
{
    public Task<ProviderAnswer> ShowAsync(HttpContext http) => Task.FromResult<ProviderAnswer>(new ProviderAnswer.Page(
        StatusCodes.Status200OK,
        "Echo provider",
        Html.Of(
            $"""
            <p>An OpenID Connect provider to play with: give these to the action <code>authenticate-oidc</code> of a load balancer,
            open the load balancer in a browser, and choose who you are.</p>
            <h2>What a topology file says</h2>
            <dl>
            {Html.Join(Config.Select(static line => Line(line.Name, line.Value)))}
            </dl>
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

    /// <summary>Everybody reads the page, so a secret that was set is not on it.</summary>
    private IReadOnlyList<(string Name, string Value)> Config => AuthenticateOidcConfig.Of(
        urls, options.ClientId, options.ClientSecret is null ? $"{EchoIdentityProvider.AnySecret} (any is taken)" : "the one that the provider was started with");

    private static Html Line(string name, string value) => Html.Of($"<dt>{name}</dt><dd><code>{value}</code></dd>");
}
