using System.Net;
using AlbEmulator.IdentityProviders;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.IdentityProviders;

/// <summary>
/// Tokens that nobody opens a browser for.
/// <see href="https://www.rfc-editor.org/rfc/rfc6749#section-4.3"/>
/// <see href="https://www.rfc-editor.org/rfc/rfc6749#section-4.4"/>
/// </summary>
public sealed class DirectGrantTests
{
    private static readonly EchoProviderOptions WithPassword =
        ProviderStage.Options with { Users = [EchoUser.Of("carol", "open sesame"), EchoUser.Of("dave")] };

    [Fact]
    public async Task Client_gets_a_token_for_itself_and_nothing_else()
    {
        await using var stage = await ProviderStage.StartAsync();

        var tokens = await stage.GrantAsync(("grant_type", "client_credentials"), ("scope", "orders:read openid profile"));

        Assert.Equal(["access_token", "token_type", "expires_in", "scope"], tokens.EnumerateObject().Select(member => member.Name));
        Assert.Equal("orders:read openid profile", tokens.GetProperty("scope").GetString());
        var claims = ProviderStage.Claims(tokens)!.Value;
        Assert.Equal(["iss", "sub", "aud", "client_id", "scope", "iat", "exp", "jti"], claims.EnumerateObject().Select(claim => claim.Name));
        Assert.Equal(
            ("shop", "orders:read openid profile"), (claims.GetProperty("sub").GetString(), claims.GetProperty("scope").GetString()));
    }

    [Theory]
    [InlineData("client_credentials")]
    [InlineData("password")]
    public async Task Scope_that_nobody_asked_for_is_none(string grantType)
    {
        await using var stage = await ProviderStage.StartAsync();

        var tokens = await stage.GrantAsync(("grant_type", grantType), ("username", "alice"));

        Assert.False(tokens.TryGetProperty("scope", out _));
        Assert.False(tokens.TryGetProperty("id_token", out _));
        Assert.False(ProviderStage.Claims(tokens)!.Value.TryGetProperty("scope", out _));
    }

    [Fact]
    public async Task User_of_the_list_gets_tokens_by_name()
    {
        await using var stage = await ProviderStage.StartAsync();

        var tokens = await stage.GrantAsync(("grant_type", "password"), ("username", "alice"), ("password", "any"), ("scope", "openid email"));

        Assert.Equal(
            ["access_token", "token_type", "expires_in", "id_token", "scope", "refresh_token"], tokens.EnumerateObject().Select(member => member.Name));
        Assert.Equal("alice", ProviderStage.Claims(tokens, "id_token")!.Value.GetProperty("sub").GetString());
        using var told = await stage.UserInfoAsync(tokens.GetProperty("access_token").GetString()!);
        Assert.Equal("alice@example.com", (await ProviderStage.JsonAsync(told)).GetProperty("email").GetString());
        using var refreshed = await stage.RefreshAsync(tokens.GetProperty("refresh_token").GetString()!);
        Assert.Equal("alice", ProviderStage.Claims(await ProviderStage.JsonAsync(refreshed))!.Value.GetProperty("sub").GetString());
    }

    [Theory]
    [InlineData("carol", "open sesame", true)]
    [InlineData("carol", "open", false)]
    [InlineData("carol", "OPEN SESAME", false)]
    [InlineData("carol", "open sesame ", false)]
    [InlineData("carol", "", false)]
    [InlineData("Carol", "open sesame", false)]
    [InlineData("alice", "open sesame", false)]
    [InlineData("dave", "", true)]
    [InlineData("dave", "whatever", true)]
    public async Task Password_is_looked_at_where_the_user_has_one(string user, string password, bool isGood)
    {
        await using var stage = await ProviderStage.StartAsync(WithPassword);

        using var answer = await stage.TokenAsync(
            ProviderStage.Secret, ("grant_type", "password"), ("username", user), ("password", password), ("scope", "openid"));

        Assert.Equal(isGood ? null : "invalid_grant", isGood ? null : await ProviderStage.ErrorAsync(answer));
        Assert.Equal(isGood, answer.IsSuccessStatusCode);
        Assert.DoesNotContain("open sesame", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_refresh_tokens_a_password_gives_none()
    {
        await using var stage = await ProviderStage.StartAsync(ProviderStage.Options with { HasRefreshTokens = false });

        var tokens = await stage.GrantAsync(("grant_type", "password"), ("username", "alice"), ("scope", "openid"));

        Assert.False(tokens.TryGetProperty("refresh_token", out _));
    }

    [Theory]
    [InlineData("client_credentials")]
    [InlineData("password")]
    public async Task Only_the_client_gets_any(string grantType)
    {
        await using var stage = await ProviderStage.StartAsync();

        using var wrong = await stage.TokenAsync("wrong", ("grant_type", grantType), ("username", "alice"));
        using var unsaid = await stage.PostAsync("/token", [("grant_type", grantType), ("username", "alice")]);

        Assert.Equal("invalid_client", await ProviderStage.ErrorAsync(wrong, HttpStatusCode.Unauthorized));
        Assert.Equal("invalid_client", await ProviderStage.ErrorAsync(unsaid, HttpStatusCode.Unauthorized));
    }

    [Theory]
    [InlineData("invalid_request", "grant_type", "password")]
    [InlineData("invalid_request", "grant_type", "password", "username", "")]
    [InlineData("invalid_request", "grant_type", "password", "username", "alice", "username", "bob")]
    [InlineData("invalid_request", "grant_type", "client_credentials", "scope", "a", "scope", "b")]
    [InlineData("invalid_request", "grant_type", "client_credentials", "grant_type", "password")]
    [InlineData("invalid_grant", "grant_type", "password", "username", "alice\n")]
    [InlineData("invalid_grant", "grant_type", "password", "username", "' OR '1'='1")]
    [InlineData("invalid_scope", "grant_type", "client_credentials", "scope", "a\"b")]
    [InlineData("invalid_scope", "grant_type", "client_credentials", "scope", "a\\b")]
    [InlineData("invalid_scope", "grant_type", "client_credentials", "scope", "a\tb")]
    [InlineData("invalid_scope", "grant_type", "client_credentials", "scope", "a\n")]
    [InlineData("invalid_scope", "grant_type", "client_credentials", "scope", "é")]
    [InlineData("invalid_request", "grant_type", "password", "username", "alice", "scope", "openid\0")]
    [InlineData("unsupported_grant_type", "grant_type", "Password", "username", "alice")]
    public async Task What_is_wrong_with_a_form_has_its_word(string error, params string[] form)
    {
        await using var stage = await ProviderStage.StartAsync();

        using var answer = await stage.TokenAsync(ProviderStage.Secret, form.Chunk(2).Select(field => (field[0], field[1])));

        Assert.Equal(error, await ProviderStage.ErrorAsync(answer));
    }

    [Theory]
    [InlineData(OAuthScope.Longest, true)]
    [InlineData(OAuthScope.Longest + 1, false)]
    [InlineData(15_000, false)]
    public async Task Scope_that_is_remembered_has_a_length(int length, bool isGood)
    {
        await using var stage = await ProviderStage.StartAsync();

        using var answer = await stage.TokenAsync(
            ProviderStage.Secret, ("grant_type", "client_credentials"), ("scope", string.Concat(Enumerable.Repeat("a ", length))[..length]));

        Assert.Equal(isGood ? null : "invalid_scope", isGood ? null : await ProviderStage.ErrorAsync(answer));
        Assert.Equal(isGood, answer.IsSuccessStatusCode);
    }

    /// <summary>Whatever a form holds: it is answered in OAuth's form, and no token comes of it but for a name of the list.</summary>
    [Fact]
    public async Task Thousands_of_mutated_forms_get_an_answer_of_OAuth()
    {
        await using var stage = await ProviderStage.StartAsync(WithPassword);
        var forms = new Mutator(
            7,
            [_ => "grant_type=client_credentials&scope=orders", _ => "grant_type=password&username=carol&password=open+sesame&scope=openid", _ => "grant_type=refresh_token&refresh_token=x&scope=openid"],
            ["&", "=", "%", "%00", "+", "scope=", "username=", "grant_type=", "%ff", "%C3%A9"]);
        for (var number = 0; number < TestLength.Of(500, whole: 5_000); number++)
        {
            using var form = new ByteArrayContent(forms.Next(""));
            form.Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded");
            using var answer = await stage.SendAsync("/token", form, ("Authorization", "Basic c2hvcDpzM2NyZXQ="));
            var told = await ProviderStage.JsonAsync(answer, answer.StatusCode);
            var isRight = answer.StatusCode switch
            {
                HttpStatusCode.OK => told.TryGetProperty("access_token", out _),
                HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.RequestEntityTooLarge => told.TryGetProperty("error", out _),
                _ => false,
            };
            Assert.True(isRight, $"{answer.StatusCode}: {told}");
        }
    }
}
