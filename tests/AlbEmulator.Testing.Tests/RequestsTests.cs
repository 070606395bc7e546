using Microsoft.AspNetCore.Http;

namespace AlbEmulator.Testing.Tests;

/// <summary>What became of requests, and why one did not come.</summary>
public sealed class RequestsTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task Request_that_was_made_is_told_with_all_that_is_known_of_it()
    {
        await using var alb = await StartAsync();
        using var client = alb.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://shop.example.com/orders/1?x=y") { Content = new StringContent("tea") };
        request.Headers.Add("X-Beta", ["yes", "really"]);
        await client.SendAsync(request);

        var told = await alb.Requests.WaitForAsync(r => r.TargetGroup == "orders");

        Assert.Equal(
            (1, "POST", "http://shop.example.com:80/orders/1?x=y", "/orders/1", 200, (int?)200, "alb", "10"),
            (told.Number, told.Method, told.Url, told.Path, told.Status, told.TargetStatus, told.LoadBalancer, told.Rule));
        Assert.Equal(("yes, really", "127.0.0.1"), (told.Headers["x-beta"], told.TargetHeaders["X-Forwarded-For"]));
        Assert.StartsWith("Root=1-", told.TraceId, StringComparison.Ordinal);
        Assert.Contains($"\"{told.TraceId}\"", told.LogLine, StringComparison.Ordinal);
        Assert.Matches(@"^\d\d:\d\d:\d\d POST /orders/1\?x=y → orders 127\.0\.0\.1:\d+ \(rule 10\) 200 \d+ ms$", told.ToString());
        Assert.Null(told.Cause);
    }

    [Fact]
    public async Task Several_are_waited_for_and_forgotten()
    {
        await using var alb = await StartAsync();
        using var client = alb.CreateClient();
        var waiting = alb.Requests.WaitForAsync(2, r => r.Path == "/b");
        foreach (var path in new[] { "/a", "/b", "/a", "/b" })
        {
            await client.GetStringAsync(path);
        }

        Assert.Equal([2, 4], (await waiting).Select(request => request.Number));
        alb.Requests.Clear();
        Assert.Empty(alb.Requests.All);
    }

    [Fact]
    public async Task Failure_has_its_cause()
    {
        await using var alb = await Alb.StartAsync(a => a.Default(new Uri("http://127.0.0.1:1")));
        using var client = alb.CreateClient();
        await client.GetAsync(new Uri("/", UriKind.Relative));

        var told = await alb.Requests.WaitForAsync(r => r.Status == 502);

        Assert.Contains("refused", told.Cause, StringComparison.Ordinal);
        Assert.Null(told.TargetStatus);
    }

    [Fact]
    public async Task Request_that_did_not_come_is_explained_rule_by_rule()
    {
        await using var alb = await StartAsync();
        using var client = alb.CreateClient();
        await client.GetStringAsync("/Orders/1");
        await alb.Requests.WaitForAsync(r => r.Path == "/Orders/1");

        var missed = await Assert.ThrowsAsync<AlbException>(() => alb.Requests.WaitForAsync(r => r.TargetGroup == "orders", Short));

        var lines = missed.Message.Split('\n');
        Assert.Equal("No request matched within 0.001 s: r => r.TargetGroup == \"orders\"", lines[0]);
        Assert.Equal("What came:", lines[1]);
        Assert.Matches(@"^  \d\d:\d\d:\d\d GET /Orders/1 → web 127\.0\.0\.1:\d+ \(default rule\) 200 \d+ ms$", lines[2]);
        Assert.Equal(
            [
                "The last one, rule by rule:",
                "  GET /Orders/1 of localhost, from 127.0.0.1, at alb:80",
                "  Rule 10 does not match: path-pattern /orders/*, and the request has /Orders/1: paths are case-sensitive",
                "  Default takes the request",
                "  Default: forward to web",
            ],
            lines[3..]);
    }

    [Fact]
    public async Task Nothing_at_all_is_told_with_where_it_should_have_come()
    {
        await using var alb = await StartAsync();

        var missed = await Assert.ThrowsAsync<AlbException>(() => alb.Requests.WaitForAsync(2, r => r.Status == 200, Short));

        Assert.Matches(
            @"^0 of 2 requests matched within 0\.001 s: r => r\.Status == 200\nNo request came at all\. There is alb on port 80 \(http://127\.0\.0\.1:\d+/\)$",
            missed.Message);
    }

    /// <summary>Whatever there is to tell, it is read at a glance.</summary>
    [Fact]
    public async Task Failure_is_told_in_fifteen_lines_at_most()
    {
        await using var alb = await Alb.StartAsync(a =>
        {
            for (var index = 1; index <= 60; index++)
            {
                a.Forward($"/{index}/*", AlbTarget.Echo, name: $"g{index}");
            }

            a.Default(AlbTarget.Echo);
        });
        using var client = alb.CreateClient();
        for (var index = 0; index < 20; index++)
        {
            await client.GetStringAsync($"/none/{index}");
        }

        var missed = await Assert.ThrowsAsync<AlbException>(() => alb.Requests.WaitForAsync(r => r.TargetGroup == "g40", Short));
        var expected = Assert.Throws<AlbException>(() => alb.Expect("GET", "/none").ForwardsTo("g40"));

        Assert.InRange(missed.Message.Split('\n').Length, 10, 15);
        Assert.InRange(expected.Message.Split('\n').Length, 10, 15);
        Assert.Contains("  Rule 400 does not match: path-pattern /40/*, and the request has /none", expected.Message, StringComparison.Ordinal);
        Assert.EndsWith("  Default takes the request\n  52 other rules do not match\n  Default: forward to web", expected.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_is_kept_nothing_is_waited_for()
    {
        await using var alb = await Alb.StartAsync(a => a.Default(AlbTarget.Echo).Setting("JournalSize", "0"));

        var refused = await Assert.ThrowsAsync<AlbException>(() => alb.Requests.WaitForAsync(r => true));

        Assert.Contains("JournalSize is 0", refused.Message, StringComparison.Ordinal);
    }

    private static Task<Alb> StartAsync()
    {
        RequestDelegate answer = context => context.Response.WriteAsync("ok");
        return Alb.StartAsync(a => a.Forward("/orders/*", answer).Default(answer));
    }
}
