using AlbEmulator.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>Requests as they end, one event each: <c>GET /requests/stream</c>.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class JournalStreamTests
{
    [Fact]
    public async Task Each_request_from_now_on_is_an_event()
    {
        await using var scenario = await Scenario.StartAsync();
        var journal = new JournalClient(scenario.Emulator);
        await journal.ExchangeAsync(Wire.Get("/before"));
        using var all = await journal.FollowAsync();
        using var some = await journal.FollowAsync("?path=/b&method=GET");

        await journal.ExchangeAsync(Wire.Get("/a"));
        await journal.ExchangeAsync(Wire.Get("/b", "X-Mine: 1"));

        var first = await JournalClient.EventAsync(all);
        var second = await JournalClient.EventAsync(all);
        var only = await JournalClient.EventAsync(some);
        Assert.Equal(("request", 2L), (first.Name, first.Data.GetProperty("number").GetInt64()));
        Assert.Equal(("request", 3L), (second.Name, second.Data.GetProperty("number").GetInt64()));
        Assert.Equal(3L, only.Data.GetProperty("number").GetInt64());
        Assert.Equal("1", JournalClient.Headers(only.Data, "client_request").Single(line => line.Key == "X-Mine").Value);
    }

    [Fact]
    public async Task Stream_is_one_of_server_sent_events_that_nobody_keeps()
    {
        await using var scenario = await Scenario.StartAsync();
        await using var client = await RawClient.ConnectAsync(scenario.Emulator.Control.Port);
        await client.SendAsync("GET /requests/stream?limit=1 HTTP/1.1\r\nHost: x\r\n\r\n");
        var head = await client.ReadUntilAsync("\r\n\r\n");
        await client.ReadUntilAsync(": requests from now on\n\n");

        await scenario.ExchangeAsync(Wire.Get());

        Assert.Contains("Content-Type: text/event-stream\r\n", head, StringComparison.Ordinal);
        Assert.Contains("Cache-Control: no-cache\r\n", head, StringComparison.Ordinal);
        var events = await client.ReadUntilAsync("\n\n");
        Assert.Contains("id: 1\nevent: request\ndata: {\"number\":1,", events, StringComparison.Ordinal);
        await client.ReadUntilAsync("0\r\n\r\n");
    }

    [Fact]
    public async Task Slow_reader_loses_events_is_told_how_many_and_slows_no_request()
    {
        const int Sent = 3_000;
        await using var target = ScriptedTarget.Start();
        target.KeepsRequests = false;
        // Of a clock that stands still: a busy machine may take longer for it than a follower that does not read is waited for.
        await using var emulator = await HostedEmulator.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), target.Port),
            services => services.AddSingleton<TimeProvider>(new ManualTime()),
            ("Alb:JournalSize", "100"));
        using var reader = await new JournalClient(emulator).FollowAsync();
        await using var client = await RawClient.ConnectAsync(emulator.Port);

        // More than the sockets between them hold.
        var request = Wire.Get("/", "X-Long: " + new string('x', 5000));
        for (var number = 1; number <= Sent; number++)
        {
            Assert.Equal(200, (await client.ExchangeAsync(request)).Status);
        }

        var (seen, lost, last) = (0L, 0L, 0L);
        while (last < Sent)
        {
            var (name, data) = await JournalClient.EventAsync(reader);
            if (name == "lost")
            {
                lost += data.GetProperty("requests").GetInt64();
            }
            else
            {
                Assert.True(data.GetProperty("number").GetInt64() > last);
                (last, seen) = (data.GetProperty("number").GetInt64(), seen + 1);
            }
        }

        Assert.True(lost > 0, "nothing was lost");
        Assert.Equal(Sent, seen + lost);
    }

    [Fact]
    public async Task Followers_and_waiters_do_not_hold_the_shutdown_up()
    {
        await using var target = ScriptedTarget.Start();
        await using var emulator = await EmulatorProcess.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), target.Port), ("Alb:ShutdownTimeoutSeconds", "3600"));
        var journal = new JournalClient(emulator);
        using var reader = await journal.FollowAsync();
        var waiting = journal.WaitAsync("""{"path":"/never","timeoutSeconds":600}""");
        await RawClient.ExchangeAsync(emulator.Port, Wire.Get());
        await JournalClient.EventAsync(reader);

        await emulator.TerminateAsync();

        Assert.Equal(0, await emulator.WaitForExitAsync());
        Assert.Null(await JournalClient.LineAsync(reader));
        var (status, answer) = await waiting;
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("the emulator is being stopped", answer.GetProperty("error").GetString());
    }

    [Fact]
    public async Task Reader_that_does_not_read_does_not_hold_the_shutdown_up()
    {
        await using var target = ScriptedTarget.Start();
        target.KeepsRequests = false;
        await using var emulator = await EmulatorProcess.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), target.Port), ("Alb:ShutdownTimeoutSeconds", "3600"));
        await using var reader = await RawClient.ConnectAsync(emulator.Control.Port);
        await reader.SendAsync("GET /requests/stream HTTP/1.1\r\nHost: x\r\n\r\n");
        await reader.ReadUntilAsync(": requests from now on\n\n");
        await using var client = await RawClient.ConnectAsync(emulator.Port);
        var request = Wire.Get("/", "X-Long: " + new string('x', 10_000));
        for (var number = 1; number <= 1500; number++)
        {
            await client.ExchangeAsync(request);
        }

        await emulator.TerminateAsync();

        Assert.Equal(0, await emulator.WaitForExitAsync());
    }
}
