using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AlbEmulator.Tests.Support;

/// <summary>Issues tokens, and gives the keys by which they are signed as it is told.</summary>
public sealed class TokenIssuer : IAsyncDisposable
{
    public const string Name = "https://issuer.example.com";
    public const string Kid = "key-1";

    private static readonly Lazy<RSA> TheKey = new(() => RSA.Create(2048));
    private static readonly Lazy<RSA> AnotherKey = new(() => RSA.Create(2048));

    private readonly TimeProvider _time;
    private KestrelTarget? _server;
    private int _asked;

    private TokenIssuer(TimeProvider time) => _time = time;

    /// <summary>By which tokens are signed.</summary>
    public static RSA Key => TheKey.Value;

    public static RSA OtherKey => AnotherKey.Value;

    /// <summary>What it does when it is asked for its keys.</summary>
    public RequestDelegate Answer { get; set; } = Giving(Keys(Rsa(Kid, Key)));

    /// <summary>How often it was asked.</summary>
    public int Asked => Volatile.Read(ref _asked);

    public string Endpoint => $"http://127.0.0.1:{_server!.Port}/jwks";

    /// <summary>Seconds since 1970.</summary>
    public long Now => _time.GetUtcNow().ToUnixTimeSeconds();

    public static async Task<TokenIssuer> StartAsync(TimeProvider? time = null)
    {
        var issuer = new TokenIssuer(time ?? TimeProvider.System);
        issuer._server = await KestrelTarget.StartAsync(HttpProtocols.Http1, context =>
        {
            Interlocked.Increment(ref issuer._asked);
            return issuer.Answer(context);
        });
        return issuer;
    }

    public static RequestDelegate Giving(string body, int status = 200) => context =>
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    };

    public static string Keys(params IEnumerable<JsonNode?> keys) => new JsonObject { ["keys"] = new JsonArray([.. keys]) }.ToJsonString();

    /// <summary>A member of a key set.</summary>
    public static JsonObject Rsa(string? kid, RSA key)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = kid,
            ["n"] = Base64Url.EncodeToString(parameters.Modulus),
            ["e"] = Base64Url.EncodeToString(parameters.Exponent),
        };
    }

    public static string Header(string algorithm = "RS256", string? kid = Kid)
    {
        var header = new JsonObject { ["alg"] = algorithm, ["typ"] = "JWT" };
        if (kid is not null)
        {
            header["kid"] = kid;
        }

        return header.ToJsonString();
    }

    /// <summary>Claims of a token that is good for an hour.</summary>
    public string Claims(Action<JsonObject>? change = null)
    {
        var claims = new JsonObject
        {
            ["iss"] = Name,
            ["sub"] = "client-1",
            ["iat"] = Now,
            ["exp"] = Now + 3600,
        };
        change?.Invoke(claims);
        return claims.ToJsonString();
    }

    public string Token(Action<JsonObject>? change = null) => Sign(Header(), Claims(change));

    /// <summary>A token of this text, signed by RS256.</summary>
    public static string Sign(string header, string payload, RSA? key = null) => Sign(
        Encoding.Latin1.GetBytes(header),
        Encoding.Latin1.GetBytes(payload),
        bytes => (key ?? Key).SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    /// <summary>A token of these bytes, signed in any way.</summary>
    public static string Sign(byte[] header, byte[] payload, Func<byte[], byte[]> sign)
    {
        var text = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(payload)}";
        return $"{text}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(text)))}";
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
