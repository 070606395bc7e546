using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// However a client's connection ends: each of its requests has its line, it counts as open no more, and it holds up
/// nobody's shutdown.
/// </summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class ConnectionEndingsTests
{
    public static TheoryData<string> OfHttp2 => [.. ClientEnding.OfHttp2.Select(ending => ending.Name)];

    public static TheoryData<string> OfHttp1 => [.. ClientEnding.OfHttp1.Select(ending => ending.Name)];

    public static TheoryData<string> OfWebSockets => [.. ClientEnding.OfWebSockets.Select(ending => ending.Name)];

    [Theory]
    [MemberData(nameof(OfHttp2))]
    public async Task Http_2_connection_that_ends_leaves_its_lines_and_nothing_else(string ending)
    {
        await using var scenario = await Scenario.StartHttpsAsync(Reply.Silence);

        await AssertEndsAsync(scenario, ClientEnding.OfHttp2.Single(one => one.Name == ending));
    }

    [Theory]
    [MemberData(nameof(OfHttp2))]
    public async Task Http_2_connection_that_ends_while_it_is_answered_leaves_its_lines_and_nothing_else(string ending)
    {
        await using var scenario = await Scenario.StartHttpsAsync(Reply.Stream(100_000));

        await AssertEndsAsync(scenario, ClientEnding.OfHttp2.Single(one => one.Name == ending));
    }

    [Theory]
    [MemberData(nameof(OfHttp1))]
    public async Task Http_1_connection_that_ends_leaves_its_lines_and_nothing_else(string ending)
    {
        await using var scenario = await Scenario.StartAsync(Reply.Silence);

        await AssertEndsAsync(scenario, ClientEnding.OfHttp1.Single(one => one.Name == ending));
    }

    [Theory]
    [MemberData(nameof(OfWebSockets))]
    public async Task Web_socket_that_ends_leaves_its_line_and_nothing_else(string ending)
    {
        await using var scenario = await Scenario.StartAsync(Reply.WebSocketEcho);

        await AssertEndsAsync(scenario, ClientEnding.OfWebSockets.Single(one => one.Name == ending));
    }

    [Fact]
    public async Task Connections_that_were_cut_are_no_error_and_do_not_hold_the_shutdown_up()
    {
        await using var target = ScriptedTarget.Start(Reply.Silence);
        await using var emulator = await EmulatorProcess.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), target.Port).Https(), ("Alb:ShutdownTimeoutSeconds", "3600"));
        foreach (var ending in ClientEnding.OfHttp2)
        {
            var wanted = target.Requests.Count + ending.Requests;
            await ending.RunAsync(emulator.Port, () => target.WaitForRequestsAsync(wanted));
        }

        await emulator.TerminateAsync();

        Assert.Equal(0, await emulator.WaitForExitAsync());
        Assert.DoesNotContain(emulator.Output, line => line.Contains(" ERR ", StringComparison.Ordinal));
        var requests = ClientEnding.OfHttp2.Sum(ending => ending.Requests);
        Assert.True(emulator.LogLines.Count >= requests, $"{emulator.LogLines.Count} lines for {requests} requests");
    }

    private static async Task AssertEndsAsync(Scenario scenario, ClientEnding ending)
    {
        await ending.RunAsync(scenario.Port, () => scenario.Target.WaitForRequestsAsync(ending.Requests));

        await Patience.UntilAsync("all connections to be closed", async () =>
            (await scenario.Emulator.MetricsAsync()).Sum("alb_emulator_open_connections", "side", "client") == 0 ? scenario : null);
        await Patience.UntilAsync(
            $"{ending.Requests} lines", () => scenario.Emulator.LogLines.Count >= ending.Requests);
        var lines = scenario.Emulator.LogLines;
        Assert.All(scenario.Target.Requests.Select(request => request.Target), target => Assert.Contains(
            lines, line => line.Request.Contains($"{scenario.Port}{target} ", StringComparison.Ordinal)));
    }
}
