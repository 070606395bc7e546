using System.Net;
using System.Text.Json;
using AlbEmulator.Health;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Who is checked, and what <c>GET /target-health</c> tells of it.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetHealth.html"/>
/// </summary>
public sealed class TargetHealthTests
{
    private const string Function = "arn:aws:lambda:us-east-1:123456789012:function:hello";

    private const string NotInUse =
        "unused Target.NotInUse Target group is not configured to receive traffic from the load balancer";

    private static readonly HttpClient Http = OneQuestion.Client();
    private static readonly JsonSerializerOptions AsItIs = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task Targets_are_described_in_the_words_of_DescribeTargetHealth()
    {
        await using var stage = await HealthStage.StartAsync(check => check with { UnhealthyThreshold = 1 }, Reply.Close);
        await stage.ResultAsync(1);

        using var answer = JsonDocument.Parse(await Http.GetStringAsync(new Uri(stage.Emulator.Control, "/target-health")));

        var arn = answer.RootElement.GetProperty("TargetGroups")[0].GetProperty("TargetGroupArn").GetString();
        var checkedAt = answer.RootElement.GetProperty("TargetGroups")[0].GetProperty("TargetHealthDescriptions")[0]
            .GetProperty("CheckedAt").GetString();
        var expected = $$$"""
            {"TargetGroups":[{"TargetGroupArn":"{{{arn}}}","TargetGroupName":"web","TargetHealthDescriptions":[
            {"Target":{"Id":"127.0.0.1","Port":{{{stage.Target.Port}}}},"HealthCheckPort":"{{{stage.Target.Port}}}",
            "TargetHealth":{"State":"unhealthy","Reason":"Target.FailedHealthChecks","Description":"Health checks failed"},"CheckedAt":"{{{checkedAt}}}",
            "AnomalyDetection":{"Result":"normal","MitigationInEffect":"no"}}]}]}
            """;
        Assert.Equal(expected.ReplaceLineEndings(""), JsonSerializer.Serialize(answer.RootElement, AsItIs));
    }

    [Fact]
    public async Task Healthy_target_has_neither_reason_nor_description()
    {
        await using var stage = await HealthStage.StartAsync(check: null);
        await stage.Emulator.WaitForHealthAsync("web", "healthy");

        var health = Assert.Single(await stage.Emulator.TargetHealthAsync("web")).GetProperty("TargetHealth");
        Assert.Equal("""{"State":"healthy"}""", JsonSerializer.Serialize(health));
    }

    [Fact]
    public async Task Unknown_target_group_is_not_found()
    {
        await using var stage = await HealthStage.StartAsync();

        using var answer = await Http.GetAsync(new Uri(stage.Emulator.Control, "/target-health?target-group=wep"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("there is no target group \\\"wep\\\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Target_from_a_host_name_is_told_by_its_address_and_its_name()
    {
        await using var target = ScriptedTarget.Start();
        await using var emulator = await HostedEmulator.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), target.Port).ToString()
                .Replace("\"127.0.0.1\"", "\"localhost\"", StringComparison.Ordinal));

        var described = Assert.Single(await emulator.TargetHealthAsync("web")).GetProperty("Target");

        Assert.Equal(
            $$"""{"Id":"127.0.0.1","Name":"localhost","Port":{{target.Port}}}""", JsonSerializer.Serialize(described));
    }

    [Fact]
    public async Task Function_without_health_checks_is_unavailable()
    {
        await using var emulator = await HostedEmulator.StartAsync(
            new TopologyBuilder().Listener(FreePorts.Take(), "hello").Lambda("hello", Function, "http://127.0.0.1:1/"));

        Assert.Equal(
            $$$"""
            {"Target":{"Id":"{{{Function}}}","AvailabilityZone":"all"},"TargetHealth":{"State":"unavailable","Reason":"Target.HealthCheckDisabled","Description":"Health checks are disabled"}}
            """,
            JsonSerializer.Serialize(Assert.Single(await emulator.TargetHealthAsync("hello"))));
    }

    [Fact]
    public async Task Function_with_health_checks_is_asked_by_those_who_invoke_it()
    {
        await using var emulator = await HostedEmulator.StartAsync(
            new TopologyBuilder()
                .Listener(FreePorts.Take(), "hello")
                .Lambda("hello", Function, "http://127.0.0.1:1/")
                .Property("hello", "HealthCheckEnabled", true),
            services => services.AddSingleton<ProbeOfFunction>((_, function) => new Answering(function.Name)));

        await emulator.WaitForHealthAsync("hello", "healthy");
    }

    [Fact]
    public async Task Targets_of_a_group_that_no_rule_uses_are_unused_and_not_checked_until_one_does()
    {
        var time = new ManualTime();
        await using var web = ScriptedTarget.Start();
        await using var spare = ScriptedTarget.Start();
        await using var emulator = await HostedEmulator.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), web.Port).TargetGroup("spare", spare.Port),
            services => services.AddSingleton<TimeProvider>(time));
        await emulator.WaitForHealthAsync("web", "healthy");
        time.Advance(HealthCheck.Default.Interval);
        await Patience.UntilAsync("the second check", () => web.HealthChecks.Count == 2);
        Assert.Equal(NotInUse, await HealthAsync(emulator, "spare"));
        Assert.Empty(spare.HealthChecks);

        await emulator.ChangeAsync(topology => topology.WithDefault(topology.Forward(("spare", 1))));
        await emulator.WaitForHealthAsync("spare", "healthy");
        await emulator.WaitForHealthAsync("web", "unused");
        time.Advance(HealthCheck.Default.Interval);
        await Patience.UntilAsync("the second check", () => spare.HealthChecks.Count == 2);
        Assert.Equal(NotInUse, await HealthAsync(emulator, "web"));
        Assert.Equal(2, web.HealthChecks.Count);

        web.HealthReply = Reply.Close;
        await emulator.ChangeAsync(topology => topology.WithDefault(topology.Forward(("web", 0), ("spare", 1))));
        await Patience.UntilAsync("web to be asked", () => web.HealthChecks.Count == 3);
        await emulator.WaitForHealthAsync("web", "initial");
    }

    [Fact]
    public async Task Health_and_counts_of_a_target_outlive_a_change()
    {
        await using var stage = await HealthStage.StartAsync(check: null);
        await stage.ResultAsync(1);
        stage.Target.HealthReply = Reply.Close;
        await stage.CheckAgainAsync();

        await stage.Emulator.ChangeAsync(topology => topology.WithRule(1, "/x", new RuleAction.FixedResponse(204)));
        Assert.Equal("healthy", await stage.HealthAsync());
        Assert.Equal(2, stage.Target.HealthChecks.Count);
        await stage.CheckAgainAsync();

        Assert.StartsWith("unhealthy", await stage.HealthAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changed_settings_hold_from_the_next_check_and_keep_the_health()
    {
        await using var stage = await HealthStage.StartAsync(check: null);
        var start = (await stage.ResultAsync(1)).StartedAt;
        stage.Time.Advance(TimeSpan.FromSeconds(2));

        await stage.ChangeAsync(group => group with
        {
            HealthCheck = group.HealthCheck with
            {
                Path = "/other",
                Interval = TimeSpan.FromSeconds(6),
                Timeout = TimeSpan.FromSeconds(2),
            },
        });
        Assert.Equal("healthy", await stage.HealthAsync());
        await stage.CheckAgainAsync(TimeSpan.FromSeconds(4));
        await stage.CheckAgainAsync(TimeSpan.FromSeconds(6));

        Assert.Equal([0, 6, 12], stage.Results.Select(result => (result.StartedAt - start).TotalSeconds));
        Assert.Equal(["/", "/other", "/other"], stage.Target.HealthChecks.Select(request => request.Target));
    }

    [Fact]
    public async Task Target_that_is_gone_is_asked_no_more_and_is_new_when_it_comes_back()
    {
        await using var stage = await HealthStage.StartAsync(check: null);
        await stage.ResultAsync(1);
        await using var other = ScriptedTarget.Start();
        await stage.RegisterAsync(other.Port);
        await stage.ResultAsync(2);
        await stage.CheckAgainAsync();
        Assert.Equal((1, 2), (stage.Target.HealthChecks.Count, other.HealthChecks.Count));

        stage.Target.HealthReply = Reply.Close;
        await stage.RegisterAsync(stage.Target.Port);
        await Patience.UntilAsync("the target to be asked", () => stage.Target.HealthChecks.Count == 2);

        var states = (await stage.Emulator.TargetHealthAsync("web"))
            .Where(target => target.GetProperty("Target").GetProperty("Port").GetInt32() == stage.Target.Port)
            .Select(target => target.GetProperty("TargetHealth").GetProperty("Reason").GetString());
        Assert.Equal(["Elb.InitialHealthChecking"], states);
    }

    [Theory]
    [InlineData(nameof(ProtocolVersion.Http2), "200")]
    [InlineData(nameof(ProtocolVersion.Grpc), "12")]
    public async Task Groups_of_other_protocol_versions_are_asked_in_theirs(string version, string matcher)
    {
        await using var target = await KestrelTarget.StartAsync(HttpProtocols.Http2, http =>
        {
            http.Response.Headers["grpc-status"] = "12";
            return Task.CompletedTask;
        });
        await using var stage = await HealthStage.StartAsync();

        await stage.RegisterAsync(target.Port, group => group with
        {
            ProtocolVersion = Enum.Parse<ProtocolVersion>(version),
            HealthCheck = group.HealthCheck with { Matcher = CodeMatcher.Parse(matcher, 0, 499)! },
        });

        await stage.Emulator.WaitForHealthAsync("web", "healthy");
    }

    private static async Task<string> HealthAsync(RunningEmulator emulator, string targetGroup)
    {
        var target = Assert.Single(await emulator.TargetHealthAsync(targetGroup));
        return string.Join(' ', target.GetProperty("TargetHealth").EnumerateObject().Select(property => property.Value));
    }

    private sealed class Answering(string function) : Probe(HealthCheckType.Lambda, function)
    {
        public override Task<ProbeOutcome> CheckAsync(CancellationToken timeout) =>
            Task.FromResult(ProbeOutcome.Answered(200, isMatch: Address == Function));
    }
}
