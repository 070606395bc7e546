using AlbEmulator.Commands;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary><c>PUT /target-health</c>: a target is held unhealthy or draining, and everything that reads health agrees.</summary>
public sealed class HeldTargetsTests
{
    private const string Held = "Health checks failed: held unhealthy by PUT /target-health of the control port";

    [Fact]
    public async Task Held_target_is_unhealthy_to_everybody_until_it_is_released()
    {
        await using var stage = await TargetStage.StartAsync(2);
        using var console = new ConsoleClient(stage.Emulator);
        using var api = new ElbV2Client(stage.Emulator.Control);

        Assert.Equal(("unhealthy", "Target.FailedHealthChecks", Held), await console.HoldAsync(stage[0].Address, "unhealthy"));

        Assert.Equal(["1", "1", "1", "1"], await stage.AskAsync(4));
        Assert.Equal(
            [$"unhealthy Target.FailedHealthChecks {Held}", "healthy  "],
            (await stage.Emulator.TargetHealthAsync("web")).Select(Words));
        Assert.Equal((1, 1), await HostsAsync(stage.Emulator));

        Assert.Equal(("healthy", null, null), await console.HoldAsync(stage[0].Address, null));
        Assert.Equal(["0", "1"], (await stage.AskAsync(4)).Distinct().Order());
        Assert.Equal((2, 0), await HostsAsync(stage.Emulator));
    }

    [Fact]
    public async Task API_of_AWS_tells_of_it_too()
    {
        await using var target = ScriptedTarget.Start();
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), target.Port));
        await emulator.WaitForHealthAsync("web", "healthy");
        using var console = new ConsoleClient(emulator);
        using var api = new ElbV2Client(emulator.Control);
        var arn = ElbV2Client.First(await api.DoAsync("DescribeTargetGroups"), "TargetGroupArn");

        await console.HoldAsync(target.Address, "unhealthy");
        var unhealthy = await api.DoAsync("DescribeTargetHealth", ("TargetGroupArn", arn));
        await console.HoldAsync(target.Address, "draining");
        var draining = await api.DoAsync("DescribeTargetHealth", ("TargetGroupArn", arn));

        Assert.Equal(
            ("unhealthy", "Target.FailedHealthChecks", Held),
            (ElbV2Client.First(unhealthy, "State"), ElbV2Client.First(unhealthy, "Reason"), ElbV2Client.First(unhealthy, "Description")));
        Assert.Equal(
            ("draining", "Target.DeregistrationInProgress", "Target deregistration is in progress"),
            (ElbV2Client.First(draining, "State"), ElbV2Client.First(draining, "Reason"), ElbV2Client.First(draining, "Description")));
    }

    /// <summary>As with an ALB: unhealthy targets get requests where there are no others.</summary>
    [Fact]
    public async Task Requests_go_to_unhealthy_targets_where_all_are_held()
    {
        await using var stage = await TargetStage.StartAsync(2);
        using var console = new ConsoleClient(stage.Emulator);
        await console.HoldAsync(stage[0].Address, "unhealthy");
        await console.HoldAsync(stage[1].Address, "unhealthy");

        Assert.Equal(["0", "1"], (await stage.AskAsync(4)).Distinct().Order());
        var metrics = await stage.Emulator.MetricsAsync();
        Assert.Equal((4, 1, 2), (metrics.Sum("alb_unhealthy_routing_request_count_total"), metrics.Sum("alb_unhealthy_state_routing"), metrics.Sum("alb_unhealthy_host_count")));
    }

    [Fact]
    public async Task Draining_target_gets_nothing_new_and_ends_what_it_has()
    {
        await using var stage = await TargetStage.StartAsync(2);
        using var console = new ConsoleClient(stage.Emulator);
        using var step = new SemaphoreSlim(0);
        stage[0].On("/slow", Reply.Stepwise(step, "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n", "0"));
        stage[1].On("/slow", Reply.Stepwise(step, "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n", "1"));
        await using var first = await stage.ConnectAsync();
        await using var second = await stage.ConnectAsync();
        await first.SendAsync(Wire.Get("/slow"));
        await second.SendAsync(Wire.Get("/slow"));
        await stage[0].WaitForRequestsAsync(1);
        await stage[1].WaitForRequestsAsync(1);

        Assert.Equal(
            ("draining", "Target.DeregistrationInProgress", "Target deregistration is in progress"),
            await console.HoldAsync(stage[0].Address, "draining"));

        Assert.Equal(["1", "1", "1"], await stage.AskAsync(3));
        stage.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal("draining", Words((await stage.Emulator.TargetHealthAsync("web"))[0]).Split(' ')[0]);
        step.Release(4);
        Assert.Equal((200, 200), ((await first.ReadResponseAsync()).Status, (await second.ReadResponseAsync()).Status));
        await console.HoldAsync(stage[0].Address, null);
        Assert.Equal(["0", "1"], (await stage.AskAsync(4)).Distinct().Order());
    }

    [Fact]
    public async Task Where_all_are_held_draining_there_is_no_target_and_the_cause_says_why()
    {
        await using var stage = await TargetStage.StartAsync(2);
        using var console = new ConsoleClient(stage.Emulator);
        await console.HoldAsync(stage[0].Address, "draining");
        await console.HoldAsync(stage[1].Address, "draining");

        Assert.Equal(503, (await RawClient.ExchangeAsync(stage.Emulator.Port, Wire.Get())).Status);

        Assert.Equal(
            ("targets-draining", "all targets of target group web are held draining by the control port (2)"),
            await new JournalClient(stage.Emulator).CauseAsync());
        Assert.Equal(0, (await stage.Emulator.MetricsAsync()).Sum("alb_healthy_state_dns"));
    }

    [Fact]
    public async Task Checks_go_on_and_decide_again_from_where_they_are()
    {
        await using var stage = await HealthStage.StartAsync(check => check with { UnhealthyThreshold = 3, HealthyThreshold = 2 });
        await stage.ResultAsync(1);
        using var console = new ConsoleClient(stage.Emulator);
        await console.HoldAsync(stage.Target.Address, "unhealthy");
        stage.Target.HealthReply = Reply.Bytes("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n");
        await stage.CheckAgainAsync();
        await stage.CheckAgainAsync();
        Assert.Equal(Held, (await stage.Emulator.TargetHealthAsync("web"))[0].GetProperty("TargetHealth").GetProperty("Description").GetString());

        // Two checks have failed, of three.
        Assert.Equal(("healthy", null, null), await console.HoldAsync(stage.Target.Address, null));
        await console.HoldAsync(stage.Target.Address, "unhealthy");
        await stage.CheckAgainAsync();

        Assert.Equal(
            ("unhealthy", "Target.ResponseCodeMismatch", "Health checks failed with these codes: [500]"),
            await console.HoldAsync(stage.Target.Address, null));
    }

    [Fact]
    public async Task Target_that_is_released_starts_slowly()
    {
        await using var stage = await TargetStage.StartAsync(
            2, TargetGroupAttributes.Default with { SlowStart = TimeSpan.FromSeconds(100) });
        using var console = new ConsoleClient(stage.Emulator);
        await console.HoldAsync(stage[0].Address, "unhealthy");
        await console.HoldAsync(stage[0].Address, null);

        Assert.All(await stage.AskAsync(10), answer => Assert.Equal("1", answer));
        stage.Time.Advance(TimeSpan.FromSeconds(100));
        Assert.Equal(["0", "1"], (await stage.AskAsync(10)).Distinct().Order());
    }

    [Fact]
    public async Task Edit_that_keeps_the_target_keeps_it_held_and_another_target_is_not()
    {
        await using var stage = await TargetStage.StartAsync(3, registered: 2);
        using var console = new ConsoleClient(stage.Emulator);
        await console.HoldAsync(stage[0].Address, "unhealthy");

        await stage.ChangeAsync(group => group with { Attributes = group.Attributes with { DeregistrationDelay = TimeSpan.FromSeconds(7) } });
        Assert.Equal(["1", "1"], await stage.AskAsync(2));
        await stage.ChangeAsync(group => group with { Targets = [.. group.Targets, new Target("127.0.0.1", stage[2].Port)] });
        await Patience.UntilAsync("the third to be healthy", async () =>
            (await stage.Emulator.TargetHealthAsync("web")).Select(told => Words(told).Split(' ')[0]).SequenceEqual(["unhealthy", "healthy", "healthy"]) ? "" : null);

        // Deregistered it is draining in any case, and registered anew another one.
        await stage.ChangeAsync(group => group with { Targets = [.. group.Targets.Skip(1)] });
        Assert.Equal("draining", Words((await stage.Emulator.TargetHealthAsync("web"))[^1]).Split(' ')[0]);
        await stage.RegisterAsync(0, 1, 2);
        await stage.Emulator.WaitForHealthAsync("web", "healthy");
    }

    [Fact]
    public async Task Function_is_held_too()
    {
        await using var stage = await LambdaStage.StartAsync();
        using var console = new ConsoleClient(stage.Emulator);

        Assert.Equal("unhealthy", (await console.HoldAsync(LambdaStage.Arn, "unhealthy")).State);
        Assert.Equal(200, (await stage.ExchangeAsync(Wire.Get())).Status);
        Assert.Equal("draining", (await console.HoldAsync(LambdaStage.Arn, "draining")).State);
        Assert.Equal(503, (await stage.ExchangeAsync(Wire.Get())).Status);
        Assert.Equal("unavailable", (await console.HoldAsync(LambdaStage.Arn, null)).State);
        Assert.Equal(200, (await stage.ExchangeAsync(Wire.Get())).Status);
    }

    [Fact]
    public async Task Target_that_nobody_uses_cannot_be_held()
    {
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), 1).TargetGroup("unused", 7));
        using var console = new ConsoleClient(emulator);

        var (status, answer) = await console.PutAsync("/target-health", """{"targetGroup":"unused","target":"127.0.0.1:7","state":"unhealthy"}""");

        Assert.Equal(System.Net.HttpStatusCode.Conflict, status);
        Assert.Equal(
            "target 127.0.0.1:7 of target group unused is unused: Target group is not configured to receive traffic from the load balancer",
            answer.GetProperty("error").GetString());
    }

    [Fact]
    public async Task Who_waits_for_healthy_targets_waits_for_it()
    {
        await using var stage = await TargetStage.StartAsync(2);
        using var console = new ConsoleClient(stage.Emulator);
        await console.HoldAsync(stage[0].Address, "unhealthy");
        string[] wait = ["wait", "healthy", "--control", $"{stage.Emulator.Control.Port}", "--timeout", "0s"];
        var (output, error) = (new StringWriter(), new StringWriter());

        Assert.Equal(1, await CommandLine.RunAsync(wait, output, error));
        Assert.Contains($"  web: {stage[0].Address} is unhealthy: {Held}", error.ToString(), StringComparison.Ordinal);

        await console.HoldAsync(stage[0].Address, null);
        Assert.Equal(0, await CommandLine.RunAsync(wait, output, error));
    }

    [Fact]
    public async Task Name_without_a_port_holds_all_targets_that_it_stands_for()
    {
        await using var stage = await TargetStage.StartAsync(2);
        using var console = new ConsoleClient(stage.Emulator);

        var (_, answer) = await console.PutAsync("/target-health", """{"targetGroup":"web","target":"127.0.0.1","state":"unhealthy"}""");

        Assert.Equal(2, answer.GetProperty("TargetGroups")[0].GetProperty("TargetHealthDescriptions").GetArrayLength());
        Assert.All(await stage.Emulator.TargetHealthAsync("web"), told => Assert.StartsWith("unhealthy ", Words(told), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sticky_client_goes_elsewhere_while_its_target_is_held()
    {
        await using var stage = await TargetStage.StartAsync(
            2, TargetGroupAttributes.Default with { Stickiness = new TargetStickiness.LoadBalancerCookie(TimeSpan.FromHours(1)) });
        using var console = new ConsoleClient(stage.Emulator);
        var first = await RawClient.ExchangeAsync(stage.Emulator.Port, Wire.Get());
        var cookie = first.HeaderValues("Set-Cookie")[0].Split(';')[0];

        await console.HoldAsync(stage[int.Parse(first.Text, System.Globalization.CultureInfo.InvariantCulture)].Address, "draining");

        Assert.NotEqual(first.Text, (await RawClient.ExchangeAsync(stage.Emulator.Port, Wire.Get("/", $"Cookie: {cookie}"))).Text);
    }

    private static string Words(System.Text.Json.JsonElement told)
    {
        var health = told.GetProperty("TargetHealth");
        return $"{health.GetProperty("State")} {Text("Reason")} {Text("Description")}";

        string Text(string name) => health.TryGetProperty(name, out var value) ? value.GetString()! : "";
    }

    private static async Task<(double Healthy, double Unhealthy)> HostsAsync(HostedEmulator emulator)
    {
        var metrics = await emulator.MetricsAsync();
        return (metrics.Sum("alb_healthy_host_count"), metrics.Sum("alb_unhealthy_host_count"));
    }
}
