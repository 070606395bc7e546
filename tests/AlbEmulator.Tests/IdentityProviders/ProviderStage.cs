using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AlbEmulator.IdentityProviders;
using AlbEmulator.Tests.Support;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Tests.IdentityProviders;

/// <summary>An echo provider, a clock to turn, and a browser that follows no redirect.</summary>
internal sealed class ProviderStage : IAsyncDisposable
{
    public const string RedirectUri = "https://shop.example/oauth2/idpresponse";
    public const string Secret = "s3cret";

    private readonly HttpClient _browser = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });

    private ProviderStage(EchoProvider provider, ManualTime time) => (Provider, Time) = (provider, time);

    public EchoProvider Provider { get; }

    public ManualTime Time { get; }

    public static EchoProviderOptions Options { get; } = new() { ClientId = "shop", ClientSecret = Secret };

    /// <summary>What a load balancer asks with.</summary>
    public static IReadOnlyDictionary<string, string> Asked { get; } = new Dictionary<string, string>
    {
        ["client_id"] = "shop",
        ["redirect_uri"] = RedirectUri,
        ["response_type"] = "code",
        ["scope"] = "openid profile email",
        ["state"] = "a b&c=d/é%2F",
    };

    public static async Task<ProviderStage> StartAsync(EchoProviderOptions? options = null, DateTimeOffset? now = null)
    {
        var time = new ManualTime(now);
        return new ProviderStage(await EchoProvider.StartAsync(options ?? Options, time, CancellationToken.None), time);
    }

    public Uri At(string pathAndQuery) => new($"http://{Provider.EndPoint}{pathAndQuery}");

    /// <summary><see cref="Asked"/> with some parameters otherwise; null takes one away.</summary>
    public static string Query(params IEnumerable<(string Name, string? Value)> changes)
    {
        var parameters = Asked.ToDictionary(pair => pair.Key, pair => (string?)pair.Value);
        foreach (var (name, value) in changes)
        {
            parameters[name] = value;
        }

        return QueryHelpers.AddQueryString("/authorize", parameters.Where(pair => pair.Value is not null));
    }

    public Task<HttpResponseMessage> GetAsync(string pathAndQuery) => _browser.GetAsync(At(pathAndQuery));

    public Task<HttpResponseMessage> AskAsync(params IEnumerable<(string Name, string? Value)> changes) => GetAsync(Query(changes));

    /// <summary>Posts a form as the page of the provider does.</summary>
    public Task<HttpResponseMessage> PostAsync(
        string path, IEnumerable<(string Name, string Value)> form, params IEnumerable<(string Name, string Value)> headers) =>
        SendAsync(path, new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value))), headers);

    public Task<HttpResponseMessage> SendAsync(string path, HttpContent? content, params IEnumerable<(string Name, string Value)> headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, At(path)) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return _browser.SendAsync(request);
    }

    /// <summary>Opens the login page; gives the transaction in it.</summary>
    public async Task<string> OpenPageAsync(params IEnumerable<(string Name, string? Value)> changes)
    {
        using var page = await AskAsync(changes);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        return TransactionOf(await page.Content.ReadAsStringAsync());
    }

    public static string TransactionOf(string page) => Regex.Match(page, "name=\"transaction\" value=\"([^\"]+)\"").Groups[1].Value;

    /// <summary>Logs somebody in; gives the code.</summary>
    public async Task<string> LogInAsync(string user = "alice", params IEnumerable<(string Name, string? Value)> changes)
    {
        var transaction = await OpenPageAsync(changes);
        using var answer = await PostAsync("/authorize", [("transaction", transaction), ("user", user)]);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return Assert.Single(Sent(answer)["code"])!;
    }

    /// <summary>What an answer sends along with its redirect.</summary>
    public static Dictionary<string, StringValues> Sent(HttpResponseMessage answer) => QueryHelpers.ParseQuery(answer.Headers.Location!.Query);

    public Task<HttpResponseMessage> TokenAsync(string secret, params IEnumerable<(string Name, string Value)> form) => PostAsync(
        "/token", form, ("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"shop:{secret}"))}"));

    /// <summary>Trades a code in, as a load balancer does.</summary>
    public Task<HttpResponseMessage> RedeemAsync(string code, params IEnumerable<(string Name, string Value)> more) => TokenAsync(
        Secret, [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", RedirectUri), .. more]);

    public Task<HttpResponseMessage> RefreshAsync(string refreshToken, params IEnumerable<(string Name, string Value)> more) =>
        TokenAsync(Secret, [("grant_type", "refresh_token"), ("refresh_token", refreshToken), .. more]);

    /// <summary>Asks for tokens without a browser.</summary>
    public async Task<JsonElement> GrantAsync(params IEnumerable<(string Name, string Value)> form)
    {
        using var answer = await TokenAsync(Secret, form);
        return await JsonAsync(answer);
    }

    public async Task<JsonElement> TokensAsync(string user = "alice", params IEnumerable<(string Name, string? Value)> changes)
    {
        using var answer = await RedeemAsync(await LogInAsync(user, changes));
        return await JsonAsync(answer);
    }

    public async Task<HttpResponseMessage> UserInfoAsync(string accessToken, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, At("/userinfo"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        return await _browser.SendAsync(request);
    }

    /// <summary>The body of an answer with this status.</summary>
    public static async Task<JsonElement> JsonAsync(HttpResponseMessage answer, HttpStatusCode status = HttpStatusCode.OK)
    {
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode}: {body}");
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>())!;
    }

    /// <summary>What an access token or an ID token among tokens says; null where there is none of that name.</summary>
    public static JsonElement? Claims(JsonElement tokens, string name = "access_token") => Part(tokens, name, 1);

    public static JsonElement Header(JsonElement tokens, string name = "access_token") => Part(tokens, name, 0)!.Value;

    private static JsonElement? Part(JsonElement tokens, string name, int part)
    {
        if (!tokens.TryGetProperty(name, out var token))
        {
            return null;
        }

        using var read = JsonDocument.Parse(Base64Url.DecodeFromChars(token.GetString()!.Split('.')[part]));
        return read.RootElement.Clone();
    }

    /// <summary>The word of an error of <c>/token</c>.</summary>
    public static async Task<string?> ErrorAsync(HttpResponseMessage answer, HttpStatusCode status = HttpStatusCode.BadRequest)
    {
        var error = await JsonAsync(answer, status);
        Assert.NotEmpty(error.GetProperty("error_description").GetString()!);
        return error.GetProperty("error").GetString();
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await Provider.DisposeAsync();
    }
}
