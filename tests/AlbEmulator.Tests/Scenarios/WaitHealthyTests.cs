using AlbEmulator.Commands;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary><c>alb wait healthy</c> against a running emulator.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class WaitHealthyTests
{
    [Fact]
    public async Task Ends_with_0_when_the_last_target_has_become_healthy()
    {
        await using var target = ScriptedTarget.Start();
        target.HealthReply = Reply.Bytes("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");
        await using var emulator = await EmulatorProcess.StartAsync(Topology(target.Port));
        var waiting = WaitAsync(emulator, "--timeout", "60s");
        await emulator.WaitForHealthAsync("web", "unhealthy");
        Assert.False(waiting.IsCompleted);

        target.HealthReply = Reply.Ok();
        var (exitCode, output, error) = await waiting;

        Assert.Equal((0, "healthy: web", ""), (exitCode, output.Trim(), error));
    }

    [Fact]
    public async Task Ends_with_1_and_says_who_is_not_healthy_and_why()
    {
        await using var emulator = await EmulatorProcess.StartAsync(Topology(FreePorts.Take()));
        await emulator.WaitForHealthAsync("web", "unhealthy");
        var (exitCode, output, error) = await WaitAsync(emulator, "web", "--timeout", "0s");

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Matches(@"^not healthy after 0 s:\n  web: 127\.0\.0\.1:\d+ is unhealthy: Health checks failed", error);
    }

    [Theory]
    [InlineData("wbe", "There is no target group \"wbe\": did you mean \"web\"?")]
    [InlineData("orders", "There is no target group \"orders\": there are \"unused\", \"web\"")]
    public async Task Group_that_there_is_not_ends_it_with_2(string name, string told)
    {
        await using var emulator = await EmulatorProcess.StartAsync(Topology(FreePorts.Take()));

        Assert.Equal((2, "", told), Trimmed(await WaitAsync(emulator, name)));
    }

    /// <summary>A group that no listener forwards to is never healthy: it is waited for only where it is named.</summary>
    [Fact]
    public async Task Group_that_gets_no_requests_is_not_waited_for_unless_it_is_named()
    {
        await using var target = ScriptedTarget.Start();
        await using var emulator = await EmulatorProcess.StartAsync(Topology(target.Port));

        Assert.Equal(0, (await WaitAsync(emulator)).ExitCode);
        var (exitCode, _, error) = await WaitAsync(emulator, "unused", "--timeout", "0s");
        Assert.Equal(1, exitCode);
        Assert.Contains("unused: 127.0.0.1:1 is unused: Target group is not configured to receive traffic from the load balancer", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Emulator_that_does_not_answer_yet_is_waited_for()
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var control = FreePorts.Take();
        var exitCode = await CommandLine.RunAsync(["wait", "healthy", "--control", $"{control}", "--timeout", "300ms"], output, error);

        Assert.Equal(1, exitCode);
        Assert.Contains($"http://127.0.0.1:{control}/target-health did not answer: Connection refused", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terminal_shows_for_whom_it_waits_and_a_pipe_does_not()
    {
        if (!Programs.Have("python3"))
        {
            return;
        }

        var command = $"[{AlbProgram.InPython}, 'wait', 'healthy', '--control', '{FreePorts.Take()}', '--timeout', '1s']";
        var (_, shown, _) = await Programs.RunAsync("python3", ["-c", $"import pty; pty.spawn({command})"]);
        var (_, piped, _) = await Programs.RunAsync("python3", ["-c", $"import subprocess; print(subprocess.run({command}, capture_output=True, text=True).stderr)"]);

        Assert.Contains("waits for http://127.0.0.1:", shown, StringComparison.Ordinal);
        Assert.StartsWith("not healthy after 1 s:", piped, StringComparison.Ordinal);
        Assert.DoesNotContain("waits for", piped, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_is_shown_and_a_wrong_one_ends_it_with_2()
    {
        await using var target = ScriptedTarget.Start();
        await using var emulator = await EmulatorProcess.StartAsync(Topology(target.Port), ("Alb:ControlToken", "0123456789abcdef"));

        Assert.Equal(0, (await WaitAsync(emulator, "--Alb:ControlToken=0123456789abcdef")).ExitCode);
        var (exitCode, _, error) = await WaitAsync(emulator);
        Assert.Equal(2, exitCode);
        Assert.Contains("does not let us ask: The request shows no token", error, StringComparison.Ordinal);
    }

    private static string Topology(int targetPort) => $$"""
        LoadBalancers:
          - Name: shop
            Listeners:
              - Port: {{FreePorts.Take()}}
                DefaultActions: [{ Type: forward, TargetGroupArn: web }]
        TargetGroups:
          - Name: web
            HealthCheckIntervalSeconds: 1
            HealthyThresholdCount: 1
            UnhealthyThresholdCount: 1
            HealthCheckTimeoutSeconds: 0.9
            Targets: [{ Id: 127.0.0.1, Port: {{targetPort}} }]
          - { Name: unused, Targets: [{ Id: 127.0.0.1, Port: 1 }] }
        """;

    private static async Task<(int ExitCode, string Output, string Error)> WaitAsync(EmulatorProcess emulator, params string[] more)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var exitCode = await CommandLine.RunAsync(["wait", "healthy", "--control", $"{emulator.Control.Port}", .. more], output, error);
        return (exitCode, output.ToString(), error.ToString());
    }

    private static (int ExitCode, string Output, string Error) Trimmed((int ExitCode, string Output, string Error) ended) =>
        (ended.ExitCode, ended.Output.Trim(), ended.Error.Trim());
}
