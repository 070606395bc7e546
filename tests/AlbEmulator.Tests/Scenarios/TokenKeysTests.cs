using System.Text.Json.Nodes;
using AlbEmulator.Authentication;
using AlbEmulator.Descriptors;
using AlbEmulator.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// The keys of an issuer of tokens are got from its endpoint.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-verify-jwt.html#jwt-validation-limits"/>
/// </summary>
public sealed class TokenKeysTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Keys_are_got_with_the_first_token_once_for_all_that_come_together()
    {
        await using var stage = await TokenStage.StartAsync();
        var asked = new TaskCompletionSource();
        var answer = new TaskCompletionSource();
        stage.Issuer.Answer = async context =>
        {
            asked.SetResult();
            await answer.Task;
            await TokenIssuer.Giving(TokenIssuer.Keys(TokenIssuer.Rsa(TokenIssuer.Kid, TokenIssuer.Key)))(context);
        };

        var answers = Enumerable.Range(0, 32).Select(number => stage.BearAsync(stage.Issuer.Token(claims => claims["n"] = number))).ToArray();
        await asked.Task;
        answer.SetResult();

        Assert.All(await Task.WhenAll(answers), message => Assert.Equal(200, message.Status));
        Assert.Equal(200, (await stage.BearAsync(stage.Issuer.Token())).Status);
        Assert.Equal(1, stage.Issuer.Asked);
    }

    [Fact]
    public async Task Keys_are_got_anew_for_a_key_that_is_not_among_them_but_not_more_often_than_every_5_seconds()
    {
        await using var stage = await TokenStage.StartAsync();
        Assert.Equal(200, (await stage.BearAsync(stage.Issuer.Token())).Status);
        stage.Issuer.Answer = TokenIssuer.Giving(TokenIssuer.Keys(
            TokenIssuer.Rsa(TokenIssuer.Kid, TokenIssuer.Key), TokenIssuer.Rsa("key-2", TokenIssuer.OtherKey)));
        var rotated = TokenIssuer.Sign(TokenIssuer.Header(kid: "key-2"), stage.Issuer.Claims(), TokenIssuer.OtherKey);

        stage.Time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Equal((401, 1), ((await stage.BearAsync(rotated)).Status, stage.Issuer.Asked));
        stage.Time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal((200, 2), ((await stage.BearAsync(rotated)).Status, stage.Issuer.Asked));
        for (var seconds = 0; seconds < 20; seconds++)
        {
            stage.Time.Advance(Second);
            await stage.BearAsync(TokenIssuer.Sign(TokenIssuer.Header(kid: $"made up {seconds}"), stage.Issuer.Claims()));
        }

        Assert.Equal(2 + 4, stage.Issuer.Asked);
        Assert.Equal(200, (await stage.BearAsync(stage.Issuer.Token())).Status);
    }

    [Fact]
    public async Task Key_that_the_issuer_took_back_is_good_for_5_minutes_more()
    {
        await using var stage = await TokenStage.StartAsync();
        var token = stage.Issuer.Token();
        Assert.Equal(200, (await stage.BearAsync(token)).Status);
        stage.Issuer.Answer = TokenIssuer.Giving(TokenIssuer.Keys(TokenIssuer.Rsa("key-2", TokenIssuer.OtherKey)));

        stage.Time.Advance(TimeSpan.FromMinutes(5) - Second);
        Assert.Equal((200, 1), ((await stage.BearAsync(token)).Status, stage.Issuer.Asked));
        stage.Time.Advance(Second);
        Assert.Equal((401, 2), ((await stage.BearAsync(token)).Status, stage.Issuer.Asked));
        Assert.Equal("JWTSignatureValidationError", (await stage.LinesAsync(3))[2].ErrorReason);
    }

    [Fact]
    public async Task Key_that_leaves_takes_with_it_the_tokens_that_were_found_good()
    {
        await using var stage = await TokenStage.StartAsync();
        var token = stage.Issuer.Token();
        Assert.Equal(200, (await stage.BearAsync(token)).Status);
        stage.Issuer.Answer = TokenIssuer.Giving(TokenIssuer.Keys(TokenIssuer.Rsa("key-2", TokenIssuer.OtherKey)));
        stage.Time.Advance(TimeSpan.FromSeconds(5));

        var rotated = TokenIssuer.Sign(TokenIssuer.Header(kid: "key-2"), stage.Issuer.Claims(), TokenIssuer.OtherKey);
        Assert.Equal(200, (await stage.BearAsync(rotated)).Status);

        Assert.Equal(401, (await stage.BearAsync(token)).Status);
    }

    [Fact]
    public async Task Token_that_was_found_good_is_refused_the_moment_it_expires()
    {
        await using var stage = await TokenStage.StartAsync();
        var token = stage.Issuer.Token(claims => claims["exp"] = stage.Issuer.Now + 60);

        Assert.Equal(200, (await stage.BearAsync(token)).Status);
        stage.Time.Advance(TimeSpan.FromSeconds(59.9));
        Assert.Equal(200, (await stage.BearAsync(token)).Status);
        stage.Time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(401, (await stage.BearAsync(token)).Status);
        Assert.Equal("JWTClaimValueInvalid", (await stage.LinesAsync(3))[2].ErrorReason);
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(404, "{}")]
    [InlineData(302, "")]
    public async Task Keys_stay_where_the_endpoint_fails_later(int status, string body)
    {
        await using var stage = await TokenStage.StartAsync();
        Assert.Equal(200, (await stage.BearAsync(stage.Issuer.Token())).Status);
        stage.Issuer.Answer = TokenIssuer.Giving(body, status);

        stage.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(200, (await stage.BearAsync(stage.Issuer.Token())).Status);
        Assert.Equal(200, (await stage.BearAsync(stage.Issuer.Token())).Status);
        Assert.Equal(2, stage.Issuer.Asked);
    }

    [Fact]
    public async Task Issuer_that_took_back_all_its_keys_is_taken_at_its_word()
    {
        await using var stage = await TokenStage.StartAsync();
        var token = stage.Issuer.Token();
        Assert.Equal(200, (await stage.BearAsync(token)).Status);
        stage.Issuer.Answer = TokenIssuer.Giving(TokenIssuer.Keys());

        stage.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(500, (await stage.BearAsync(token)).Status);
        Assert.Equal("JWKSResponseInvalid", (await stage.LinesAsync(2))[1].ErrorReason);
    }

    [Theory]
    [InlineData(500, "", "JWKSRequestFailed")]
    [InlineData(301, "", "JWKSRequestFailed")]
    [InlineData(404, "LONG", "JWKSRequestFailed")]
    [InlineData(200, "", "JWKSResponseInvalid")]
    [InlineData(200, "<html>", "JWKSResponseInvalid")]
    [InlineData(200, "[]", "JWKSResponseInvalid")]
    [InlineData(200, "{}", "JWKSResponseInvalid")]
    [InlineData(200, """{"keys":null}""", "JWKSResponseInvalid")]
    [InlineData(200, """{"keys":{}}""", "JWKSResponseInvalid")]
    [InlineData(200, """{"keys":[]}""", "JWKSResponseInvalid")]
    [InlineData(200, """{"keys":[null,5,[],{}]}""", "JWKSResponseInvalid")]
    [InlineData(200, """{"\ud800":1}""", "JWKSResponseInvalid")]
    [InlineData(200, "LONG", "JWKSResponseSizeExceeded")]
    [InlineData(200, "ENDLESS", "JWKSResponseSizeExceeded")]
    [InlineData(200, "ELEVEN", "JWKSResponseSizeExceeded")]
    public async Task Endpoint_that_gives_no_keys_is_told_by_its_reason(int status, string body, string reason)
    {
        await using var stage = await TokenStage.StartAsync();
        stage.Issuer.Answer = TokenIssuer.Giving(
            body switch
            {
                "LONG" => TokenIssuer.Keys(Good()) + new string(' ', 150 * 1024),
                "ENDLESS" => TokenIssuer.Keys(Good()) + new string(' ', 1024 * 1024),
                "ELEVEN" => TokenIssuer.Keys(Enumerable.Range(0, 11).Select(_ => Good())),
                _ => body,
            },
            status);

        Assert.Equal(500, (await stage.BearAsync(stage.Issuer.Token())).Status);
        Assert.Equal(500, (await stage.BearAsync(stage.Issuer.Token())).Status);
        Assert.Equal(1, stage.Issuer.Asked);
        Assert.Empty(stage.Target.Requests);
        Assert.All(await stage.LinesAsync(2), line => Assert.Equal(("500", "-", reason), (line.ElbStatusCode, line.ActionsExecuted, line.ErrorReason)));
        Assert.Equal(2, (await stage.Emulator.MetricsAsync()).Sum("alb_jwt_validation_failure_count_total"));

        stage.Issuer.Answer = TokenIssuer.Giving(TokenIssuer.Keys(Good()));
        stage.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(200, (await stage.BearAsync(stage.Issuer.Token())).Status);
    }

    [Fact]
    public async Task Ten_keys_and_150_KB_are_taken()
    {
        await using var stage = await TokenStage.StartAsync();
        var keys = TokenIssuer.Keys(Enumerable.Range(1, 10).Select(number => TokenIssuer.Rsa($"key-{number}", TokenIssuer.Key)));
        stage.Issuer.Answer = TokenIssuer.Giving(keys.PadRight(150 * 1024));

        Assert.Equal(200, (await stage.BearAsync(stage.Issuer.Token())).Status);
    }

    [Fact]
    public async Task Endpoint_that_takes_longer_than_5_seconds_is_given_up()
    {
        await using var stage = await TokenStage.StartAsync();
        var asked = new TaskCompletionSource();
        stage.Issuer.Answer = async context =>
        {
            await context.Response.WriteAsync("{");
            await context.Response.Body.FlushAsync();
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };

        var answering = stage.BearAsync(stage.Issuer.Token());
        await asked.Task;
        stage.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(500, (await answering).Status);
        Assert.Equal(("500", "JWKSRequestTimeout"), await stage.RefusalAsync());
    }

    [Fact]
    public async Task Endpoint_that_is_down_is_told_by_its_reason()
    {
        await using var stage = await TokenStage.StartAsync();
        await stage.Issuer.DisposeAsync();

        Assert.Equal(500, (await stage.BearAsync(stage.Issuer.Token())).Status);
        Assert.Equal(("500", "JWKSRequestFailed"), await stage.RefusalAsync());
    }

    /// <summary>As a fault of the emulator, which there should be none of.</summary>
    [Fact]
    public async Task Fault_of_the_load_balancer_has_a_reason_of_its_own_and_is_over_when_it_is_over()
    {
        var time = new BrokenTime();
        await using var stage = await TokenStage.StartAsync(services => services.AddSingleton(new ProviderClient(time, ProcessDescriptors.Unlimited)));

        Assert.Equal(500, (await stage.BearAsync(stage.Issuer.Token())).Status);
        time.IsWhole = true;
        Assert.Equal(200, (await stage.BearAsync(stage.Issuer.Token())).Status);

        Assert.Equal(
            [("500", "JWTValidationInternalError"), ("200", "-")],
            (await stage.LinesAsync(2)).Select(line => (line.ElbStatusCode, line.ErrorReason)));
        Assert.Equal(1, (await stage.Emulator.MetricsAsync()).Sum("alb_jwt_validation_failure_count_total"));
    }

    private static JsonObject Good() => TokenIssuer.Rsa(TokenIssuer.Kid, TokenIssuer.Key);

    /// <summary>A clock that fails until it is whole.</summary>
    private sealed class BrokenTime : TimeProvider
    {
        public bool IsWhole { get; set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            IsWhole ? base.CreateTimer(callback, state, dueTime, period) : throw new InvalidTimeZoneException("The clock is broken.");
    }
}
