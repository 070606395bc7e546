using System.Text.RegularExpressions;
using AlbEmulator.Tests.Clusters;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>What somebody sees who runs the emulator on a terminal, in a container, or into a pipe.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class TerminalTests
{
    private const string Escape = "\e[3";

    [Fact]
    public async Task On_a_terminal_each_request_is_a_coloured_line()
    {
        if (!PseudoTerminal.IsThere())
        {
            return;
        }

        await using var target = ScriptedTarget.Start();
        using var stage = new TerminalStage(target.Port);
        await using var terminal = await stage.RunOnTerminalAsync(("TERM", "xterm"));
        await terminal.ShowsAsync($"Control     {stage.ControlUrl}");

        await RawClient.ExchangeAsync(stage.Port, Wire.Get("/hello"));
        await terminal.ShowsAsync($" GET /hello → web 127.0.0.1:{target.Port} (default rule)\e[32m 200\e[0m ");

        // Failures are red from end to end.
        await using (var client = await RawClient.ConnectAsync(stage.Port))
        {
            await client.SendAsync("GET /%zz HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n");
            await client.ReadResponseAsync();
        }

        await Patience.UntilAsync(
            "the line of the failure", () => Regex.IsMatch(terminal.Shown, "\e\\[31m[0-9:]+ [^\e\n]* 400 [^\e\n]*\e\\[0m"));
        Assert.Equal(0, await terminal.TerminateAsync());
    }

    [Theory]
    [InlineData("NO_COLOR", "1")]
    [InlineData("TERM", "dumb")]
    public async Task A_terminal_without_colours_gets_none(string name, string value)
    {
        if (!PseudoTerminal.IsThere())
        {
            return;
        }

        await using var target = ScriptedTarget.Start();
        using var stage = new TerminalStage(target.Port);
        await using var terminal = await stage.RunOnTerminalAsync(name == "TERM" ? [(name, value)] : [("TERM", "xterm"), (name, value)]);
        await terminal.ShowsAsync($"Control     {stage.ControlUrl}");

        await RawClient.ExchangeAsync(stage.Port, Wire.Get("/hello"));
        await terminal.ShowsAsync($" GET /hello → web 127.0.0.1:{target.Port} (default rule) 200 ");
        // The program's own log as well.
        stage.Rewrite(target.Port, 1);
        await terminal.ShowsAsync("target 127.0.0.1:1 of web added");

        Assert.DoesNotContain(Escape, terminal.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_terminal_that_is_stopped_harms_nothing()
    {
        if (!PseudoTerminal.IsThere())
        {
            return;
        }

        await using var target = ScriptedTarget.Start();
        target.KeepsRequests = false;
        using var stage = new TerminalStage(target.Port);
        await using var terminal = await stage.RunOnTerminalAsync(("TERM", "xterm"));
        await terminal.ShowsAsync($"Control     {stage.ControlUrl}");
        await terminal.StopAsync();

        // More lines than any terminal holds back, of requests and of changes: each is answered.
        await using (var client = await RawClient.ConnectAsync(stage.Port))
        {
            for (var i = 0; i < 1000; i++)
            {
                Assert.Equal("ok", (await client.ExchangeAsync(Wire.Get($"/{i:d80}"))).Text);
            }
        }

        using (var api = new ElbV2Client(new Uri(stage.ControlUrl)))
        {
            for (var i = 0; i < 800; i++)
            {
                await api.CreateTargetGroupAsync($"a-target-group-with-a-name-{i:d5}", 80);
            }
        }

        await terminal.GoAsync();
        await terminal.ShowsAsync("… and ");
        await terminal.StopAsync();
        await RawClient.ExchangeAsync(stage.Port, Wire.Get());

        Assert.Equal(0, await terminal.TerminateAsync());
    }

    [Fact]
    public async Task A_start_that_takes_long_says_what_it_waits_for()
    {
        if (!PseudoTerminal.IsThere())
        {
            return;
        }

        // A cluster that keeps its answers back: how long files take is the machine's business.
        var isTold = new TaskCompletionSource();
        await using var cluster = await ApiServer.StartAsync();
        cluster.Instead = async http =>
        {
            await isTold.Task.WaitAsync(http.RequestAborted);
            return false;
        };
        using var stage = new TerminalStage(1) { Arguments = ["kubernetes://"] };
        var rules = string.Join(",\n", Enumerable.Range(1, 2000).Select(priority =>
            $$$"""{ "Priority": {{{priority}}}, "Conditions": [{ "Field": "path-pattern", "Values": ["/{{{priority}}}/*", "/a{{{priority}}}/*"] }], "Actions": [{ "Type": "forward", "TargetGroupArn": "web" }] }"""));
        var listener = $$$"""{ "Port": {{{FreePorts.Take()}}}, "DefaultActions": [{ "Type": "forward", "TargetGroupArn": "web" }], "Rules": [{{{rules}}}] }""";
        stage.Folder.Write("alb.yaml", $$$"""{ "LoadBalancers": [{ "Name": "large", "Listeners": [{{{listener}}}] }], "TargetGroups": [{ "Name": "web" }] }""");
        await using var terminal = await stage.RunOnTerminalAsync(("TERM", "dumb"), ("KUBECONFIG", cluster.KubeConfig(stage.Folder)));

        await terminal.ShowsAsync("Reading alb.yaml, kubernetes:// and what is kept in data: ");
        isTold.SetResult();
        await terminal.ShowsAsync($"Control     {stage.ControlUrl}");

        // And of so much the beginning is told.
        Assert.Contains("    and 1,992 more rules", terminal.Shown, StringComparison.Ordinal);
        Assert.InRange(terminal.Shown.Count(character => character == '\n'), 10, 100);
    }

    [Theory]
    [InlineData(null, "", false)]
    [InlineData("--requests", "", true)]
    [InlineData("--Alb:RequestLines=On", "", true)]
    [InlineData(null, "true", true)]
    [InlineData("--Alb:RequestLines=Off", "true", false)]
    [InlineData("--Alb:AccessLog=-", "true", false)]
    public async Task A_pipe_gets_lines_where_it_is_asked_for_and_in_a_container(string? argument, string inContainer, bool areTold)
    {
        await using var target = ScriptedTarget.Start();
        using var stage = new TerminalStage(target.Port);
        using var process = stage.Run(argument, ("DOTNET_RUNNING_IN_CONTAINER", inContainer), ("TERM", "xterm"));
        try
        {
            await Patience.UntilAsync("an answer", () => stage.TryAskAsync("/hello"));
            await Programs.RunAsync("kill", ["-TERM", $"{process.Id}"]);
            var rest = await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience.Default);

            Assert.Equal(areTold, rest.Contains($" GET /hello → web 127.0.0.1:{target.Port} (default rule) 200 ", StringComparison.Ordinal));
            Assert.DoesNotContain(Escape, rest, StringComparison.Ordinal);
        }
        finally
        {
            process.Kill();
        }
    }
}
