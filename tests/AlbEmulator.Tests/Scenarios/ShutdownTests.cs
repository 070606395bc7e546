using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>How the program starts and ends, as the one who starts it sees it.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class ShutdownTests
{
    [Fact]
    public async Task Sigterm_ends_what_is_in_flight_writes_its_line_and_exits_with_0()
    {
        using var step = new SemaphoreSlim(0);
        await using var target = ScriptedTarget.Start(Reply.Stepwise(step, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlate"));
        await using var emulator = await EmulatorProcess.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), target.Port));
        await using var client = await RawClient.ConnectAsync(emulator.Port);
        await client.SendAsync(Wire.Get());
        await target.WaitForRequestsAsync(1);

        await emulator.TerminateAsync();
        await Patience.UntilAsync<object>("the port to be closed", async () =>
        {
            try
            {
                await using var other = await RawClient.ConnectAsync(emulator.Port);
                return null;
            }
            catch (System.Net.Sockets.SocketException e)
            {
                return e;
            }
        });
        step.Release();

        Assert.Equal("late", (await client.ReadResponseAsync()).Text);
        Assert.Equal(0, await emulator.WaitForExitAsync());
        Assert.Equal("200", (await emulator.WaitForLogLinesAsync(1))[0].ElbStatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Requests_that_the_system_has_taken_before_sigterm_are_answered(bool isTls)
    {
        const int clients = 32;
        await using var target = ScriptedTarget.Start();
        var port = FreePorts.Take();
        var topology = new TopologyBuilder().TargetGroup("web", target.Port);
        await using var emulator = await EmulatorProcess.StartAsync(isTls ? topology.HttpsListener(port, "web") : topology.Listener(port, "web"));
        var connected = new List<RawClient>();
        try
        {
            for (var i = 0; i < clients; i++)
            {
                connected.Add(isTls ? await RawClient.ConnectTlsAsync(port) : await RawClient.ConnectAsync(port));
            }

            await Programs.SignalAsync(emulator.ProcessId, "STOP");
            for (var i = 0; i < clients && !isTls; i++)
            {
                connected.Add(await RawClient.ConnectAsync(port));
            }

            await Task.WhenAll(connected.Select(static client => client.SendAsync(Wire.Get())));
            await emulator.TerminateAsync();
            await Programs.SignalAsync(emulator.ProcessId, "CONT");

            Assert.All(await Task.WhenAll(connected.Select(static client => client.ReadResponseAsync())), static answer => Assert.Equal(200, answer.Status));
            Assert.Equal(0, await emulator.WaitForExitAsync());
        }
        finally
        {
            foreach (var client in connected)
            {
                await client.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task Sigterm_under_load_leaves_a_line_for_every_answer()
    {
        await using var target = ScriptedTarget.Start();
        target.KeepsRequests = false;
        await using var emulator = await EmulatorProcess.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), target.Port));
        var load = LoadClients.Start(emulator.Port, 16);
        await emulator.WaitForAnyLogLineAsync();
        await Task.Delay(500);

        await emulator.TerminateAsync();

        Assert.Equal(0, await emulator.WaitForExitAsync());
        var tally = await load.StopAsync();
        Assert.Empty(tally.Unexpected);
        Assert.True(tally.Answered > 100, $"{tally.Answered} answers");
        await emulator.WaitForLogLinesAsync(tally.Answered);
    }

    [Fact]
    public async Task Idle_connections_do_not_hold_the_shutdown_up()
    {
        await using var target = ScriptedTarget.Start();
        await using var emulator = await EmulatorProcess.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), target.Port), ("Alb:ShutdownTimeoutSeconds", "3600"));
        await using var idle = await RawClient.ConnectAsync(emulator.Port);
        await idle.ExchangeAsync(Wire.Get());
        await using var silent = await RawClient.ConnectAsync(emulator.Port);

        await emulator.TerminateAsync();

        Assert.Equal(0, await emulator.WaitForExitAsync());
    }

    [Fact]
    public async Task Request_that_never_ends_is_cut_at_the_deadline_and_logged()
    {
        await using var target = ScriptedTarget.Start(Reply.Silence);
        await using var emulator = await EmulatorProcess.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), target.Port), ("Alb:ShutdownTimeoutSeconds", "1"));
        await using var client = await RawClient.ConnectAsync(emulator.Port);
        await client.SendAsync(Wire.Get());
        await target.WaitForRequestsAsync(1);

        await emulator.TerminateAsync();

        Assert.Equal(0, await emulator.WaitForExitAsync());
        await emulator.WaitForLogLinesAsync(1);
    }

    [Fact]
    public async Task Open_web_socket_has_its_line_after_sigterm()
    {
        await using var target = ScriptedTarget.Start(Reply.WebSocketEcho);
        await using var emulator = await EmulatorProcess.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), target.Port), ("Alb:ShutdownTimeoutSeconds", "1"));
        await using var client = await RawClient.ConnectAsync(emulator.Port);
        await client.ExchangeAsync(Wire.Upgrade());

        await emulator.TerminateAsync();

        Assert.Equal(0, await emulator.WaitForExitAsync());
        Assert.Equal("ws", (await emulator.WaitForLogLinesAsync(1))[0].Type);
    }

    [Fact]
    public async Task Kill_costs_at_most_the_last_second()
    {
        await using var target = ScriptedTarget.Start();
        target.KeepsRequests = false;
        await using var emulator = await EmulatorProcess.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), target.Port));
        var load = LoadClients.Start(emulator.Port, 4);
        await emulator.WaitForAnyLogLineAsync();
        await Task.Delay(1000);
        await load.StopAsync();
        await using var client = await RawClient.ConnectAsync(emulator.Port);
        await client.ExchangeAsync(Wire.Get("/last"));
        await Task.Delay(1100);

        await emulator.KillAsync();

        Assert.Contains(emulator.LogLines, line => line.RequestUrl.EndsWith("/last", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Wrong_topology_exits_with_2_and_names_file_and_line()
    {
        using var folder = new TempFolder();
        folder.Write("wrong.json", "{\n  \"LoadBalancers\": [],\n  \"Unknown\": 1\n}");

        var (exitCode, output) = await EmulatorProcess.RunAsync(folder.Path, "run", "wrong.json", "--Alb:ControlUrl=");

        Assert.Equal(2, exitCode);
        Assert.Contains("wrong.json:3: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Port_that_is_taken_exits_with_2()
    {
        await using var taken = ScriptedTarget.Start();
        using var folder = new TempFolder();
        folder.Write("alb.json", TopologyBuilder.Simple(taken.Port, FreePorts.Take()).ToString());

        var (exitCode, output) = await EmulatorProcess.RunAsync(folder.Path, "run", "alb.json", "--Alb:ControlUrl=");

        Assert.Equal(2, exitCode);
        Assert.Contains($"{taken.Port}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Control_port_that_is_taken_is_told_in_one_line()
    {
        await using var taken = ScriptedTarget.Start();
        using var folder = new TempFolder();
        folder.Write("alb.json", TopologyBuilder.Simple(FreePorts.Take(), FreePorts.Take()).ToString());

        var (exitCode, output) = await EmulatorProcess.RunAsync(
            folder.Path, "run", "alb.json", $"--Alb:ControlUrl=http://127.0.0.1:{taken.Port}");

        Assert.Equal(2, exitCode);
        Assert.Matches(
            $"^The control port http://127.0.0.1:{taken.Port} cannot be bound: another program has it.*: free it, or have the emulator "
                + $"answer elsewhere: --Alb:ControlUrl=http://127.0.0.1:{taken.Port + 1}$",
            output);
    }
}
