using System.Buffers.Text;
using System.Text;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>In which form a token is taken, and that none is a fault of the load balancer.</summary>
public sealed class TokenFormTests
{
    [Theory]
    [InlineData("bearer {0}")]
    [InlineData("BEARER {0}")]
    [InlineData("Bearer   {0}  ")]
    public async Task Scheme_is_taken_in_any_case(string value)
    {
        await using var stage = await TokenStage.StartAsync();

        Assert.Equal(200, (await stage.GetAsync("/api", $"AUTHORIZATION: {value.Replace("{0}", stage.Issuer.Token(), StringComparison.Ordinal)}")).Status);
    }

    [Theory]
    [InlineData("Authorization: {0}")]
    [InlineData("Authorization: Bearer")]
    [InlineData("Authorization: ")]
    [InlineData("Authorization: Basic {0}")]
    [InlineData("Authorization: Bearer\t{0}")]
    [InlineData("Authorization: Bearer \u00a0{0}")]
    [InlineData("Authorization: Bearer {0}, Bearer {0}")]
    [InlineData("Authorization: Bearer {0}\r\nAuthorization: Bearer {0}")]
    [InlineData("Authorization: Bearer {0}\r\nAuthorization: Basic YTpi")]
    public async Task Header_that_is_not_one_of_Bearer_and_a_token_is_refused(string lines)
    {
        await using var stage = await TokenStage.StartAsync();

        var answer = await stage.GetAsync("/api", lines.Replace("{0}", stage.Issuer.Token(), StringComparison.Ordinal));

        Assert.Equal(401, answer.Status);
        Assert.Equal(("401", "JWTRequestFormatInvalid"), await stage.RefusalAsync());
    }

    [Theory]
    [InlineData("H.P")]
    [InlineData("H.P.")]
    [InlineData(".P.S")]
    [InlineData("H..S")]
    [InlineData("..")]
    [InlineData("....")]
    [InlineData("H.P.S.")]
    [InlineData("H.P.S.S")]
    [InlineData("H.P.S.S.S")]
    [InlineData("H.P.S=")]
    [InlineData("H=.P.S")]
    [InlineData("H.P.S==")]
    [InlineData("H.P.!S")]
    [InlineData("H.P.+/S")]
    [InlineData("H. P.S")]
    [InlineData("H.P.\u00e9S")]
    [InlineData("H.P.A")]
    [InlineData("P.H.S")]
    public async Task Token_that_has_not_three_parts_of_base64url_is_refused(string form)
    {
        await using var stage = await TokenStage.StartAsync();
        var parts = stage.Issuer.Token().Split('.');

        var token = string.Concat(form.Select(character => character switch
        {
            'H' => parts[0],
            'P' => parts[1],
            'S' => parts[2],
            _ => character.ToString(),
        }));

        Assert.Equal(401, (await stage.BearAsync(token)).Status);
        Assert.Equal(("401", "JWTRequestFormatInvalid"), await stage.RefusalAsync());
    }

    /// <summary>All of them are signed by the issuer, who may write what it likes.</summary>
    [Theory]
    [InlineData("", null)]
    [InlineData("[]", null)]
    [InlineData("null", null)]
    [InlineData("\"text\"", null)]
    [InlineData("{}", null)]
    [InlineData("""{"alg":null}""", null)]
    [InlineData("""{"alg":5}""", null)]
    [InlineData("""{"ALG":"RS256"}""", null)]
    [InlineData("""{"alg":"RS256","alg":"RS256"}""", null)]
    [InlineData("""{"alg":"none","\u0061lg":"RS256"}""", null)]
    [InlineData("""{"alg":"RS256","kid":5}""", null)]
    [InlineData("""{"alg":"RS256","kid":null}""", null)]
    [InlineData("""{"alg":"RS256","kid":"\ud800"}""", null)]
    [InlineData("""{"alg":"RS256","b64":false,"crit":["b64"]}""", null)]
    [InlineData("""{"alg":"RS256"}}""", null)]
    [InlineData("""{"alg":"RS256",}""", null)]
    [InlineData("{\"alg\":\"RS256\",\"x\":\"\u00ff\"}", null)]
    [InlineData(null, "")]
    [InlineData(null, "[]")]
    [InlineData(null, "{CLAIMS} ,")]
    [InlineData(null, "//\n{CLAIMS}")]
    [InlineData(null, "{CLAIMS}{CLAIMS}")]
    [InlineData(null, "{\"iss\":\"other\",CLAIMS}")]
    [InlineData(null, "{CLAIMS,\"iss\":\"https://issuer.example.com\"}")]
    [InlineData(null, "{CLAIMS,\"\\u0065xp\":4102444800}")]
    [InlineData(null, "{CLAIMS,\"x\":\"\\ud800\"}")]
    [InlineData(null, "{CLAIMS,\"\\udc00\":1}")]
    [InlineData(null, "{CLAIMS,\"x\":\"\u00ff\"}")]
    [InlineData(null, "{CLAIMS,\"x\":DEEP}")]
    public async Task Header_and_payload_must_be_objects_in_which_all_is_said_once(string? header, string? payload)
    {
        await using var stage = await TokenStage.StartAsync();
        var claims = stage.Issuer.Claims()[1..^1];
        var deep = new string('[', 100) + new string(']', 100);

        var token = TokenIssuer.Sign(
            header ?? TokenIssuer.Header(),
            payload?.Replace("CLAIMS", claims, StringComparison.Ordinal).Replace("DEEP", deep, StringComparison.Ordinal) ?? $"{{{claims}}}");

        Assert.Equal(401, (await stage.BearAsync(token)).Status);
        Assert.Equal(("401", "JWTRequestFormatInvalid"), await stage.RefusalAsync());
    }

    [Theory]
    [InlineData(12_000, 200)]
    [InlineData(20_000, 400)]
    public async Task Token_may_be_as_long_as_a_header(int bytes, int status)
    {
        await using var stage = await TokenStage.StartAsync();
        var token = stage.Issuer.Token(claims => claims["x"] = new string('x', bytes * 3 / 4));

        Assert.Equal(status, (await stage.BearAsync(token)).Status);
        Assert.Equal(status == 200 ? 1 : 0, stage.Target.Requests.Count);
    }

    [Fact]
    public async Task Encrypted_token_is_refused()
    {
        await using var stage = await TokenStage.StartAsync();
        var header = Base64Url.EncodeToString(Encoding.ASCII.GetBytes("""{"alg":"RS256","enc":"A128GCM"}"""));

        Assert.Equal(401, (await stage.BearAsync($"{header}.YWFh.YWFh.YWFh.YWFh")).Status);
        Assert.Equal(("401", "JWTRequestFormatInvalid"), await stage.RefusalAsync());
    }

    [Fact]
    public async Task Token_comes_over_HTTP_2_too()
    {
        await using var stage = await TokenStage.StartAsync();
        using var client = new Http2Client(stage.Emulator.Port);

        foreach (var (token, status) in new[] { (stage.Issuer.Token(), 200), ("a.b.c", 401) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api") { Version = client.DefaultRequestVersion };
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
            using var answer = await client.SendAsync(request);
            Assert.Equal(status, (int)answer.StatusCode);
        }
    }
}
