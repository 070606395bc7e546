using System.Net;

namespace AlbEmulator.Tests.IdentityProviders;

/// <summary>Who gets tokens at <c>/token</c>.</summary>
public sealed class ClientAuthenticationTests
{
    [Theory]
    [InlineData(ProviderStage.Secret, true)]
    [InlineData("wrong", false)]
    [InlineData("s3cret ", false)]
    [InlineData("", false)]
    public async Task Client_shows_its_secret_by_Basic_or_in_the_form(string secret, bool isGood)
    {
        await using var stage = await ProviderStage.StartAsync();
        (string, string)[] form =
            [("grant_type", "authorization_code"), ("code", await stage.LogInAsync()), ("redirect_uri", ProviderStage.RedirectUri)];

        using var posted = await stage.PostAsync("/token", [.. form, ("client_id", "shop"), ("client_secret", secret)]);
        using var basic = await stage.TokenAsync(secret, form);

        // By Basic it comes second, with a code that was used if the first was right.
        Assert.Equal(isGood ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, posted.StatusCode);
        Assert.Equal(isGood ? HttpStatusCode.BadRequest : HttpStatusCode.Unauthorized, basic.StatusCode);
        if (!isGood)
        {
            Assert.Equal("invalid_client", await ProviderStage.ErrorAsync(posted, HttpStatusCode.Unauthorized));
            Assert.Equal("invalid_client", await ProviderStage.ErrorAsync(basic, HttpStatusCode.Unauthorized));
            Assert.Equal("Basic", Assert.Single(basic.Headers.WwwAuthenticate).Scheme);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer x")]
    [InlineData("Basic")]
    [InlineData("Basic !!!")]
    [InlineData("Basic c2hvcA==")]
    [InlineData("Basic b3RoZXI6czNjcmV0")]
    public async Task Client_that_is_not_known_gets_no_token(string? authorization)
    {
        await using var stage = await ProviderStage.StartAsync();

        using var answer = await stage.PostAsync(
            "/token",
            [("grant_type", "authorization_code"), ("code", await stage.LogInAsync()), ("redirect_uri", ProviderStage.RedirectUri)],
            authorization is null ? [] : [("Authorization", authorization)]);

        Assert.Equal("invalid_client", await ProviderStage.ErrorAsync(answer, HttpStatusCode.Unauthorized));
    }

    [Theory]
    [InlineData("p%C3%A4ss%3A+w%2Ford")]
    [InlineData("päss: w/ord")]
    public async Task Secret_may_be_encoded_by_Basic_or_not(string sent)
    {
        await using var stage = await ProviderStage.StartAsync(ProviderStage.Options with { ClientSecret = "päss: w/ord" });

        using var answer = await stage.TokenAsync(sent, ("grant_type", "unknown"));

        Assert.Equal("unsupported_grant_type", await ProviderStage.ErrorAsync(answer));
    }

    [Fact]
    public async Task Any_secret_is_taken_where_none_was_set_but_one_there_has_to_be()
    {
        await using var stage = await ProviderStage.StartAsync(ProviderStage.Options with { ClientSecret = null });

        using var any = await stage.TokenAsync("whatever", ("grant_type", "unknown"));
        using var none = await stage.TokenAsync("", ("grant_type", "unknown"));
        using var unsaid = await stage.PostAsync("/token", [("client_id", "shop"), ("grant_type", "unknown")]);

        Assert.Equal("unsupported_grant_type", await ProviderStage.ErrorAsync(any));
        Assert.Equal("invalid_client", await ProviderStage.ErrorAsync(none, HttpStatusCode.Unauthorized));
        Assert.Equal("invalid_client", await ProviderStage.ErrorAsync(unsaid, HttpStatusCode.Unauthorized));
    }
}
