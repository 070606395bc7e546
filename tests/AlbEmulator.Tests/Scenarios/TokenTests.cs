using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Requests pass that bear a token of an issuer.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-verify-jwt.html"/>
/// </summary>
public sealed class TokenTests
{
    [Fact]
    public async Task Request_with_a_token_goes_on_to_the_target_as_it_came()
    {
        await using var stage = await TokenStage.StartAsync();
        var token = stage.Issuer.Token();

        var answer = await stage.BearAsync(token);

        Assert.Equal(200, answer.Status);
        Assert.Equal($"Bearer {token}", stage.Target.Request.Header("Authorization"));
        var line = (await stage.LinesAsync(1))[0];
        Assert.Equal(("200", "200", "forward", "-"), (line.ElbStatusCode, line.TargetStatusCode, line.ActionsExecuted, line.ErrorReason));
        var metrics = await stage.Emulator.MetricsAsync();
        Assert.Equal(
            (1, 0), (metrics.Sum("alb_jwt_validation_success_count_total"), metrics.Sum("alb_jwt_validation_failure_count_total")));
    }

    [Fact]
    public async Task Request_without_a_token_is_refused_before_the_target_hears_of_it()
    {
        await using var stage = await TokenStage.StartAsync();

        var answer = await stage.GetAsync("/api");

        Assert.Equal(401, answer.Status);
        Assert.Null(answer.Header("WWW-Authenticate"));
        Assert.Empty(stage.Target.Requests);
        Assert.Equal(0, stage.Issuer.Asked);
        var line = (await stage.LinesAsync(1))[0];
        Assert.Equal(("401", "-", "-", "JWTHeaderNotPresent"), (line.ElbStatusCode, line.TargetStatusCode, line.ActionsExecuted, line.ErrorReason));
        Assert.Equal("10", line.MatchedRulePriority);
        Assert.Contains(":targetgroup/web/", line.TargetGroupArn);
        var metrics = await stage.Emulator.MetricsAsync();
        Assert.Equal(
            (0, 1), (metrics.Sum("alb_jwt_validation_success_count_total"), metrics.Sum("alb_jwt_validation_failure_count_total")));
    }

    [Fact]
    public async Task Redirect_and_fixed_response_come_after_a_token_too()
    {
        await using var stage = await TokenStage.StartAsync();
        var token = stage.Issuer.Token();

        Assert.Equal((302, $"https://shop.example.com:{stage.Emulator.Port}/there"), await RedirectAsync(token));
        Assert.Equal((200, "fixed"), await FixedAsync(token));
        Assert.Equal((401, null), await RedirectAsync("no token"));
        Assert.Equal(401, (await FixedAsync("no token")).Status);

        Assert.Equal(
            [("302", "redirect"), ("200", "fixed-response"), ("401", "-"), ("401", "-")],
            (await stage.LinesAsync(4)).Select(line => (line.ElbStatusCode, line.ActionsExecuted)));

        async Task<(int Status, string? Location)> RedirectAsync(string sent)
        {
            var answer = await stage.BearAsync(sent, "/redirect");
            return (answer.Status, answer.Header("Location"));
        }

        async Task<(int Status, string Text)> FixedAsync(string sent)
        {
            var answer = await stage.BearAsync(sent, "/fixed");
            return (answer.Status, answer.Text);
        }
    }

    [Theory]
    [InlineData("none")]
    [InlineData("none, with a signature")]
    [InlineData("HS256")]
    [InlineData("ES256")]
    [InlineData("PS256")]
    [InlineData("RS512")]
    [InlineData("RS256 by PSS")]
    [InlineData("RS256 by SHA-512")]
    [InlineData("rs256")]
    [InlineData("another key")]
    [InlineData("a key that the token brings along")]
    public async Task Token_that_is_not_signed_by_RS256_with_the_key_of_the_issuer_is_refused(string kind)
    {
        await using var stage = await TokenStage.StartAsync();
        var token = Forged(stage.Issuer, kind);

        Assert.Equal(401, (await stage.BearAsync(token)).Status);

        Assert.Equal(("401", kind == "none" ? "JWTRequestFormatInvalid" : "JWTSignatureValidationError"), await stage.RefusalAsync());
        Assert.Empty(stage.Target.Requests);
    }

    [Theory]
    [InlineData("exp", 1, null)]
    [InlineData("exp", 0, "JWTClaimValueInvalid")]
    [InlineData("exp", -3600, "JWTClaimValueInvalid")]
    [InlineData("exp", null, "JWTClaimNotPresent")]
    [InlineData("nbf", 0, null)]
    [InlineData("nbf", 1, "JWTClaimValueInvalid")]
    [InlineData("iat", 1, "JWTClaimValueInvalid")]
    [InlineData("iat", null, null)]
    public async Task Times_are_looked_at_to_the_second(string claim, int? secondsFromNow, string? reason)
    {
        await using var stage = await TokenStage.StartAsync();

        var answer = await stage.BearAsync(stage.Issuer.Token(claims =>
        {
            claims.Remove(claim);
            if (secondsFromNow is { } seconds)
            {
                claims[claim] = stage.Issuer.Now + seconds;
            }
        }));

        Assert.Equal(reason is null ? 200 : 401, answer.Status);
        Assert.Equal(reason ?? "-", (await stage.RefusalAsync()).Reason);
    }

    [Theory]
    [InlineData("exp", "\"4102444800\"")]
    [InlineData("exp", "null")]
    [InlineData("exp", "[4102444800]")]
    [InlineData("exp", "true")]
    [InlineData("exp", "1e999")]
    [InlineData("exp", "9223372036854775808")]
    [InlineData("exp", "-1e999")]
    [InlineData("nbf", "\"0\"")]
    [InlineData("nbf", "{}")]
    [InlineData("iat", "null")]
    [InlineData("iss", "5")]
    [InlineData("iss", "null")]
    [InlineData("iss", "[\"https://issuer.example.com\"]")]
    public async Task Claims_of_another_type_are_refused(string claim, string value)
    {
        await using var stage = await TokenStage.StartAsync();

        await stage.BearAsync(stage.Issuer.Token(claims => claims[claim] = JsonNode.Parse(value)));

        Assert.Equal(("401", "JWTClaimFormatInvalid"), await stage.RefusalAsync());
    }

    [Theory]
    [InlineData("4102444800.5")]
    [InlineData("4.1024448e9")]
    [InlineData("253402300800000")]
    public async Task Any_number_of_seconds_is_a_time(string exp)
    {
        await using var stage = await TokenStage.StartAsync();

        Assert.Equal(200, (await stage.BearAsync(stage.Issuer.Token(claims => claims["exp"] = JsonNode.Parse(exp)))).Status);
    }

    [Theory]
    [InlineData("https://issuer.example.com/")]
    [InlineData("https://ISSUER.example.com")]
    [InlineData("https://issuer.example.com ")]
    [InlineData("")]
    public async Task Issuer_is_compared_as_it_stands(string issuer)
    {
        await using var stage = await TokenStage.StartAsync();

        await stage.BearAsync(stage.Issuer.Token(claims => claims["iss"] = issuer));

        Assert.Equal(("401", "JWTClaimValueInvalid"), await stage.RefusalAsync());
    }

    [Theory]
    [InlineData("single-string", "read,write", "\"read\"", null)]
    [InlineData("single-string", "read,write", "\"write\"", null)]
    [InlineData("single-string", "read", "\"Read\"", "JWTClaimValueInvalid")]
    [InlineData("single-string", "read", "\"read write\"", "JWTClaimValueInvalid")]
    [InlineData("single-string", "read", "[\"read\"]", "JWTClaimFormatInvalid")]
    [InlineData("single-string", "5", "5", "JWTClaimFormatInvalid")]
    [InlineData("string-array", "read,write", "[\"other\",\"write\"]", null)]
    [InlineData("string-array", "read,write", "[\"other\"]", "JWTClaimValueInvalid")]
    [InlineData("string-array", "read", "[]", "JWTClaimValueInvalid")]
    [InlineData("string-array", "read", "\"read\"", "JWTClaimFormatInvalid")]
    [InlineData("string-array", "read", "[\"read\",5]", "JWTClaimFormatInvalid")]
    [InlineData("string-array", "read", "[[\"read\"]]", "JWTClaimFormatInvalid")]
    [InlineData("space-separated-values", "read,write", "\"write other read\"", null)]
    [InlineData("space-separated-values", "read,write", "\"read\"", "JWTClaimValueInvalid")]
    [InlineData("space-separated-values", "read", "\"reader\"", "JWTClaimValueInvalid")]
    [InlineData("space-separated-values", "read", "\"\"", "JWTClaimValueInvalid")]
    [InlineData("space-separated-values", "read", "[\"read\"]", "JWTClaimFormatInvalid")]
    [InlineData("space-separated-values", "read", null, "JWTClaimNotPresent")]
    [InlineData("string-array", "read", "null", "JWTClaimFormatInvalid")]
    public async Task Additional_claims_have_three_formats(string format, string values, string? claim, string? reason)
    {
        await using var stage = await TokenStage.StartAsync(("sub", "single-string", "client-1"), ("scope", format, values));

        await stage.BearAsync(stage.Issuer.Token(claims =>
        {
            if (claim is not null)
            {
                claims["scope"] = JsonNode.Parse(claim);
            }
        }));

        Assert.Equal((reason is null ? "200" : "401", reason ?? "-"), await stage.RefusalAsync());
    }

    private static string Forged(TokenIssuer issuer, string kind)
    {
        var claims = Encoding.UTF8.GetBytes(issuer.Claims());
        var (header, sign) = kind switch
        {
            "none" => (TokenIssuer.Header("none"), _ => []),
            "none, with a signature" => (TokenIssuer.Header("none"), By(HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
            "HS256" => (
                TokenIssuer.Header("HS256"),
                bytes => HMACSHA256.HashData(Encoding.ASCII.GetBytes(TokenIssuer.Key.ExportSubjectPublicKeyInfoPem()), bytes)),
            "ES256" => (TokenIssuer.Header("ES256"), ByEcdsa),
            "PS256" => (TokenIssuer.Header("PS256"), By(HashAlgorithmName.SHA256, RSASignaturePadding.Pss)),
            "RS512" => (TokenIssuer.Header("RS512"), By(HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1)),
            "RS256 by PSS" => (TokenIssuer.Header(), By(HashAlgorithmName.SHA256, RSASignaturePadding.Pss)),
            "RS256 by SHA-512" => (TokenIssuer.Header(), By(HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1)),
            "rs256" => (TokenIssuer.Header("rs256"), By(HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
            "another key" => (TokenIssuer.Header(), By(HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1, TokenIssuer.OtherKey)),
            _ => (
                $$"""{"alg":"RS256","jwk":{{TokenIssuer.Rsa("own", TokenIssuer.OtherKey)}},"jku":"{{issuer.Endpoint}}"}""",
                By(HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1, TokenIssuer.OtherKey)),
        };
        return TokenIssuer.Sign(Encoding.UTF8.GetBytes(header), claims, sign);
    }

    private static Func<byte[], byte[]> By(HashAlgorithmName hash, RSASignaturePadding padding, RSA? key = null) =>
        bytes => (key ?? TokenIssuer.Key).SignData(bytes, hash, padding);

    private static byte[] ByEcdsa(byte[] bytes)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.SignData(bytes, HashAlgorithmName.SHA256);
    }
}
