namespace AlbEmulator.IdentityProviders;

/// <summary>
/// <c>/logout</c>: the browser is logged in at the provider no longer. Tokens stay good until their time is over.
/// <see href="https://openid.net/specs/openid-connect-rpinitiated-1_0.html"/>
/// </summary>
internal sealed class LogoutEndpoint(EchoProviderOptions options, ProviderMemory memory, SessionCookie cookie)
{
    public Task<ProviderAnswer> GetAsync(HttpContext http) => Task.FromResult(End(http, new Parameters(http.Request.Query)));

    public async Task<ProviderAnswer> PostAsync(HttpContext http)
    {
        // Nothing has to be sent with it.
        if (http.Request.ContentType is null)
        {
            return End(http, new Parameters([]));
        }

        return await PostedForm.OfAsync(http.Request) switch
        {
            PostedForm.Read read => End(http, read.Form),
            PostedForm.Unread unread => new ProviderAnswer.Page(unread.Status, "You are still logged in", Html.Of($"<p class=\"told\">{unread.Words}</p>")),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private ProviderAnswer End(HttpContext http, Parameters given)
    {
        var ended = memory.Sessions.Take(cookie.Of(http.Request));
        cookie.Delete(http.Response);
        var wanted = given["post_logout_redirect_uri"];
        if (wanted is not null && Place(wanted, given) is { } place)
        {
            return ProviderAnswer.To(place, ("state", given["state"]));
        }

        var who = ended is null ? "Nobody was logged in with this browser." : $"{ended.User.Name} is logged out of the echo provider.";
        var still = "An application whose load balancer has a cookie of its own is used on until that cookie is gone.";
        var untaken = wanted is null
            ? default
            : Html.Of($"<p class=\"told\">The way back to {wanted} is not taken: no code was ever sent to such a place.</p>");
        return new ProviderAnswer.Page(StatusCodes.Status200OK, "Goodbye", Html.Of($"<p>{who} {still}</p>\n{untaken}"));
    }

    /// <summary>The URL as it may stand in a header; null where it is not to be followed.</summary>
    private string? Place(string wanted, Parameters given) =>
        (given["client_id"] is null || given["client_id"] == options.ClientId)
        && Uri.TryCreate(wanted, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
        && url.UserInfo.Length == 0
        && memory.Hosts.Find(url.Host) is not null
            ? url.AbsoluteUri
            : null;
}
