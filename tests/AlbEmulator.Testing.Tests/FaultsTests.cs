using System.Net;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Testing.Tests;

/// <summary>Failures on purpose, and a clock that a test turns.</summary>
public sealed class FaultsTests
{
    /// <summary>Nothing else waits for so long.</summary>
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(7);

    [Fact]
    public async Task Load_balancer_answers_in_the_place_of_a_target_until_the_fault_is_disposed_of()
    {
        await using var alb = await Alb.StartAsync(a => a.Forward("/api/*", AlbTarget.Echo).Default(AlbTarget.Echo));
        using var client = alb.CreateClient();

        using (var fault = alb.Faults.Answer(503, targetGroup: "api"))
        {
            Assert.Equal((503, 200), (await StatusAsync(client, "/api/1"), await StatusAsync(client, "/")));
            Assert.Equal((1, "all requests of target group api get 503"), (fault.Count, fault.ToString()));
        }

        Assert.Equal(200, await StatusAsync(client, "/api/1"));
        Assert.Contains("fault 1", (await alb.Requests.WaitForAsync(r => r.Status == 503)).Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fault_of_nobody_in_particular_is_for_all()
    {
        await using var alb = await Alb.StartAsync(a => a.Default(AlbTarget.Echo));
        using var client = alb.CreateClient();
        alb.Faults.Reset();

        await Assert.ThrowsAsync<HttpRequestException>(() => StatusAsync(client, "/"));
        alb.Faults.Clear();

        Assert.Equal(200, await StatusAsync(client, "/"));
    }

    [Fact]
    public async Task Delay_and_end_of_a_fault_go_by_the_clock_of_the_test()
    {
        var clock = new ManualTime();
        await using var alb = await Alb.StartAsync(a => a.Default(AlbTarget.Echo).Clock(clock));
        using var client = alb.CreateClient();
        using var delay = alb.Faults.Delay(Delay, rule: "default");
        var waiting = StatusAsync(client, "/");
        await clock.UntilAwaitedAsync(Delay);

        Assert.False(waiting.IsCompleted);
        clock.Advance(Delay);

        Assert.Equal(200, await waiting);
        delay.Dispose();
        alb.Faults.Answer(502, targetGroup: "web", duration: TimeSpan.FromMinutes(1));
        Assert.Equal(502, await StatusAsync(client, "/"));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(200, await StatusAsync(client, "/"));
        Assert.StartsWith("http 2026-11-22T", alb.Requests.All[0].LogLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Target_that_refuses_is_a_502_and_the_others_of_its_group_answer()
    {
        await using var alb = await Alb.StartAsync(a => a.Forward("/api/*", [AlbTarget.Echo, AlbTarget.Echo]).Default(AlbTarget.Echo));
        using var client = alb.CreateClient();
        await StatusAsync(client, "/api/1");
        var target = (await alb.Requests.WaitForAsync(r => r.TargetGroup == "api")).Target!;

        using var fault = alb.Faults.Refuse(target: target);
        int[] statuses = [await StatusAsync(client, "/api/2"), await StatusAsync(client, "/api/3")];

        Assert.Equal([200, 502], statuses.Order());
        Assert.Equal((1, $"all requests of target {target} are refused by their target"), (fault.Count, fault.ToString()));
        Assert.Equal(target, (await alb.Requests.WaitForAsync(r => r.Status == 502)).Target);
        Assert.Equal(200, await StatusAsync(client, "/"));
    }

    [Fact]
    public async Task Body_comes_slowly_by_the_clock_of_the_test()
    {
        var (clock, piece) = (new ManualTime(), TimeSpan.FromMilliseconds(125));
        await using var alb = await Alb.StartAsync(a => a.Default(AlbTarget.Echo).Clock(clock));
        using var client = alb.CreateClient();
        using var slow = alb.Faults.SlowBody(8, targetGroup: "web");
        using var answer = await client.GetAsync(new Uri("/bytes/2", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        var body = answer.Content.ReadAsByteArrayAsync();

        for (var pieces = 0; pieces < 2; pieces++)
        {
            Assert.False(body.IsCompleted);
            await clock.UntilAwaitedAsync(piece);
            clock.Advance(piece);
        }

        Assert.Equal(2, (await body).Length);
    }

    [Fact]
    public async Task Change_of_the_topology_ends_what_is_not_kept()
    {
        await using var alb = await Alb.StartAsync(a => a.Default(AlbTarget.Echo));
        using var client = alb.CreateClient();
        alb.Faults.Answer(503, rule: "default");
        using var kept = alb.Faults.Answer(502, rule: "default", keep: true);
        Assert.Equal(503, await StatusAsync(client, "/"));

        await alb.ChangeAsync(
            "LoadBalancers: [{ Listeners: [{ Port: 80, DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '204' } }] }] }]");

        Assert.Equal(502, await StatusAsync(client, "/"));
    }

    [Fact]
    public async Task What_a_load_balancer_would_never_do_is_refused()
    {
        await using var alb = await Alb.StartAsync(a => a.Default(AlbTarget.Echo));

        Assert.Contains("status is 418, which a load balancer never gives by itself", Refused(() => alb.Faults.Answer(418)), StringComparison.Ordinal);
        Assert.Contains("targetGroup takes a target group", Refused(() => alb.Faults.Answer(503, targetGroup: "api")), StringComparison.Ordinal);
        Assert.Contains("above 0, and at most 1", Refused(() => alb.Faults.Answer(503, share: 2)), StringComparison.Ordinal);

        static string Refused(Func<AlbFault> fault) => Assert.Throws<AlbException>(fault).Message;
    }

    private static async Task<int> StatusAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        return (int)answer.StatusCode;
    }
}
