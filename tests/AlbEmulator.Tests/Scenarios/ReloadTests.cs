using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>The topology file is edited while the emulator runs.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class ReloadTests
{
    /// <summary>Below the working directory there may be a whole project, whose folders nobody is to watch.</summary>
    [Fact]
    public async Task Folder_of_the_topology_file_is_watched_and_none_below()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        await using var emulator = await EmulatorProcess.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), FreePorts.Take()));

        var watches = Directory.GetFiles($"/proc/{emulator.ProcessId}/fdinfo")
            .SelectMany(LinesOf)
            .Count(line => line.StartsWith("inotify ", StringComparison.Ordinal));

        Assert.Equal(1, watches);

        // Of a descriptor that has been closed meanwhile there is nothing to read.
        static string[] LinesOf(string path)
        {
            try
            {
                return File.ReadAllLines(path);
            }
            catch (IOException)
            {
                return [];
            }
        }
    }

    [Fact]
    public async Task Target_that_is_added_is_used_and_one_that_is_removed_is_not()
    {
        await using var a = ScriptedTarget.Start(Reply.Ok("a"));
        await using var b = ScriptedTarget.Start(Reply.Ok("b"));
        var port = FreePorts.Take();
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(port, a.Port));
        await using var client = await RawClient.ConnectAsync(port);
        Assert.Equal(["a", "a", "a", "a"], await AskAsync(client, 4));

        await emulator.RewriteTopologyAsync(TopologyBuilder.Simple(port, a.Port, b.Port));
        await AskUntilAsync(client, "b");
        Assert.Equal(["a", "a", "b", "b"], (await AskAsync(client, 4)).Order());

        await emulator.RewriteTopologyAsync(TopologyBuilder.Simple(port, b.Port));
        await Patience.UntilAsync(
            "the target to be left",
            async () => (await AskAsync(client, 2)).Contains("a") ? null : "left");
        Assert.Equal(["b", "b", "b", "b"], await AskAsync(client, 4));
    }

    [Fact]
    public async Task Listener_that_is_added_serves_and_one_that_is_removed_does_not()
    {
        await using var target = ScriptedTarget.Start();
        var (first, second) = (FreePorts.Take(), FreePorts.Take());
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(first, target.Port));
        await using var client = await RawClient.ConnectAsync(first);
        await Assert.ThrowsAsync<SocketException>(() => RawClient.ConnectAsync(second));

        await emulator.RewriteTopologyAsync(TopologyBuilder.Simple(first, target.Port).Listener(second, "web"));
        await Patience.UntilAsync("the port to be open", () => !IsClosed(second));
        Assert.Equal(200, (await RawClient.ExchangeAsync(second, Wire.Get())).Status);

        await emulator.RewriteTopologyAsync(TopologyBuilder.Simple(first, target.Port));
        await Patience.UntilAsync("the port to be free", () => IsClosed(second));

        // The connection of the listener that stayed has lived through it all.
        Assert.Equal(200, (await client.ExchangeAsync(Wire.Get())).Status);
    }

    [Fact]
    public async Task Rule_that_is_added_routes()
    {
        await using var web = ScriptedTarget.Start(Reply.Ok("web"));
        await using var api = ScriptedTarget.Start(Reply.Ok("api"));
        var port = FreePorts.Take();
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(port, web.Port));
        Assert.Equal("web", (await RawClient.ExchangeAsync(port, Wire.Get("/api/x"))).Text);

        await emulator.RewriteTopologyAsync(new TopologyBuilder()
            .Listener(port, "web", (1, "/api/*", "api"))
            .TargetGroup("web", web.Port)
            .TargetGroup("api", api.Port));

        await using var client = await RawClient.ConnectAsync(port);
        await AskUntilAsync(client, "api", "/api/x");
        Assert.Equal("web", (await client.ExchangeAsync(Wire.Get("/x"))).Text);
    }

    [Theory]
    [InlineData("{ \"LoadBalancers\": [")]
    [InlineData("{ \"LoadBalancers\": [], \"Unknown\": 1 }")]
    [InlineData("")]
    public async Task Wrong_edit_keeps_what_runs_and_is_told(string wrong)
    {
        await using var target = ScriptedTarget.Start();
        var port = FreePorts.Take();
        await using var emulator = await EmulatorProcess.StartAsync(TopologyBuilder.Simple(port, target.Port));

        emulator.WriteTopology(wrong);
        await Patience.UntilAsync(
            "the problem to be told",
            () => emulator.Output.Any(line => line.Contains("alb.json:", StringComparison.Ordinal)));
        Assert.Equal(200, (await RawClient.ExchangeAsync(port, Wire.Get())).Status);

        await using var other = ScriptedTarget.Start(Reply.Ok("other"));
        await emulator.RewriteTopologyAsync(TopologyBuilder.Simple(port, other.Port));
        await using var client = await RawClient.ConnectAsync(port);
        await AskUntilAsync(client, "other");
    }

    [Fact]
    public async Task Edit_that_asks_for_ports_of_other_programs_is_refused_whole_until_they_are_free()
    {
        await using var a = ScriptedTarget.Start(Reply.Ok("a"));
        await using var b = ScriptedTarget.Start(Reply.Ok("b"));
        using var one = Take(out var first);
        using var other = Take(out var second);
        var (port, free) = (FreePorts.Take(), FreePorts.Take());
        await using var emulator = await EmulatorProcess.StartAsync(TopologyBuilder.Simple(port, a.Port));

        // Another target, a listener that could be had, and two that could not.
        emulator.WriteTopology(TopologyBuilder.Simple(port, b.Port)
            .Listener(free, "web").Listener(first, "web").Listener(second, "web").ToString());
        await Patience.UntilAsync("the refusal", () => Told("The running topology stays: problems in its files: 2") == 1);
        Assert.All([first, second], taken => Assert.Single(emulator.Output, line => Regex.IsMatch(
            line,
            $@"alb\.json:\d+: LoadBalancers\[0\]\.Listeners\[[23]\]\.Port: port {taken} of 127\.0\.0\.1 cannot be bound: "
                + $"another program has it.*: free it, or map it to another with Alb:PortMap, as in Alb__PortMap__{taken}={taken + 1}")));
        Assert.Equal("a", (await RawClient.ExchangeAsync(port, Wire.Get())).Text);
        Assert.True(IsClosed(free));

        // Calls of the API go on from what runs.
        using (var api = new ElbV2Client(emulator.Control))
        {
            await api.CreateLoadBalancerAsync("made");
        }

        one.Stop();
        await Patience.UntilAsync("the one that is left", () => Told("The running topology stays: problems in its files: 1") == 1);
        other.Stop();
        await using var client = await RawClient.ConnectAsync(port);
        await AskUntilAsync(client, "b");
        Assert.All(
            await Task.WhenAll(new[] { free, first, second }.Select(all => RawClient.ExchangeAsync(all, Wire.Get()))),
            response => Assert.Equal("b", response.Text));
        Assert.Equal((1, 2), (Told($"port {first} "), Told($"port {second} ")));

        int Told(string text) => emulator.Output.Count(line => line.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Edit_that_was_refused_for_a_port_is_mended_by_the_next()
    {
        await using var a = ScriptedTarget.Start(Reply.Ok("a"));
        await using var b = ScriptedTarget.Start(Reply.Ok("b"));
        using var program = Take(out var taken);
        var (port, free) = (FreePorts.Take(), FreePorts.Take());
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(port, a.Port));

        emulator.WriteTopology(TopologyBuilder.Simple(port, b.Port).Listener(taken, "web").ToString());
        await Patience.UntilAsync("the refusal", async () =>
            (await emulator.MetricsAsync())["alb_emulator_topology_reloads_total", ("result", "refused")] == 1 ? emulator : null);
        Assert.Equal("a", (await RawClient.ExchangeAsync(port, Wire.Get())).Text);

        await emulator.RewriteTopologyAsync(TopologyBuilder.Simple(port, b.Port).Listener(free, "web"));
        Assert.Equal("b", (await RawClient.ExchangeAsync(port, Wire.Get())).Text);
        Assert.Equal("b", (await RawClient.ExchangeAsync(free, Wire.Get())).Text);
    }

    [Fact]
    public async Task Request_that_is_under_way_ends_at_the_target_that_is_removed()
    {
        using var step = new SemaphoreSlim(0);
        await using var a = ScriptedTarget.Start(Reply.Stepwise(step, "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na"));
        await using var b = ScriptedTarget.Start(Reply.Ok("b"));
        var port = FreePorts.Take();
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(port, a.Port));
        await using var client = await RawClient.ConnectAsync(port);
        await client.SendAsync(Wire.Get());
        await a.WaitForRequestsAsync(1);

        await emulator.RewriteTopologyAsync(new TopologyBuilder().Listener(port, "other").TargetGroup("other", b.Port));
        a.Otherwise = Reply.Ok("late");
        await using (var other = await RawClient.ConnectAsync(port))
        {
            await AskUntilAsync(other, "b");
        }

        step.Release();

        Assert.Equal("a", (await client.ReadResponseAsync()).Text);
        Assert.Equal("b", (await client.ExchangeAsync(Wire.Get())).Text);
        await Patience.UntilAsync(
            "the line of the request that was under way",
            () => emulator.LogLines.Any(line => line.Client == $"{client.LocalEndPoint}"
                && line.TargetGroupArn.Contains(":targetgroup/web/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Every_request_under_load_is_answered_while_the_file_is_rewritten_20_times()
    {
        await using var a = ScriptedTarget.Start();
        await using var b = ScriptedTarget.Start();
        a.KeepsRequests = b.KeepsRequests = false;
        var (port, other) = (FreePorts.Take(), FreePorts.Take());
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(port, a.Port));
        var load = LoadClients.Start(port, 16);

        for (var i = 0; i < 20; i++)
        {
            int[] targets = (i % 3) switch { 0 => [a.Port, b.Port], 1 => [b.Port], _ => [a.Port] };
            var topology = TopologyBuilder.Simple(port, targets);
            await emulator.RewriteTopologyAsync(i % 4 == 0 ? topology.Listener(other, "web") : topology);
        }

        var tally = await load.StopAsync();
        Assert.Empty(tally.Unexpected);
        Assert.Equal(0, tally.Broken);
        var lines = await emulator.WaitForLogLinesAsync(tally.Answered);
        Assert.Equal(tally.Answered, lines.Select(line => line.TraceId).Distinct().Count());
        Assert.Equal(2, lines.Select(line => line.Target).Distinct().Count());
    }

    [Fact]
    public async Task Health_tells_a_change_when_it_is_in_effect()
    {
        await using var a = ScriptedTarget.Start(Reply.Ok("a"));
        await using var b = ScriptedTarget.Start(Reply.Ok("b"));
        var port = FreePorts.Take();
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(port, a.Port));

        for (var i = 0; i < 5; i++)
        {
            var (target, expected) = i % 2 == 0 ? (b, "b") : (a, "a");
            await emulator.RewriteTopologyAsync(new TopologyBuilder().Listener(port, $"web{i}").TargetGroup($"web{i}", target.Port));
            Assert.Equal(expected, (await RawClient.ExchangeAsync(port, Wire.Get())).Text);
        }
    }

    private static Task AskUntilAsync(RawClient client, string answer, string path = "/") =>
        Patience.UntilAsync(
            $"the answer \"{answer}\"",
            async () => (await client.ExchangeAsync(Wire.Get(path))).Text == answer ? answer : null);

    private static async Task<IReadOnlyList<string>> AskAsync(RawClient client, int times)
    {
        var answers = new List<string>();
        for (var i = 0; i < times; i++)
        {
            answers.Add((await client.ExchangeAsync(Wire.Get())).Text);
        }

        return answers;
    }

    /// <summary>A port that is not the emulator's.</summary>
    private static TcpListener Take(out int port)
    {
        port = FreePorts.Take();
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return listener;
    }

    private static bool IsClosed(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, port);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
