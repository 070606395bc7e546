using System.Net;
using System.Text.Json;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>The journal under load: bounded, whole, and in nobody's way.</summary>
[Collection(LoadCollection.Name)]
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class JournalLoadTests
{
    [Fact]
    [Trait(TestLength.Trait, TestLength.Long)]
    public async Task Fifty_thousand_requests_leave_the_memory_bounded()
    {
        const int Requests = 50_000;
        const int Clients = 8;
        await using var target = ScriptedTarget.Start();
        target.KeepsRequests = false;
        await using var emulator = await EmulatorProcess.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), target.Port));
        var request = Wire.Get("/", "X-Long: " + new string('x', 4000));
        await SendAsync(emulator.Port, Clients, Requests / 5 / Clients, request);
        var before = emulator.WorkingSet;

        await SendAsync(emulator.Port, Clients, Requests * 4 / 5 / Clients, request);

        // All of them would be 400 MB and more.
        Assert.InRange(emulator.WorkingSet - before, long.MinValue, 200L * 1024 * 1024);
        var told = await new JournalClient(emulator).FindAsync();
        Assert.Equal(1000, told.Count);
        Assert.Equal(Requests, told[0].GetProperty("number").GetInt64());
        Assert.All(told, one => Assert.False(one.GetProperty("headers_left_out").GetBoolean()));
    }

    [Fact]
    public async Task What_is_read_while_requests_come_is_whole()
    {
        await using var target = ScriptedTarget.Start();
        target.KeepsRequests = false;
        await using var emulator = await HostedEmulator.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), target.Port), ("Alb:JournalSize", "50"));
        var journal = new JournalClient(emulator);
        using var ended = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 8).Select(client => Task.Run(async () =>
        {
            await using var connection = await RawClient.ConnectAsync(emulator.Port);
            for (var number = 0; !ended.IsCancellationRequested; number++)
            {
                await connection.ExchangeAsync(Wire.Get($"/{client}-{number}", $"X-Me: {client}-{number}", $"User-Agent: {client}-{number}"));
            }
        })).ToArray();
        await journal.WaitForAsync(50);

        for (var look = 0; look < 100; look++)
        {
            var told = await journal.FindAsync();
            Assert.InRange(told.Count, 1, 50);
            var numbers = told.Select(request => request.GetProperty("number").GetInt64()).ToArray();
            Assert.Equal(numbers.OrderDescending(), numbers);
            Assert.All(told, AssertIsWhole);
        }

        await ended.CancelAsync();
        await Task.WhenAll(clients);
    }

    [Fact]
    public async Task Thousands_of_waits_that_clients_give_up_leave_nothing_behind()
    {
        var time = new ManualTime();
        await using var target = ScriptedTarget.Start();
        await using var emulator = await HostedEmulator.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), target.Port), services => services.AddSingleton<TimeProvider>(time));
        await emulator.WaitForHealthAsync("web", "healthy");
        await RawClient.ExchangeAsync(emulator.Port, Wire.Get());
        var journal = new JournalClient(emulator);
        await journal.WaitForAsync(1);
        var timers = time.TimerCount;
        for (var round = 0; round < 10; round++)
        {
            using var givenUp = new CancellationTokenSource();
            var waits = Enumerable.Range(0, 300)
                .Select(_ => journal.WaitAsync("""{"path":"/never","timeoutSeconds":600}""", givenUp.Token))
                .ToArray();
            await RawClient.ExchangeAsync(emulator.Port, Wire.Get());
            await givenUp.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(waits));
        }

        await Patience.UntilAsync("every wait to end", () => time.TimerCount <= timers);
        var status = HttpStatusCode.ServiceUnavailable;
        await Patience.UntilAsync("a place among those who wait", async () =>
        {
            (status, _) = await journal.WaitAsync(JournalClient.Wanted(11));
            return status == HttpStatusCode.ServiceUnavailable ? null : "there";
        });
        Assert.Equal(HttpStatusCode.OK, status);
    }

    /// <summary>A wait holds what it found, also when the journal has gone on: of headers a megabyte.</summary>
    [Fact]
    public async Task Wait_holds_a_megabyte_of_headers_that_the_journal_no_longer_has()
    {
        const int Size = 100;
        await using var target = ScriptedTarget.Start();
        target.KeepsRequests = false;
        await using var emulator = await HostedEmulator.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), target.Port), ("Alb:JournalSize", $"{Size}"));
        var waiting = new JournalClient(emulator).WaitAsync($$"""{"count":{{Size}},"path":"/wanted","timeoutSeconds":600}""");
        var filler = new string('x', 15_000);
        for (var round = 0; round < Size; round++)
        {
            await SendAsync(emulator.Port, 1, 1, Wire.Get("/wanted", $"X-1: {filler}"));
            await SendAsync(emulator.Port, 1, 3, Wire.Get("/other"));
        }

        var (status, answer) = await waiting;

        Assert.Equal(HttpStatusCode.OK, status);
        var requests = answer.GetProperty("requests").EnumerateArray().ToArray();
        Assert.Equal(Size, requests.Length);
        Assert.InRange(requests.Count(request => request.GetProperty("headers_left_out").GetBoolean()), 20, Size - 30);
    }

    [Fact]
    public async Task Headers_beyond_64_MB_are_left_out_of_the_oldest_requests_which_say_so()
    {
        const int Sent = 950;
        await using var target = ScriptedTarget.Start();
        target.KeepsRequests = false;
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), target.Port));
        var filler = new string('x', 15_000);

        await SendAsync(emulator.Port, 1, Sent, Wire.Get("/", $"X-1: {filler}", $"X-2: {filler}", $"X-3: {filler}"));

        var told = await new JournalClient(emulator).WaitForAsync(Sent);
        var leftOut = told.TakeWhile(request => request.GetProperty("headers_left_out").GetBoolean()).ToArray();
        Assert.InRange(leftOut.Length, 100, Sent - 100);
        Assert.All(leftOut, request => Assert.False(request.TryGetProperty("client_request", out _)));
        Assert.All(leftOut, request => Assert.Equal(200, request.GetProperty("elb_status_code").GetInt32()));
        Assert.All(told.Skip(leftOut.Length), request =>
            Assert.Equal(filler, JournalClient.Headers(request, "client_request").Single(line => line.Key == "X-3").Value));
    }

    private static void AssertIsWhole(JsonElement request)
    {
        var mine = request.GetProperty("user_agent").GetString();
        Assert.Contains($"/{mine} ", request.GetProperty("request").GetString(), StringComparison.Ordinal);
        Assert.Equal(mine, JournalClient.Headers(request, "client_request").Single(line => line.Key == "X-Me").Value);
        var forwarded = JournalClient.Headers(request, "target_request");
        Assert.Equal(mine, forwarded.Single(line => line.Key == "X-Me").Value);
        Assert.Equal(request.GetProperty("trace_id").GetString(), forwarded.Single(line => line.Key == "X-Amzn-Trace-Id").Value);
    }

    private static Task SendAsync(int port, int clients, int each, string request) =>
        Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            await using var client = await RawClient.ConnectAsync(port);
            for (var number = 0; number < each; number++)
            {
                await client.ExchangeAsync(request);
            }
        })));
}
