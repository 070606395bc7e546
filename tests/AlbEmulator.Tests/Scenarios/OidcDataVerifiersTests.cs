using System.Security.Cryptography;
using System.Text.Json;
using AlbEmulator.Tests.Support;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Libraries by which targets verify <c>x-amzn-oidc-data</c>, as docs/oidc-data.md tells of them.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#user-claims-encoding"/>
/// </summary>
public sealed class OidcDataVerifiersTests
{
    [Theory]
    [InlineData("aws-jwt-verify", "aws-jwt-verify")]
    [InlineData("aws-jwt-verify with a fetcher", "aws-jwt-verify")]
    [InlineData("jose", "jose")]
    [InlineData("node:crypto")]
    public async Task Library_takes_the_token_of_the_load_balancer_and_no_other(string way, params string[] packages)
    {
        if (!await Programs.HaveNodeAsync(packages))
        {
            return;
        }

        await using var told = await Told.StartAsync();

        Assert.Equal("u-1", Sub(await told.VerifyAsync(way)));
        Assert.Equal("u-1", Sub(await told.VerifyAsync(way, isByControlPort: way != "aws-jwt-verify")));
        Assert.Null(Sub(await told.VerifyAsync(way, issuer: "https://other.example.com")));
        Assert.Null(Sub(await told.VerifyAsync(way, client: "other-client")));
        Assert.Null(Sub(await told.VerifyAsync(way, signer: told.Signer + "0")));
        var parts = told.Token.Split('.');
        Assert.Null(Sub(await told.VerifyAsync(way, token: $"{parts[0]}.{parts[1].Replace('J', 'K')}.{parts[2]}")));
        Assert.Null(Sub(await told.VerifyAsync(way, token: told.Token.Replace("=", "", StringComparison.Ordinal))));
    }

    /// <summary>It takes no padding, and the signature is over the padded text.</summary>
    [Fact]
    public async Task Jsonwebtoken_takes_the_token_neither_as_it_is_nor_stripped()
    {
        if (!await Programs.HaveNodeAsync("jsonwebtoken"))
        {
            return;
        }

        await using var told = await Told.StartAsync();

        Assert.Equal("JsonWebTokenError: invalid token", (await told.VerifyAsync("jsonwebtoken")).TrimEnd());
        Assert.Equal("JsonWebTokenError: invalid signature", (await told.VerifyAsync("jsonwebtoken, stripped")).TrimEnd());
    }

    [Fact]
    public async Task JsonWebTokenHandler_takes_the_token_though_it_says_that_it_cannot_read_it()
    {
        await using var told = await Told.StartAsync();
        var handler = new JsonWebTokenHandler();

        Assert.False(handler.CanReadToken(told.Token));
        var token = handler.ReadJsonWebToken(told.Token);
        using var key = ECDsa.Create();
        using var http = new HttpClient();
        key.ImportFromPem(await http.GetStringAsync(new Uri(told.Stage.Emulator.Control, $"/{token.Kid}")));
        var parameters = new TokenValidationParameters
        {
            ValidIssuer = told.Stage.Provider.Url,
            ValidateAudience = false,
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            IssuerSigningKey = new ECDsaSecurityKey(key) { KeyId = token.Kid },
            ClockSkew = TimeSpan.Zero,
        };

        var result = await handler.ValidateTokenAsync(told.Token, parameters);
        Assert.Null(result.Exception);
        Assert.Equal("u-1", result.Claims["sub"]);
        Assert.Equal((told.Signer, StandInProvider.ClientId), (token.GetHeaderValue<string>("signer"), token.GetHeaderValue<string>("client")));
        Assert.False((await handler.ValidateTokenAsync(told.Token.Replace("=", "", StringComparison.Ordinal), parameters)).IsValid);
        parameters.ValidIssuer += "/";
        Assert.IsType<SecurityTokenInvalidIssuerException>((await handler.ValidateTokenAsync(told.Token, parameters)).Exception);
    }

    /// <summary>The claim, where claims were printed and no error.</summary>
    private static string? Sub(string output) =>
        output.StartsWith('{') ? JsonDocument.Parse(output).RootElement.GetProperty("sub").GetString() : null;

    /// <summary>A target that was told of a user, by the clock of the machine.</summary>
    private sealed class Told(LoginStage stage, string token, string signer) : IAsyncDisposable
    {
        public LoginStage Stage => stage;

        public string Token => token;

        public string Signer => signer;

        public static async Task<Told> StartAsync()
        {
            var stage = await LoginStage.StartAsync(new ManualTime(TimeProvider.System.GetUtcNow()));
            await stage.GetAsync("/app", await stage.LogInAsync());
            var token = stage.Target.Request.Header("x-amzn-oidc-data")!;
            return new Told(stage, token, new JsonWebToken(token).GetHeaderValue<string>("signer"));
        }

        /// <summary>What node prints: the claims, or the error.</summary>
        public Task<string> VerifyAsync(
            string way, bool isByControlPort = false, string? issuer = null, string? client = null, string? signer = null, string? token = null) =>
            NodeScripts.RunAsync(
                "oidc-data.cjs",
                way,
                isByControlPort || way.Contains("fetcher", StringComparison.Ordinal)
                    ? stage.Emulator.Control.ToString().TrimEnd('/')
                    : $"https://public-keys.auth.elb.us-east-1.localhost:{stage.Emulator.Port}",
                stage.Emulator.Folder.File(Path.Combine("data", "tls", "development.pem")),
                issuer ?? stage.Provider.Url,
                client ?? StandInProvider.ClientId,
                signer ?? Signer,
                token ?? Token);

        public ValueTask DisposeAsync() => stage.DisposeAsync();
    }
}
