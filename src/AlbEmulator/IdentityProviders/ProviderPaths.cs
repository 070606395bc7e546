using System.Text.Json.Nodes;
using AlbEmulator.Model;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace AlbEmulator.IdentityProviders;

/// <summary>What a provider is made of, and which part answers on which path.</summary>
internal sealed class ProviderPaths
{
    private readonly ProviderUrls _urls;
    private readonly Dictionary<string, Methods> _byPath;

    public ProviderPaths(EchoProviderOptions options, ProviderUrls urls, int port, TimeProvider time)
    {
        _urls = urls;
        var users = (options.Users.Count > 0 ? options.Users : EchoUser.Usual).Select(static user => new KnownUser(user)).ToList();
        var memory = new ProviderMemory(options, time);
        var cookie = new SessionCookie(urls, port);
        var key = new SigningKey();
        var authorization = new AuthorizationEndpoint(options, urls, users, memory, cookie, time);
        var token = new TokenEndpoint(
            options, users, memory, new AccessTokens(key, urls, options, time), new IdTokens(key, urls, options, time), time);
        var userInfo = new UserInfoEndpoint(memory);
        var logout = new LogoutEndpoint(options, memory, cookie);
        var keys = new Methods(Always(key.Set), null);
        var tokens = new Methods(null, token.AnswerAsync);
        var claims = new Methods(userInfo.AnswerAsync, userInfo.AnswerAsync);
        _byPath = new(StringComparer.Ordinal)
        {
            ["/"] = new(new FrontPage(options, urls, users).ShowAsync, null),
            ["/health"] = new(Always(static () => new JsonObject { ["status"] = "healthy" }), null),
            [ProviderUrls.DiscoveryPath] = new(Always(() => DiscoveryDocument.Of(options, urls, users)), null),
            [ProviderUrls.JwksPath] = keys,
            [ProviderUrls.AuthorizePath] = new(authorization.AskAsync, authorization.ChooseAsync),
            [ProviderUrls.TokenPath] = tokens,
            [ProviderUrls.UserInfoPath] = claims,
            [ProviderUrls.LogoutPath] = new(logout.GetAsync, logout.PostAsync),

            // Where a user pool of Amazon Cognito answers, in whose place it may stand.
            [UserPool.JwksPath] = keys,
            [UserPool.AuthorizePath] = new(AskAtOwnPath, null),
            [UserPool.TokenPath] = tokens,
            [UserPool.UserInfoPath] = claims,
        };
    }

    public Task<ProviderAnswer> AnswerAsync(HttpContext http)
    {
        var path = _urls.Within(http.Request.Path.Value ?? "");
        if (!_byPath.TryGetValue(path, out var methods))
        {
            return Task.FromResult<ProviderAnswer>(new ProviderAnswer.Page(
                StatusCodes.Status404NotFound,
                "There is nothing here",
                Html.Of($"<p>The echo provider answers at {string.Join(", ", _byPath.Keys)}, and not at {path}.</p>")));
        }

        var method = http.Request.Method;
        var answer = HttpMethods.IsGet(method) || HttpMethods.IsHead(method) ? methods.Get
            : HttpMethods.IsPost(method) ? methods.Post
            : null;
        return answer?.Invoke(http) ?? Task.FromResult<ProviderAnswer>(new ProviderAnswer.Page(
            StatusCodes.Status405MethodNotAllowed, "That cannot be done here", Html.Of($"<p>{path} takes {methods.Names}, and not {method}.</p>"))
        {
            Header = (HeaderNames.Allow, methods.Names),
        });
    }

    /// <summary>To the path to which the page and its cookie belong, with all that was asked.</summary>
    private Task<ProviderAnswer> AskAtOwnPath(HttpContext http) => Task.FromResult<ProviderAnswer>(
        new ProviderAnswer.Redirect(QueryHelpers.AddQueryString(_urls.BasePath + ProviderUrls.AuthorizePath, http.Request.Query)));

    private static Func<HttpContext, Task<ProviderAnswer>> Always(Func<JsonObject> body) =>
        _ => Task.FromResult<ProviderAnswer>(new ProviderAnswer.Json(StatusCodes.Status200OK, body()));

    /// <summary>Who answers to which method; null for nobody.</summary>
    private sealed record Methods(Func<HttpContext, Task<ProviderAnswer>>? Get, Func<HttpContext, Task<ProviderAnswer>>? Post)
    {
        public string Names { get; } = Get is null ? "POST" : Post is null ? "GET, HEAD" : "GET, HEAD, POST";
    }
}
