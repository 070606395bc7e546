using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>Faults that have requests wait, or reset their connections.</summary>
public sealed class FaultDelaysTests
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(2);

    private const string Delayed = """{"targetGroup":"orders","delayMilliseconds":2000}""";

    [Theory]
    [InlineData("/orders/7", 200)]
    [InlineData("/fixed", 404)]
    [InlineData("/redirect", 301)]
    public async Task Request_waits_and_then_has_what_its_rule_says(string path, int status)
    {
        await using var stage = await FaultStage.StartAsync();
        var id = (await stage.Console.InjectAsync("""{"loadBalancer":"shop","delayMilliseconds":2000}"""))[0].GetProperty("id").GetInt64();
        await using var client = await stage.ConnectAsync();

        await stage.PassAsync(() => client.SendAsync(Wire.Get(path)), Delay, Delay - TimeSpan.FromMilliseconds(1));
        Assert.Empty(stage.Target.Requests);
        Assert.Equal(1, (await stage.Console.FaultsAsync())[0].GetProperty("injected").GetInt64());
        stage.Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(status, (await client.ReadResponseAsync()).Status);
        var told = await stage.Journal.TheOneAsync();
        Assert.Equal((id, "delay"), FaultStage.FaultOf(told));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, told.GetProperty("cause").ValueKind);
        var line = (await stage.Emulator.WaitForLogLinesAsync(1))[0];
        Assert.Equal(status == 200 ? "2.000" : "-1", line.RequestProcessingTime);
    }

    [Fact]
    public async Task Body_that_comes_meanwhile_is_passed_on_whole()
    {
        await using var stage = await FaultStage.StartAsync();
        await stage.Console.InjectAsync(Delayed);
        var body = new string('x', 100_000);
        await using var client = await stage.ConnectAsync();

        await stage.PassAsync(() => client.SendAsync(Wire.Post("/orders/7", body)), Delay);

        Assert.Equal(200, (await client.ReadResponseAsync()).Status);
        Assert.Equal(body, stage.Target.Request.Text);
        await stage.PassAsync(() => client.SendAsync(Wire.PostChunked("/orders/8", "abc", "de")), Delay);
        Assert.Equal(200, (await client.ReadResponseAsync()).Status);
        Assert.Equal("abcde", stage.Target.Requests[1].Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Client_that_leaves_meanwhile_is_460_and_no_target_hears_of_it(bool hasBody)
    {
        await using var stage = await FaultStage.StartAsync();
        await stage.Console.InjectAsync(Delayed);
        await using var client = await stage.ConnectAsync();

        await stage.PassAsync(() => client.SendAsync(hasBody ? Wire.Post("/orders/7", "abc") : Wire.Get("/orders/7")), Delay, by: TimeSpan.FromSeconds(1));
        client.Reset();

        var told = await stage.Journal.TheOneAsync();
        Assert.Equal("client-left", told.GetProperty("cause_code").GetString());
        Assert.Equal("delay", FaultStage.FaultOf(told)!.Value.Kind);
        var line = (await stage.Emulator.WaitForLogLinesAsync(1))[0];
        Assert.Equal(("460", "0", "forward"), (line.ElbStatusCode, line.SentBytes, line.ActionsExecuted));
        Assert.Contains(":targetgroup/orders/", line.TargetGroupArn, StringComparison.Ordinal);
        stage.Time.Advance(Delay);
        Assert.Empty(stage.Target.Requests);
    }

    [Fact]
    public async Task Client_that_leaves_behind_a_body_that_nobody_reads_is_noticed()
    {
        await using var stage = await FaultStage.StartAsync();
        await stage.Console.InjectAsync("""{"targetGroup":"orders","delayMilliseconds":300000}""");
        await using (var client = await stage.ConnectAsync())
        {
            await stage.PassAsync(() => client.SendAsync(Wire.Post("/orders/7", new string('x', 20_000))), TimeSpan.FromMinutes(5), by: TimeSpan.FromSeconds(1));
        }

        await Patience.UntilAsync("the client to be missed", () =>
        {
            stage.Time.Advance(TimeSpan.FromMilliseconds(500));
            return stage.Emulator.LogLines.Count == 1;
        });
        Assert.Equal("client-left", (await stage.Journal.TheOneAsync()).GetProperty("cause_code").GetString());
        Assert.Empty(stage.Target.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Connection_is_reset_and_no_answer_is_logged_as_000(bool isTls)
    {
        await using var stage = await FaultStage.StartAsync();
        await stage.Console.InjectAsync("""{"rule":"10","reset":true}""");
        await using var client = isTls ? await RawClient.ConnectTlsAsync(stage.SecurePort) : await stage.ConnectAsync();

        await client.SendAsync(Wire.Post("/orders/7", "abc"));

        Assert.Equal((Ending.Reset, ""), await client.ReadEndingAsync());
        var line = (await stage.Emulator.WaitForLogLinesAsync(1))[0];
        Assert.Equal(
            ("000", "-", "0", "-", "forward", "-1"),
            (line.ElbStatusCode, line.TargetStatusCode, line.SentBytes, line.TargetPortList, line.ActionsExecuted, line.TargetProcessingTime));
        var told = await stage.Journal.TheOneAsync();
        Assert.Equal((0, "reset"), (told.GetProperty("elb_status_code").GetInt32(), FaultStage.FaultOf(told)!.Value.Kind));
        Assert.Equal("fault-injected", told.GetProperty("cause_code").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, told.GetProperty("client_response").ValueKind);
        Assert.Single(await stage.Journal.FindAsync("?status=000&failed=true"));
        var metrics = await stage.Emulator.MetricsAsync();
        Assert.Equal((0, 0), (metrics.Sum("alb_httpcode_elb_5xx_count_total"), metrics.Sum("alb_httpcode_elb_4xx_count_total")));
        Assert.Equal(0, metrics.Sum("alb_rejected_connection_count_total"));
        await stage.Console.EndAsync();
        Assert.Equal([200], await stage.AskAsync(1));
    }

    [Fact]
    public async Task Reset_of_a_rule_that_answers_itself_has_no_action()
    {
        await using var stage = await FaultStage.StartAsync();
        await stage.Console.InjectAsync("""{"rule":"30","reset":true}""");
        await using var client = await stage.ConnectAsync();

        await client.SendAsync(Wire.Get("/fixed"));

        Assert.Equal((Ending.Reset, ""), await client.ReadEndingAsync());
        var line = (await stage.Emulator.WaitForLogLinesAsync(1))[0];
        Assert.Equal(("000", "-", "30"), (line.ElbStatusCode, line.ActionsExecuted, line.MatchedRulePriority));
    }
}
