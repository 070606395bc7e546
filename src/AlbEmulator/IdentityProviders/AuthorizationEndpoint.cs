namespace AlbEmulator.IdentityProviders;

/// <summary>
/// <c>/authorize</c>: GET asks who somebody is, unless the browser is logged in; POST is what was chosen on the page.
/// <see href="https://openid.net/specs/openid-connect-core-1_0.html#AuthorizationEndpoint"/>
/// </summary>
internal sealed class AuthorizationEndpoint(
    EchoProviderOptions options,
    ProviderUrls urls,
    IReadOnlyList<KnownUser> users,
    ProviderMemory memory,
    SessionCookie cookie,
    TimeProvider time)
{
    private readonly LoginPage _page = new(urls, users);

    private static ProviderAnswer UsedPage => Refused(
        StatusCodes.Status400BadRequest, "This page has been used, or is too old. Go back to the application and log in from there.");

    public Task<ProviderAnswer> AskAsync(HttpContext http) =>
        Task.FromResult(AuthorizationRequest.Read(new Parameters(http.Request.Query), options.ClientId) switch
        {
            AuthorizationReading.Right right => Ask(http, right.Request),
            AuthorizationReading.SentBack back => ProviderAnswer.To(
                back.RedirectUri, ("error", back.Error), ("error_description", back.Description), ("state", back.State)),
            AuthorizationReading.Told told => Refused(StatusCodes.Status400BadRequest, told.Problem),
            _ => throw new System.Diagnostics.UnreachableException(),
        });

    public async Task<ProviderAnswer> ChooseAsync(HttpContext http)
    {
        if (!IsOwnPage(http.Request))
        {
            return Refused(
                StatusCodes.Status403Forbidden, "This was sent by a page of another site. Only the page of the echo provider itself may do that.");
        }

        var posted = await PostedForm.OfAsync(http.Request);
        if (posted is not PostedForm.Read { Form: var form })
        {
            var (status, words) = (PostedForm.Unread)posted;
            return Refused(status, words);
        }

        var transaction = form["transaction"];
        if (memory.Pages.Find(transaction) is not { } request)
        {
            return UsedPage;
        }

        var user = users.FirstOrDefault(one => one.Name == form["user"]);
        return form["deny"] is not null ? Once(transaction, () => Denied(request))
            : user is null ? _page.Of(request, transaction!, StatusCodes.Status400BadRequest, "Nobody was chosen who is in the list.")
            : !user.HasPassword(form["password"])
                ? _page.Of(request, transaction!, StatusCodes.Status401Unauthorized, $"That is not the password of {user.Name}.")
            : Once(transaction, () => LogIn(http, request, user));
    }

    /// <summary>Of two who press a button of one page, one goes on.</summary>
    private ProviderAnswer Once(string? transaction, Func<ProviderAnswer> go) => memory.Pages.Take(transaction) is null ? UsedPage : go();

    private ProviderAnswer Ask(HttpContext http, AuthorizationRequest request)
    {
        var session = memory.Sessions.Find(cookie.Of(http.Request));
        if (session is not null && !request.AsksAnyway && IsFresh(session, request))
        {
            return SendCode(session, request);
        }

        return request.IsSilent
            ? ProviderAnswer.To(
                request.RedirectUri,
                ("error", "login_required"),
                ("error_description", "Nobody is logged in at the provider."),
                ("state", request.State))
            : _page.Of(request, memory.Pages.Add(request));
    }

    private static ProviderAnswer Denied(AuthorizationRequest request) => ProviderAnswer.To(
        request.RedirectUri, ("error", "access_denied"), ("error_description", "The user said no."), ("state", request.State));

    private bool IsFresh(ProviderSession session, AuthorizationRequest request) =>
        request.MaxAge is not { } age || time.GetUtcNow() - session.Since <= age;

    /// <summary>With a session of its own, so that a cookie from before the login is good for nothing.</summary>
    private ProviderAnswer LogIn(HttpContext http, AuthorizationRequest request, KnownUser user)
    {
        memory.Sessions.Take(cookie.Of(http.Request));
        var session = new ProviderSession(user, time.GetUtcNow());
        cookie.Set(http.Response, memory.Sessions.Add(session));
        return SendCode(session, request);
    }

    private ProviderAnswer SendCode(ProviderSession session, AuthorizationRequest request)
    {
        var host = new Uri(request.RedirectUri).Host;
        memory.Hosts.Set(host, host);
        // The state has gone back, and may be long.
        var code = memory.Codes.Add(new AuthorizationCode(new Grant(session, new OAuthScope(request.Scope)), request with { State = null }));
        return ProviderAnswer.To(request.RedirectUri, ("code", code), ("state", request.State));
    }

    /// <summary>
    /// Browsers say where a page is that posts. Which they say of every request goes before what they say of this one; other
    /// clients say neither.
    /// <see href="https://www.w3.org/TR/fetch-metadata/"/>
    /// </summary>
    private bool IsOwnPage(HttpRequest http) =>
        http.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site
            ? site is "same-origin" or "none"
            : http.Headers.Origin.ToString() is var origin
                && (origin.Length == 0 || origin == $"{http.Scheme}://{http.Host}" || string.Equals(origin, urls.Origin, StringComparison.OrdinalIgnoreCase));

    private static ProviderAnswer.Page Refused(int status, string words) => new(status, "This login cannot go on", Html.Of($"<p class=\"told\">{words}</p>"));
}
