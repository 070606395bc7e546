using System.Net;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>Faults of a target: which target has them, and that it refuses connections as one that does not run.</summary>
public sealed class FaultTargetsTests
{
    [Fact]
    public async Task Target_that_refuses_is_told_of_as_one_that_does_not_run()
    {
        await using var stage = await FaultStage.StartAsync();
        var id = (await stage.Console.InjectAsync("""{"targetGroup":"orders","refuse":true}"""))[0].GetProperty("id").GetInt64();
        await using var client = await stage.ConnectAsync();
        // Keeps a connection to the target, which the group orders has as well.
        Assert.Equal(200, (await client.ExchangeAsync(Wire.Get("/"))).Status);

        var real = await client.ExchangeAsync(Wire.Post("/gone", "abc"));
        var injected = await client.ExchangeAsync(Wire.Post("/orders/7", "abc"));

        Assert.Equal((502, real.Text), (injected.Status, injected.Text));
        Assert.Equal(real.HeaderNames, injected.HeaderNames);
        var lines = await stage.Emulator.WaitForLogLinesAsync(3);
        Assert.Equal(
            ("502", "-", "-1", "-1", "-1", "forward", "-"),
            (lines[1].ElbStatusCode, lines[1].TargetStatusCode, lines[1].RequestProcessingTime, lines[1].TargetProcessingTime,
                lines[1].ResponseProcessingTime, lines[1].ActionsExecuted, lines[1].ErrorReason));
        Assert.Equal(
            (lines[1].ElbStatusCode, lines[1].TargetStatusCode, lines[1].RequestProcessingTime, lines[1].TargetProcessingTime,
                lines[1].ResponseProcessingTime, lines[1].ActionsExecuted, lines[1].ErrorReason, lines[1].SentBytes),
            (lines[2].ElbStatusCode, lines[2].TargetStatusCode, lines[2].RequestProcessingTime, lines[2].TargetProcessingTime,
                lines[2].ResponseProcessingTime, lines[2].ActionsExecuted, lines[2].ErrorReason, lines[2].SentBytes));
        Assert.Equal((stage.Target.Address, "10"), (lines[2].TargetPortList, lines[2].MatchedRulePriority));
        Assert.Equal(["/"], stage.Target.Requests.Select(request => request.Target));
        var told = await stage.Journal.WaitForAsync(3);
        Assert.Equal((null, (id, "refuse")), (FaultStage.FaultOf(told[1]), FaultStage.FaultOf(told[2])));
        Assert.Equal(
            ("target-refused", "fault-injected", $"fault {id} of the control port: all requests of target group orders are refused by their target"),
            (told[1].GetProperty("cause_code").GetString(), told[2].GetProperty("cause_code").GetString(), told[2].GetProperty("cause").GetString()));
        Assert.Equal(told[1].GetProperty("target_request").ValueKind, told[2].GetProperty("target_request").ValueKind);
        var metrics = await stage.Emulator.MetricsAsync();
        foreach (var metric in (string[])["alb_target_connection_error_count_total", "alb_httpcode_target_5xx_count_total", "alb_request_count_total"])
        {
            Assert.Equal((metric, Of(metric, lines[1])), (metric, Of(metric, lines[2])));
        }

        Assert.Equal(2, metrics.Sum("alb_target_connection_error_count_total"));

        double Of(string metric, AccessLogLine line) => metrics.Sum(metric, "target_group", line.TargetGroupArn.Split(':')[^1]);
    }

    [Fact]
    public async Task Call_of_gRPC_to_a_target_that_refuses_gets_a_status_of_gRPC()
    {
        await using var stage = await FaultStage.StartAsync();
        await stage.Console.InjectAsync("""{"targetGroup":"grpc","refuse":true}""");
        using var client = new Http2Client(stage.SecurePort);
        using var content = new ByteArrayContent([0, 0, 0, 0, 0]) { Headers = { { "Content-Type", "application/grpc" } } };

        using var answer = await client.PostAsync("/demo.Echo/Unary", content);

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Equal("14", Assert.Single(answer.Headers.GetValues("grpc-status")));
        Assert.Equal("fault-injected", (await stage.Journal.TheOneAsync()).GetProperty("cause_code").GetString());
    }

    [Theory]
    [InlineData("""
        "refuse":true
        """, 502)]
    [InlineData("""
        "status":504
        """, 504)]
    public async Task One_target_of_a_group_has_it_and_the_others_answer(string what, int status)
    {
        await using var stage = await TargetStage.StartAsync(3);
        using var console = new ConsoleClient(stage.Emulator);
        await console.InjectAsync($$"""{"target":"{{stage[1].Address}}",{{what}}}""");

        await using var client = await stage.ConnectAsync();
        List<string> answers = [];
        for (var times = 0; times < 6; times++)
        {
            var answer = await client.ExchangeAsync(Wire.Get());
            answers.Add(answer.Status == 200 ? answer.Text : $"{answer.Status}");
        }

        // The turn of each comes as often as ever.
        Assert.Equal(["0", "0", "2", "2", $"{status}", $"{status}"], answers.Order());
        Assert.Equal(2, (await console.FaultsAsync())[0].GetProperty("injected").GetInt32());
        Assert.All(
            (await stage.Emulator.WaitForLogLinesAsync(6)).Where(line => line.ElbStatusCode == $"{status}"),
            line => Assert.Equal(stage[1].Address, line.TargetPortList));
        Assert.Equal(6, (await stage.Emulator.MetricsAsync()).Sum("alb_request_count_total"));
    }

    [Fact]
    public async Task Request_that_waits_for_its_target_goes_to_that_one()
    {
        await using var stage = await TargetStage.StartAsync(2);
        using var console = new ConsoleClient(stage.Emulator);
        await console.InjectAsync($$"""{"target":"{{stage[0].Address}}","delayMilliseconds":1}""", $$"""{"target":"{{stage[1].Address}}","delayMilliseconds":1}""");

        Assert.Equal(["0", "0", "1", "1"], (await stage.AskAsync(4)).Order());
        Assert.Equal([2, 2], (await console.FaultsAsync()).Select(fault => fault.GetProperty("injected").GetInt32()));
        Assert.Equal(4, (await stage.Emulator.MetricsAsync()).Sum("alb_request_count_total"));
    }

    /// <summary>A fault that names no target is asked in its turn, whether or not one before it had to know the target.</summary>
    [Fact]
    public async Task Fault_behind_that_of_another_target_is_taken()
    {
        await using var stage = await FaultStage.StartAsync();
        await stage.Console.InjectAsync(
            $$"""{"target":"{{stage.Target.Address}}","refuse":true}""", """{"targetGroup":"gone","status":503}""");

        Assert.Equal([502], await stage.AskAsync(1));
        Assert.Equal([503], await stage.AskAsync(1, "/gone"));

        // No target is counted, as with any 503 of the load balancer.
        Assert.Equal("-", (await stage.Emulator.WaitForLogLinesAsync(2)).Single(line => line.ElbStatusCode == "503").TargetPortList);
        Assert.Equal(1, (await stage.Emulator.MetricsAsync()).Sum("alb_request_count_total"));
    }

    [Fact]
    public async Task Reset_of_a_target_says_which_it_was()
    {
        await using var stage = await FaultStage.StartAsync();
        await stage.Console.InjectAsync("""{"target":"127.0.0.1","targetGroup":"orders","reset":true}""");
        await using var client = await stage.ConnectAsync();

        await client.SendAsync(Wire.Get("/orders/7"));

        Assert.Equal((Ending.Reset, ""), await client.ReadEndingAsync());
        var line = (await stage.Emulator.WaitForLogLinesAsync(1))[0];
        Assert.Equal(("000", stage.Target.Address), (line.ElbStatusCode, line.TargetPortList));
        Assert.Equal([200], await stage.AskAsync(1, "/"));
    }

    [Fact]
    public async Task Target_is_named_by_its_id_too()
    {
        await using var target = ScriptedTarget.Start();
        await using var emulator = await HostedEmulator.StartAsync($$"""
            LoadBalancers:
              - Listeners:
                  - Port: {{FreePorts.Take()}}
                    DefaultActions: [{ Type: forward, TargetGroupArn: web }]
                    Rules: [{ Priority: 10, Conditions: [{ Field: path-pattern, Values: [/named] }], Actions: [{ Type: forward, TargetGroupArn: named }] }]
            TargetGroups:
              - { Name: web, Targets: [{ Id: 127.0.0.1, Port: {{target.Port}} }] }
              - { Name: named, Targets: [{ Id: localhost, Port: {{target.Port}} }] }
            """);
        using var console = new ConsoleClient(emulator);
        await console.InjectAsync("""{"target":"localhost","refuse":true}""");

        Assert.Equal(502, (await RawClient.ExchangeAsync(emulator.Port, Wire.Get("/named"))).Status);
        Assert.Equal(200, (await RawClient.ExchangeAsync(emulator.Port, Wire.Get("/"))).Status);
        await console.InjectAsync($$"""{"target":"localhost:{{target.Port}}","refuse":true}""");
        Assert.Equal(502, (await RawClient.ExchangeAsync(emulator.Port, Wire.Get("/named"))).Status);
    }

    [Fact]
    public async Task Fault_ends_and_the_target_answers_again()
    {
        await using var stage = await FaultStage.StartAsync();
        await stage.Console.InjectAsync($$"""{"target":"{{stage.Target.Address}}","refuse":true,"seconds":60}""");
        Assert.Equal([502, 502], await stage.AskAsync(2));

        stage.Time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal([200, 200], await stage.AskAsync(2));
    }

    [Theory]
    [InlineData("""{"targetGroup":"lambda","refuse":true}""", "target group lambda has a function, which has no connection, and whose answer comes whole")]
    [InlineData("""{"rule":"30","bodyBytesPerSecond":9}""", "no rule 30 forwards to a target group of servers")]
    [InlineData("""{"target":"10.9.9.9:80","refuse":true}""", "target takes a target")]
    [InlineData("""{"rule":"85","target":"TARGET","refuse":true}""", "no rule 85 forwards to target TARGET")]
    [InlineData("""{"target":"TARGET","status":503}""", "status is 503, which a load balancer gives without a target: write 502 or 504, or no target")]
    [InlineData("""{"rule":"10","bodyBytesPerSecond":0}""", "bodyBytesPerSecond takes 1 to 1000000000")]
    [InlineData("""{"rule":"10","refuse":false}""", "refuse takes true")]
    [InlineData("""{"rule":"10","status":503,"keep":false}""", "keep takes true")]
    public async Task What_is_for_no_request_is_refused(string fault, string problem)
    {
        await using var stage = await FaultStage.StartAsync();

        var (status, answer) = await stage.Console.PutAsync("/faults", $$"""{"faults":[{{Named(fault)}}]}""");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(Named(problem), answer.GetProperty("error").GetString(), StringComparison.Ordinal);

        string Named(string text) => text.Replace("TARGET", stage.Target.Address, StringComparison.Ordinal);
    }
}
