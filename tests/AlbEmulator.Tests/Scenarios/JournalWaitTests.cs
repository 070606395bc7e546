using System.Net;
using System.Text.Json;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>A test job says which requests must come: <c>POST /requests/wait</c>.</summary>
public sealed class JournalWaitTests
{
    [Fact]
    public async Task Wait_ends_with_the_request_that_was_waited_for()
    {
        await using var scenario = await Scenario.StartAsync();
        var journal = new JournalClient(scenario.Emulator);
        var waiting = journal.WaitAsync("""{"path":"/orders/*","target-group":"web","status":200,"timeoutSeconds":600}""");

        await scenario.ExchangeAsync(Wire.Get("/other"));
        Assert.False(waiting.IsCompleted);
        await scenario.ExchangeAsync(Wire.Get("/orders/7"));

        var (status, answer) = await waiting;
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.False(answer.TryGetProperty("error", out _));
        Assert.Contains("/orders/7", Assert.Single(Requests(answer)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_that_are_in_the_journal_count_unless_since_says_otherwise()
    {
        await using var scenario = await Scenario.StartAsync();
        var journal = new JournalClient(scenario.Emulator);
        await journal.ExchangeAsync(Wire.Get("/1"));
        await journal.ExchangeAsync(Wire.Get("/2"));

        var (status, answer) = await journal.WaitAsync("""{"count":2,"timeoutSeconds":0}""");
        var (later, none) = await journal.WaitAsync("""{"since":"2999-01-01T00:00:00Z","timeoutSeconds":0}""");

        Assert.Equal((HttpStatusCode.OK, 2), (status, Requests(answer).Count));
        Assert.Contains("/2", Requests(answer)[0], StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.RequestTimeout, 0), (later, Requests(none).Count));
    }

    [Fact]
    public async Task Time_that_is_over_is_a_408_with_what_came()
    {
        var time = new ManualTime();
        await using var target = ScriptedTarget.Start();
        await using var emulator = await HostedEmulator.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), target.Port), services => services.AddSingleton<TimeProvider>(time));
        var journal = new JournalClient(emulator);
        await RawClient.ExchangeAsync(emulator.Port, Wire.Get("/x"));
        await journal.WaitForAsync(1);
        var timers = time.TimerCount;
        var waiting = journal.WaitAsync("""{"path":"/x","method":"GET","count":2,"timeoutSeconds":2.5}""");
        await Patience.UntilAsync("the wait to begin", () => time.TimerCount > timers);
        time.Advance(TimeSpan.FromSeconds(2.4));
        Assert.False(waiting.IsCompleted);

        time.Advance(TimeSpan.FromSeconds(0.2));

        var (status, answer) = await waiting;
        Assert.Equal(HttpStatusCode.RequestTimeout, status);
        Assert.Equal(
            "waited 2.5 s for 2 requests with path=/x and method=GET, and 1 came", answer.GetProperty("error").GetString());
        Assert.Single(Requests(answer));
    }

    [Fact]
    public async Task Waits_of_many_end_with_one_request()
    {
        await using var scenario = await Scenario.StartAsync();
        var journal = new JournalClient(scenario.Emulator);
        var waits = Enumerable.Range(0, 100).Select(_ => journal.WaitAsync(JournalClient.Wanted(1))).ToArray();

        await scenario.ExchangeAsync(Wire.Get());

        Assert.All(await Task.WhenAll(waits), wait => Assert.Equal(HttpStatusCode.OK, wait.Status));
    }

    [Theory]
    [InlineData("", "the body is not JSON: ")]
    [InlineData("{", "the body is not JSON: ")]
    [InlineData("[]", "the body must be an object such as {\"target-group\"")]
    [InlineData("{\"path\":\"/x\",\"path\":\"/y\"}", "the body is not JSON: ")]
    [InlineData("{\"path\":\"\\ud800\"}", "the body holds text that is not Unicode")]
    [InlineData("{\"path\":[\"/x\"]}", "\"path\" must be a string or a number")]
    [InlineData("{\"path\":null}", "\"path\" must be a string or a number")]
    [InlineData("{\"timeout\":1}", "\"timeout\" is not known here: there are \"load-balancer\"")]
    [InlineData("{\"target_group\":\"web\"}", "\"target_group\" is not known here: did you mean \"target-group\"?")]
    [InlineData("{\"timeoutSeconds\":-1}", "timeoutSeconds takes 0 to 3600 seconds, not \"-1\"")]
    [InlineData("{\"timeoutSeconds\":1e999}", "timeoutSeconds takes 0 to 3600 seconds")]
    [InlineData("{\"timeoutSeconds\":\"NaN\"}", "timeoutSeconds takes 0 to 3600 seconds, not \"NaN\"")]
    [InlineData("{\"timeoutSeconds\":\"nan\"}", "timeoutSeconds takes 0 to 3600 seconds")]
    [InlineData("{\"timeoutSeconds\":\"Infinity\"}", "timeoutSeconds takes 0 to 3600 seconds")]
    [InlineData("{\"timeoutSeconds\":\"-Infinity\"}", "timeoutSeconds takes 0 to 3600 seconds")]
    [InlineData("{\"timeoutSeconds\":\"\u221e\"}", "timeoutSeconds takes 0 to 3600 seconds")]
    [InlineData("{\"timeoutSeconds\":\"1e999\"}", "timeoutSeconds takes 0 to 3600 seconds")]
    [InlineData("{\"timeoutSeconds\":\"-0.1\"}", "timeoutSeconds takes 0 to 3600 seconds")]
    [InlineData("{\"timeoutSeconds\":99999999999999999999999999999999999}", "timeoutSeconds takes 0 to 3600 seconds")]
    [InlineData("{\"timeoutSeconds\":\" 1\"}", "timeoutSeconds takes 0 to 3600 seconds")]
    [InlineData("{\"timeoutSeconds\":\"\"}", "timeoutSeconds takes 0 to 3600 seconds")]
    [InlineData("{\"count\":\"NaN\"}", "count takes 1 to 1000, not \"NaN\"")]
    [InlineData("{\"count\":\"Infinity\"}", "count takes 1 to 1000")]
    [InlineData("{\"limit\":\"NaN\"}", "limit takes 1 to 100000")]
    [InlineData("{\"since\":\"NaN\"}", "since takes a time such as ")]
    [InlineData("{\"status\":\"NaN\"}", "status takes three digits ")]
    [InlineData("{\"timeoutSeconds\":3601}", "timeoutSeconds takes 0 to 3600 seconds")]
    [InlineData("{\"count\":0}", "count takes 1 to 1000, not \"0\"")]
    [InlineData("{\"count\":1001}", "count takes 1 to 1000")]
    [InlineData("{\"count\":1.5}", "count takes 1 to 1000")]
    [InlineData("{\"status\":\"x\",\"count\":\"many\"}", "status takes three digits such as 404, or a class such as 5xx, not \"x\"; count takes")]
    public async Task Wrong_wait_is_refused_with_what_to_write(string question, string told)
    {
        await using var scenario = await Scenario.StartAsync();

        var (status, answer) = await new JournalClient(scenario.Emulator).WaitAsync(question);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.StartsWith(told, answer.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_that_is_too_long_to_read_is_refused()
    {
        await using var scenario = await Scenario.StartAsync();
        var journal = new JournalClient(scenario.Emulator);

        var (status, _) = await journal.WaitAsync("{}".PadRight((128 * 1024) + 1));
        var (deep, _) = await journal.WaitAsync(new string('[', 100_000));

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.BadRequest), (status, deep));
    }

    private static List<string> Requests(JsonElement answer) =>
        [.. answer.GetProperty("requests").EnumerateArray().Select(request => request.GetProperty("request").GetString()!)];
}
