using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace AlbEmulator.Testing.Tests;

/// <summary>The process is that of a test: what is peculiar to it is neither taken nor changed.</summary>
public sealed class ProcessTests
{
    /// <summary>Numbers with a comma, and a minus of its own, as people's machines have them.</summary>
    [Fact]
    public async Task Culture_of_the_machine_is_in_nothing_that_is_said()
    {
        var before = CultureInfo.DefaultThreadCurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = new CultureInfo("de-DE");
        try
        {
            var log = new TestLines();
            await using var alb = await Alb.StartAsync(a => a.Default(AlbTarget.Echo).Https().LogTo(log.Add).Setting("DebugHeaders", "true"));
            using var client = alb.CreateClient();
            using var http2 = new HttpRequestMessage(HttpMethod.Get, "https://shop.example.com/") { Version = new Version(2, 0) };
            alb.Faults.Delay(TimeSpan.FromMilliseconds(1.0), share: 0.5);
            await client.GetStringAsync("/");
            await client.SendAsync(http2);
            var told = await alb.Requests.WaitForAsync(2, r => r.Status == 200);
            var metrics = await client.GetStringAsync(new Uri(alb.Control, "/metrics"));
            var faults = await client.GetStringAsync(new Uri(alb.Control, "/faults"));

            Assert.All(told, request => Assert.Matches(@" \d+\.\d{3} \d+\.\d{3} \d+\.\d{3} 200 ", request.LogLine));
            Assert.DoesNotMatch(@"\d,\d", metrics);
            Assert.Contains("\"share\": 0.5", faults, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            CultureInfo.DefaultThreadCurrentCulture = before;
        }
    }

    /// <summary>As in a test that blocks on its own thread, which nothing may wait for.</summary>
    [Fact]
    public void Nothing_goes_on_where_the_test_began_it()
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new Nowhere());
        try
        {
            Assert.Contains("name", AnswerOfOne(), StringComparison.Ordinal);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    [Fact]
    public async Task What_flows_with_the_calls_of_a_test_stays_with_it()
    {
        var (mine, seen) = (new AsyncLocal<string> { Value = "of the test" }, new TestLines());
        await using var alb = await Alb.StartAsync(a => a.Default((RequestDelegate)(context =>
        {
            seen.Add(mine.Value ?? "nothing");
            return Task.CompletedTask;
        })));
        using var client = alb.CreateClient();
        await client.GetStringAsync("/");

        Assert.Equal(["nothing"], seen.All);
        Assert.Equal("of the test", mine.Value);
    }

    [Fact]
    public async Task Environment_and_settings_files_of_the_machine_count_for_nothing()
    {
        Environment.SetEnvironmentVariable("Alb__JournalSize", "none");
        try
        {
            await using var alb = await Alb.StartAsync(a => a.Default(AlbTarget.Echo));
            Assert.Empty(alb.Requests.All);
        }
        finally
        {
            Environment.SetEnvironmentVariable("Alb__JournalSize", null);
        }
    }

    [Fact]
    public async Task Log_of_the_test_has_a_line_for_each_request_and_the_programs_own()
    {
        var log = new TestLines();
        await using (var alb = await Alb.StartAsync(a => a.Default(AlbTarget.Echo).LogTo(log.Add)))
        {
            using var client = alb.CreateClient();
            await client.GetStringAsync("/hello");
            await alb.ChangeAsync("LoadBalancers: [{ Listeners: [{ Port: 80, DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: \"204\" } }] }] }]");
        }

        Assert.Contains(log.All, line => line.Contains("GET /hello → web", StringComparison.Ordinal));
        Assert.Contains(log.All, line => line.Contains("INF topology is in effect", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Log_that_takes_nothing_any_longer_harms_nobody()
    {
        await using var alb = await Alb.StartAsync(a => a.Default(AlbTarget.Echo).LogTo(static _ => throw new InvalidOperationException("The test has ended.")));
        using var client = alb.CreateClient();

        Assert.Contains("name", await client.GetStringAsync("/"), StringComparison.Ordinal);
    }

    private static string AnswerOfOne()
    {
        var alb = Alb.StartAsync(a => a.Default(AlbTarget.Echo)).GetAwaiter().GetResult();
        using var client = alb.CreateClient();
        var answer = client.GetStringAsync("/").GetAwaiter().GetResult();
        alb.Requests.WaitForAsync(r => r.Status == 200).GetAwaiter().GetResult();
        alb.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return answer;
    }

    private sealed class Nowhere : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => throw new InvalidOperationException("Something came back.");

        public override void Send(SendOrPostCallback d, object? state) => throw new InvalidOperationException("Something came back.");
    }
}
