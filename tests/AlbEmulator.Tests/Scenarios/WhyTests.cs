using AlbEmulator.Commands;
using AlbEmulator.Machine;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Scenarios;

/// <summary><c>alb why</c>, asked of a running emulator.</summary>
public sealed class WhyTests
{
    private const string Root = "1-67891233-abcdef012345678912345678";

    [Fact]
    public async Task Last_failure_is_told_in_five_lines()
    {
        await using var ways = await LoggedWays.StartAsync();
        var journal = new JournalClient(ways.Emulator);
        await journal.ExchangeAsync(Wire.Get("/refused"));
        await journal.ExchangeAsync(Wire.Get("/"));
        var way = ways.All.Single(way => way.Path == "/refused");
        var told = (await journal.FindAsync("?failed=true")).Single();

        var (exitCode, output, error) = await WhyAsync(ways.Emulator);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal(
            [
                $"rule    5 of {told.GetProperty("elb")}; GET http://example.com:{ways.HttpPort}/refused HTTP/1.1 got 502 at {told.GetProperty("time")}",
                $"target  127.0.0.1:{way.TargetPort} of target group refused",
                "health  now initial (Elb.InitialHealthChecking: Initial health checks in progress)",
                $"cause   target 127.0.0.1:{way.TargetPort} refused the connection: nothing listens there",
                "to do   Start the target, or correct its Id or its Port. More: alb help target-refused",
            ],
            Lines(output));
    }

    [Theory]
    [InlineData(Root)]
    [InlineData($"Root={Root}")]
    [InlineData($"Self=1-00000000-000000000000000000000000;Root={Root};Parent=x")]
    [InlineData($"X-Amzn-Trace-Id: Root={Root}")]
    public async Task Request_is_found_by_its_trace_id(string asked)
    {
        await using var ways = await LoggedWays.StartAsync();
        var journal = new JournalClient(ways.Emulator);
        await journal.ExchangeAsync(Wire.Get("/empty", $"X-Amzn-Trace-Id: Root={Root}"));
        await journal.ExchangeAsync(Wire.Get("/refused"));

        var (exitCode, output, _) = await WhyAsync(ways.Emulator, asked);

        Assert.Equal(0, exitCode);
        Assert.Equal(
            ["target  none of target group empty", "health  no targets now", "cause   target group empty has no registered targets"],
            Lines(output)[1..4]);
    }

    [Fact]
    public async Task Request_that_did_not_fail_is_told_as_such()
    {
        await using var ways = await LoggedWays.StartAsync();
        await new JournalClient(ways.Emulator).ExchangeAsync(Wire.Get("/fixed", $"X-Amzn-Trace-Id: Root={Root}"));

        var (exitCode, output, _) = await WhyAsync(ways.Emulator, Root);

        Assert.Equal(0, exitCode);
        Assert.Equal(
            ["target  none: no target group was reached", "health  -", "cause   none: the request did not fail", "to do   Nothing."],
            Lines(output)[1..]);
    }

    [Fact]
    public async Task Answer_5xx_of_a_target_is_told_as_the_targets()
    {
        await using var scenario = await Scenario.StartAsync(Reply.Bytes("HTTP/1.1 503 Oh\r\nContent-Length: 0\r\n\r\n"));
        await new JournalClient(scenario.Emulator).ExchangeAsync(Wire.Get());

        var (exitCode, output, _) = await WhyAsync(scenario.Emulator);

        Assert.Equal(0, exitCode);
        Assert.Equal("cause   the target itself answered 503, and the load balancer passed that on", Lines(output)[3]);
    }

    /// <summary>The target may have died since: that it is healthy now is not known.</summary>
    [Fact]
    public async Task Healthy_target_is_told_with_the_time_of_its_last_check()
    {
        await using var stage = await HealthStage.StartAsync(check: null);
        await stage.ResultAsync(1);
        stage.Time.Advance(TimeSpan.FromSeconds(12));
        stage.Target.Otherwise = Reply.Close;
        await new JournalClient(stage.Emulator).ExchangeAsync(Wire.Get());

        var (exitCode, output, _) = await WhyAsync(stage.Emulator);

        Assert.Equal(0, exitCode);
        Assert.Matches(@"^health  healthy by its checks, the last at \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ, 12 s before the request ended$", Lines(output)[2]);
        Assert.StartsWith("to do   Make the target's keep-alive timeout longer", Lines(output)[4], StringComparison.Ordinal);
    }

    /// <summary>Where the emulator itself is in a container, the cause says so.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Containers_are_named_where_the_emulator_is_in_one(bool isContainer)
    {
        await using var emulator = await HostedEmulator.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), FreePorts.Take()),
            services => services.AddSingleton(new Housing(isContainer)));
        await new JournalClient(emulator).ExchangeAsync(Wire.Get());

        var (exitCode, output, _) = await WhyAsync(emulator);

        Assert.Equal(0, exitCode);
        Assert.Contains("refused the connection", output, StringComparison.Ordinal);
        Assert.Equal(isContainer, output.Contains("container", StringComparison.Ordinal));
        Assert.Equal(isContainer, output.Contains("for a program on the machine write host.docker.internal", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Function_is_told_with_its_health()
    {
        await using var stage = await LambdaStage.StartAsync(LambdaStage.Returns("{}"));
        await new JournalClient(stage.Emulator).ExchangeAsync(Wire.Get());

        var (exitCode, output, _) = await WhyAsync(stage.Emulator);

        Assert.Equal(0, exitCode);
        Assert.Equal(
            [
                $"target  {LambdaStage.Arn} of target group web",
                "health  now unavailable (Target.HealthCheckDisabled: Health checks are disabled)",
                "cause   the answer of function hello is refused: statusCode is not there",
            ],
            Lines(output)[1..4]);
    }

    [Fact]
    public async Task Request_that_the_parser_refused_has_no_rule()
    {
        await using var scenario = await Scenario.StartAsync();
        await new JournalClient(scenario.Emulator).ExchangeAsync("GARBAGE\r\n\r\n");

        var (_, output, _) = await WhyAsync(scenario.Emulator);

        Assert.StartsWith("rule    none of app/demo/", Lines(output)[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_failed_that_is_told()
    {
        await using var scenario = await Scenario.StartAsync();
        await new JournalClient(scenario.Emulator).ExchangeAsync(Wire.Get());

        Assert.Equal(
            (0, "No request failed, of those that the emulator keeps (Alb:JournalSize).\n", ""), await WhyAsync(scenario.Emulator));
    }

    [Fact]
    public async Task Trace_id_that_is_not_there_is_told()
    {
        await using var scenario = await Scenario.StartAsync();

        Assert.Equal(
            (1, "", "No request has the trace id \"1-2-3\\x1b\", of those that the emulator keeps: it came to another, or too many came since (Alb:JournalSize)\n"),
            await WhyAsync(scenario.Emulator, "Root=1-2-3\u001b"));
    }

    [Fact]
    public async Task Emulator_that_keeps_nothing_says_so()
    {
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take()), ("Alb:JournalSize", "0"));

        Assert.Equal((1, "", "no requests are kept: the setting Alb:JournalSize is 0\n"), await WhyAsync(emulator));
    }

    [Fact]
    public async Task Emulator_that_does_not_run_is_told_in_a_line()
    {
        var url = $"http://127.0.0.1:{FreePorts.Take()}";

        var (exitCode, output, error) = await RunAsync(url);

        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith($"no alb answers at {url} (", Assert.Single(Lines(error)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Something_else_at_the_control_url_is_told_in_a_line()
    {
        await using var target = ScriptedTarget.Start();

        Assert.Equal(
            (1, "", $"what answers at http://127.0.0.1:{target.Port} is no alb\n"), await RunAsync($"http://127.0.0.1:{target.Port}"));
    }

    private static Task<(int ExitCode, string Output, string Error)> WhyAsync(RunningEmulator emulator, params string[] arguments) =>
        RunAsync(emulator.Control.ToString().TrimEnd('/'), arguments);

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(string controlUrl, params string[] arguments)
    {
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var exitCode = await CommandLine.RunAsync(["why", .. arguments, "--control", controlUrl], output, error);
        return (exitCode, output.ToString(), error.ToString());
    }

    private static string[] Lines(string text) => text.TrimEnd().Split('\n');
}
