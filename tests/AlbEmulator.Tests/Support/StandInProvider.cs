using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AlbEmulator.Tests.Support;

/// <summary>An OpenID Connect provider as the load balancer sees it: a token endpoint and a user info endpoint that answer as told.</summary>
public sealed class StandInProvider : IAsyncDisposable
{
    public const string ClientId = "shop-client";
    public const string ClientSecret = "the secret of the shop";

    private readonly KestrelTarget _server;
    private readonly TimeProvider _time;
    private readonly ConcurrentQueue<IReadOnlyDictionary<string, string>> _forms;

    private StandInProvider(
        KestrelTarget server, TimeProvider time, Dictionary<string, RequestDelegate> answers, ConcurrentQueue<IReadOnlyDictionary<string, string>> forms)
    {
        (_server, _time, _forms) = (server, time, forms);
        answers["/token"] = context => context.Response.WriteAsync(Token.ToJsonString());
        answers["/userinfo"] = context => context.Response.WriteAsync(UserInfo);
        Answers = answers;
    }

    /// <summary>What it does at each path.</summary>
    public Dictionary<string, RequestDelegate> Answers { get; }

    public string Url => $"http://127.0.0.1:{_server.Port}";

    /// <summary>Forms that the token endpoint got, in their order.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Forms => [.. _forms];

    /// <summary>What the token endpoint gives.</summary>
    public JsonObject Token => new()
    {
        ["access_token"] = "access-1",
        ["token_type"] = "Bearer",
        ["expires_in"] = 3600,
        ["refresh_token"] = "refresh-1",
        ["id_token"] = IdToken(Url, ClientId, "u-1"),
    };

    /// <summary>What the user info endpoint gives.</summary>
    public string UserInfo { get; set; } = """{"sub":"u-1", "email":"jane@example.com", "email_verified":"true", "name":"Jané <&>"}""";

    public static async Task<StandInProvider> StartAsync(TimeProvider? time = null)
    {
        var answers = new Dictionary<string, RequestDelegate>();
        var forms = new ConcurrentQueue<IReadOnlyDictionary<string, string>>();
        var server = await KestrelTarget.StartAsync(HttpProtocols.Http1, async context =>
        {
            if (context.Request.HasFormContentType)
            {
                forms.Enqueue((await context.Request.ReadFormAsync()).ToDictionary(field => field.Key, field => field.Value.ToString()));
            }

            await answers[context.Request.Path](context);
        });
        return new StandInProvider(server, time ?? TimeProvider.System, answers, forms);
    }

    /// <summary>An ID token, with a signature of nobody.</summary>
    public string IdToken(string issuer, string audience, string subject, int expiresIn = 3600) =>
        IdToken(issuer, audience, subject, _time.GetUtcNow().AddSeconds(expiresIn));

    /// <inheritdoc cref="IdToken(string, string, string, int)"/>
    public static string IdToken(string issuer, string audience, string subject, DateTimeOffset expires)
    {
        var payload = new JsonObject
        {
            ["iss"] = issuer,
            ["aud"] = audience,
            ["sub"] = subject,
            ["exp"] = expires.ToUnixTimeSeconds(),
        };
        return $"{Encoded("""{"alg":"RS256","typ":"JWT"}""")}.{Encoded(payload.ToJsonString())}.{Encoded("signature")}";
    }

    /// <summary>The configuration of an authenticate-oidc action.</summary>
    public JsonObject Config() => new()
    {
        ["Issuer"] = Url,
        ["AuthorizationEndpoint"] = $"{Url}/authorize",
        ["TokenEndpoint"] = $"{Url}/token",
        ["UserInfoEndpoint"] = $"{Url}/userinfo",
        ["ClientId"] = ClientId,
        ["ClientSecret"] = ClientSecret,
    };

    /// <summary>Answers so whatever it is asked.</summary>
    public static RequestDelegate Answer(int status, string body) => context =>
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    };

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static string Encoded(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
