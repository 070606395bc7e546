namespace AlbEmulator.IdentityProviders;

/// <summary>
/// The cookie by which a provider knows a browser again. Browsers do not tell ports apart, so it has the port in its name; and
/// it goes to the two paths that ask for it, so that a load balancer on the same host, and its targets, never see it.
/// </summary>
internal sealed class SessionCookie(ProviderUrls urls, int port)
{
    private readonly string[] _paths = [urls.BasePath + ProviderUrls.AuthorizePath, urls.BasePath + ProviderUrls.LogoutPath];

    public string Name { get; } = $"alb-echo-provider-{port}";

    /// <summary>What it holds; null where it did not come.</summary>
    public string? Of(HttpRequest http) => http.Cookies[Name];

    /// <summary>Until the browser is closed.</summary>
    public void Set(HttpResponse response, string value)
    {
        foreach (var path in _paths)
        {
            response.Cookies.Append(Name, value, Options(path));
        }
    }

    public void Delete(HttpResponse response)
    {
        foreach (var path in _paths)
        {
            response.Cookies.Delete(Name, Options(path));
        }
    }

    private CookieOptions Options(string path) =>
        new() { Path = path, HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = urls.IsHttps };
}
