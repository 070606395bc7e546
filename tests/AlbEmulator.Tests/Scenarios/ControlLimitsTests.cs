using AlbEmulator.ControlPort;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>How much of the control port clients may hold, and for how long.</summary>
public sealed class ControlLimitsTests
{
    private const string Head = "GET /health HTTP/1.1\r\nHost: localhost\r\n";
    private const string Health = $"{Head}\r\n";
    private const string Follow = "GET /requests/stream HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private const string Followed = ": requests from now on\n\n";

    [Fact]
    public async Task Silent_client_is_let_go_after_130_seconds_as_kestrel_does()
    {
        var time = new ManualTime();
        await using var emulator = await StartAsync(time);
        await using var never = await ConnectSilentAsync(emulator);
        await using var once = await ConnectSilentAsync(emulator);
        time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(200, (await once.ExchangeAsync(Health)).Status);
        await SilentAsync(emulator);

        time.Advance(TimeSpan.FromSeconds(111));
        Assert.Equal((Ending.Closed, ""), await never.ReadEndingAsync());

        // This one began to be silent later.
        Assert.Equal(200, (await once.ExchangeAsync(Health)).Status);
        await SilentAsync(emulator);
        time.Advance(TimeSpan.FromSeconds(131));
        Assert.Equal((Ending.Closed, ""), await once.ReadEndingAsync());
    }

    [Theory]
    [InlineData("GET /hea")]
    [InlineData(Head)]
    public async Task Head_that_does_not_come_to_its_end_is_a_408_after_30_seconds(string begun)
    {
        var time = new ManualTime();
        await using var emulator = await StartAsync(time);
        await using var client = await ConnectAsync(emulator);
        Assert.Equal(200, (await client.ExchangeAsync(Health)).Status);
        await SilentAsync(emulator);
        time.Advance(TimeSpan.FromSeconds(100));
        await client.SendAsync(begun);
        // More of it changes nothing.
        await Patience.UntilAsync("the head to be seen", () => Connections(emulator).Any(seen => seen.IsInHead));
        time.Advance(TimeSpan.FromSeconds(29));
        await client.SendAsync("X");
        time.Advance(TimeSpan.FromSeconds(2));

        var answer = await client.ReadResponseAsync();

        Assert.Equal((408, "close"), (answer.Status, answer.Header("Connection")));
        Assert.Equal((Ending.Closed, ""), await client.ReadEndingAsync());
    }

    /// <summary>By Kestrel's own clock.</summary>
    [Fact]
    [Trait(TestLength.Trait, TestLength.Long)]
    public async Task Body_that_does_not_come_is_a_408_by_kestrels_own_rate()
    {
        await using var emulator = await StartAsync(new ManualTime());
        await using var client = await ConnectAsync(emulator);
        await client.SendAsync("POST /explain HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{");

        Assert.Equal(408, (await client.ReadResponseAsync()).Status);
    }

    [Fact]
    public async Task The_one_that_is_silent_for_longest_makes_room_for_another()
    {
        var time = new ManualTime();
        await using var emulator = await StartAsync(time, new ControlLimits { Connections = 3 });
        await using var follower = await FollowAsync(emulator);
        await using var first = await ConnectAsync(emulator);
        Assert.Equal(200, (await first.ExchangeAsync(Health)).Status);
        await SilentAsync(emulator, but: 1);
        time.Advance(TimeSpan.FromSeconds(1));
        await using var second = await ConnectAsync(emulator);
        Assert.Equal(200, (await second.ExchangeAsync(Health)).Status);
        await SilentAsync(emulator, but: 1);
        time.Advance(TimeSpan.FromSeconds(1));

        await using var third = await ConnectAsync(emulator);

        Assert.Equal(200, (await third.ExchangeAsync(Health)).Status);
        Assert.Equal((Ending.Closed, ""), await first.ReadEndingAsync());
        Assert.Equal(200, (await second.ExchangeAsync(Health)).Status);
    }

    [Fact]
    public async Task Hundreds_of_silent_clients_keep_nobody_out()
    {
        var time = new ManualTime();
        await using var emulator = await StartAsync(time);
        var silent = new List<RawClient>();
        for (var number = 0; number < 600; number++)
        {
            silent.Add(await ConnectAsync(emulator));
            time.Advance(TimeSpan.FromMilliseconds(10));
        }

        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(200, (await RawClient.ExchangeAsync(emulator.Control.Port, Health)).Status);

        Assert.InRange(Connections(emulator).Count(connection => !connection.IsLeaving), 1, 256);
        foreach (var client in silent)
        {
            await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task Beyond_requests_that_are_all_under_way_the_health_alone_is_told()
    {
        await using var emulator = await StartAsync(new ManualTime(), new ControlLimits { Connections = 2 });
        await using var one = await FollowAsync(emulator);
        await using var other = await FollowAsync(emulator);

        Assert.Equal(200, (await RawClient.ExchangeAsync(emulator.Control.Port, Health)).Status);
        var refused = await RawClient.ExchangeAsync(emulator.Control.Port, "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n");
        var call = await RawClient.ExchangeAsync(
            emulator.Control.Port, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");

        Assert.Equal((503, "close"), (refused.Status, refused.Header("Connection")));
        Assert.Contains("has 2 connections that are in use", refused.Text, StringComparison.Ordinal);
        Assert.Equal(503, call.Status);
        Assert.Contains("<Code>ServiceUnavailable</Code>", call.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_is_no_room_at_all_a_connection_is_closed()
    {
        await using var emulator = await StartAsync(new ManualTime(), new ControlLimits { Connections = 1 });
        await using var one = await FollowAsync(emulator);
        await using var other = await FollowAsync(emulator, isRefused: true);

        // Who is let go of at once may hear of it while it still connects.
        RawClient third;
        try
        {
            third = await ConnectAsync(emulator);
        }
        catch (System.Net.Sockets.SocketException)
        {
            return;
        }

        await using (third)
        {
            Assert.Equal("", (await third.ReadEndingAsync()).Text);
        }
    }

    [Fact]
    public async Task Followers_are_bounded_together_with_those_who_wait()
    {
        var time = new ManualTime();
        await using var emulator = await StartAsync(time, new ControlLimits { Followers = 2 });
        var journal = new JournalClient(emulator);
        await using var follower = await FollowAsync(emulator);
        var timers = time.TimerCount;
        var waiting = journal.WaitAsync("""{"timeoutSeconds":5}""");
        await Patience.UntilAsync("the wait to begin", () => time.TimerCount > timers);

        foreach (var answer in new[] { await journal.GetAsync("/requests/stream"), await journal.WaitAsync("{}") })
        {
            Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, answer.Status);
            Assert.Equal(
                "2 clients follow or await requests, as many as can: end one of them, or try again later",
                answer.Answer.GetProperty("error").GetString());
        }

        // Who has left makes room.
        time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(System.Net.HttpStatusCode.RequestTimeout, (await waiting).Status);
        await using var again = await FollowAsync(emulator);
    }

    [Fact]
    public async Task Follower_that_reads_nothing_is_dropped_with_a_word_and_costs_no_request()
    {
        var time = new ManualTime();
        await using var emulator = await StartAsync(time);
        await using var follower = await FollowAsync(emulator);
        await using var client = await RawClient.ConnectAsync(emulator.Port);
        var request = Wire.Get("/", "X-Long: " + new string('x', 15_000), "X-Longer: " + new string('x', 15_000));
        var followers = emulator.Services.GetRequiredService<Followers>();

        // Until the sockets between them are full.
        while (followers.Count > 0)
        {
            for (var number = 0; number < 50; number++)
            {
                Assert.Equal(200, (await client.ExchangeAsync(request)).Status);
            }

            time.Advance(TimeSpan.FromSeconds(31));
        }

        var dropped = await follower.ReadEndingAsync();
        Assert.Contains("event: request\n", dropped.Text, StringComparison.Ordinal);
        Assert.Equal(200, (await client.ExchangeAsync(request)).Status);
    }

    private static IReadOnlyList<ControlConnection> Connections(HostedEmulator emulator) =>
        emulator.Services.GetRequiredService<ControlConnections>().Open;

    private static Task<RawClient> ConnectAsync(HostedEmulator emulator) => RawClient.ConnectAsync(emulator.Control.Port);

    /// <summary>The clock may go on: every request has its answer, and the emulator knows it.</summary>
    private static Task SilentAsync(HostedEmulator emulator, int but = 0) => Patience.UntilAsync(
        "connections to be silent", () => Connections(emulator).Count(connection => connection.IsBusy) == but);

    /// <summary>A client that has been accepted.</summary>
    private static async Task<RawClient> ConnectSilentAsync(HostedEmulator emulator)
    {
        var before = Connections(emulator).Count;
        var client = await ConnectAsync(emulator);
        await Patience.UntilAsync("the connection to be accepted", () => Connections(emulator).Count > before);
        return client;
    }

    private static async Task<RawClient> FollowAsync(HostedEmulator emulator, bool isRefused = false)
    {
        var client = await ConnectAsync(emulator);
        await client.SendAsync(isRefused ? "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n" : Follow);
        await client.ReadUntilAsync(isRefused ? "\r\n\r\n" : Followed);
        return client;
    }

    private static async Task<HostedEmulator> StartAsync(ManualTime time, ControlLimits? limits = null)
    {
        var emulator = await HostedEmulator.StartAsync(
            new TopologyBuilder().Listener(FreePorts.Take(), "web").TargetGroup("web", FreePorts.Take()),
            services =>
            {
                services.AddSingleton<TimeProvider>(time);
                services.AddSingleton(limits ?? new ControlLimits());
            });
        await emulator.ChangeAsync(topology => topology.WithDefault(new RuleAction.FixedResponse(200)));
        // The connection that waited for the start may make room for others.
        await SilentAsync(emulator);
        time.Advance(TimeSpan.FromSeconds(2));
        return emulator;
    }
}
