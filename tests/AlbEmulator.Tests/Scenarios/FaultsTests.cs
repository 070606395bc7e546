using System.Globalization;
using System.Net;
using AlbEmulator.Commands;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>Faults that were put on the control port are answers of an ALB, in every place that tells of them.</summary>
public sealed class FaultsTests
{
    [Theory]
    [InlineData(500, "Internal Server Error", "Internal Server Error", 142, false)]
    [InlineData(502, "Bad Gateway", "Bad Gateway", 122, true)]
    [InlineData(503, "Service Temporarily Unavailable", "Service Temporarily Unavailable", 162, false)]
    [InlineData(504, "Gateway Time-out", "Gateway Time-out", 132, true)]
    public async Task Status_is_an_answer_of_the_load_balancer_in_its_bytes_log_metrics_and_journal(
        int status, string reason, string title, int length, bool hasTarget)
    {
        await using var stage = await FaultStage.StartAsync();
        var id = (await stage.Console.InjectAsync($$"""{"targetGroup":"orders","status":{{status}}}"""))[0].GetProperty("id").GetInt64();

        await using var client = await stage.ConnectAsync();
        var answer = await client.ExchangeAsync(Wire.Get("/orders/7"));
        var other = await client.ExchangeAsync(Wire.Get("/"));

        Assert.Equal((status, reason, 200), (answer.Status, answer.Reason, other.Status));
        Assert.Equal(["Server", "Date", "Content-Type", "Content-Length", "Connection"], answer.HeaderNames);
        Assert.Equal(("awselb/2.0", "text/html", "keep-alive"), (answer.Header("Server"), answer.Header("Content-Type"), answer.Header("Connection")));
        Assert.Contains($"<head><title>{status} {title}</title></head>\r\n", answer.Text, StringComparison.Ordinal);
        Assert.Equal(length, answer.Body.Length);
        Assert.Equal(["/"], stage.Target.Requests.Select(request => request.Target));
        var line = (await stage.Emulator.WaitForLogLinesAsync(2))[0];
        var target = hasTarget ? stage.Target.Address : "-";
        Assert.Equal(
            ($"{status}", "-", "-1", "-1", "-1", target, "forward", "10", "-"),
            (line.ElbStatusCode, line.TargetStatusCode, line.RequestProcessingTime, line.TargetProcessingTime, line.ResponseProcessingTime,
                line.TargetPortList, line.ActionsExecuted, line.MatchedRulePriority, line.ErrorReason));
        Assert.Contains(":targetgroup/orders/", line.TargetGroupArn, StringComparison.Ordinal);
        Assert.Equal(answer.WireLength.ToString(CultureInfo.InvariantCulture), line.SentBytes);
        var told = (await stage.Journal.WaitForAsync(2))[0];
        Assert.Equal((id, "status"), FaultStage.FaultOf(told));
        Assert.Equal(
            ("fault-injected", $"fault {id} of the control port: all requests of target group orders get {status}"),
            (told.GetProperty("cause_code").GetString(), told.GetProperty("cause").GetString()));
        var metrics = await stage.Emulator.MetricsAsync();
        Assert.Equal(1, metrics.Sum($"alb_httpcode_elb_{status}_count_total"));
        Assert.Equal(1, metrics.Sum("alb_httpcode_elb_5xx_count_total"));
        // As with AWS: those for which a target was chosen.
        Assert.Equal(hasTarget ? 2 : 1, metrics.Sum("alb_request_count_total"));
    }

    [Fact]
    public async Task Status_403_is_a_request_that_a_firewall_blocks()
    {
        await using var stage = await FaultStage.StartAsync();
        await stage.Console.InjectAsync("""{"rule":"10","status":403}""");

        var answer = await stage.Journal.ExchangeAsync(Wire.Get("/orders/7", "User-Agent: Mozilla/5.0 Chrome/130.0"));

        Assert.Equal((403, "Forbidden", 520), (answer.Status, answer.Reason, answer.Body.Length));
        var line = (await stage.Emulator.WaitForLogLinesAsync(1))[0];
        Assert.Equal(("403", "waf", "-", "-", "10"), (line.ElbStatusCode, line.ActionsExecuted, line.TargetGroupArn, line.TargetPortList, line.MatchedRulePriority));
        var metrics = await stage.Emulator.MetricsAsync();
        Assert.Equal((1, 0), (metrics.Sum("alb_httpcode_elb_4xx_count_total"), metrics.Sum("alb_httpcode_elb_5xx_count_total")));
    }

    [Theory]
    [InlineData(502, "LambdaUnhandled")]
    [InlineData(504, "LambdaConnectionTimeout")]
    [InlineData(503, "-")]
    public async Task Function_has_the_reason_that_AWS_gives_for_it(int status, string reason)
    {
        await using var stage = await FaultStage.StartAsync();
        await stage.Console.InjectAsync($$"""{"targetGroup":"lambda","status":{{status}}}""");

        Assert.Equal(status, (await RawClient.ExchangeAsync(stage.Port, Wire.Get("/lambda"))).Status);

        var line = (await stage.Emulator.WaitForLogLinesAsync(1))[0];
        Assert.Equal(($"{status}", reason, "-", "-1"), (line.ElbStatusCode, line.ErrorReason, line.TargetPortList, line.TargetProcessingTime));
        Assert.Empty(stage.Target.Requests);
        Assert.Equal(reason == "LambdaUnhandled" ? 1 : 0, (await stage.Emulator.MetricsAsync()).Sum("alb_lambda_user_error_total"));
    }

    [Fact]
    public async Task Rules_by_which_the_load_balancer_itself_answers_have_faults_as_well()
    {
        await using var stage = await FaultStage.StartAsync();
        await stage.Console.InjectAsync("""{"rule":"30","status":503}""", """{"rule":"40","status":502}""", """{"rule":"70","status":500}""", """{"rule":"80","status":502}""");

        await using var client = await stage.ConnectAsync();
        List<int> statuses = [];
        foreach (var path in (string[])["/fixed", "/redirect", "/nobody", "/empty"])
        {
            statuses.Add((await client.ExchangeAsync(Wire.Get(path))).Status);
        }

        Assert.Equal([503, 502, 500, 502], statuses);
        var lines = await stage.Emulator.WaitForLogLinesAsync(4);
        Assert.Equal(["-", "-", "-", "forward"], lines.Select(line => line.ActionsExecuted));
        Assert.All(lines, line => Assert.Equal(("-", "-"), (line.RedirectUrl, line.TargetPortList)));
        var metrics = await stage.Emulator.MetricsAsync();
        Assert.Equal((0, 0), (metrics.Sum("alb_http_fixed_response_count_total"), metrics.Sum("alb_http_redirect_count_total")));
    }

    [Fact]
    public async Task Group_of_a_weighted_rule_has_faults_of_its_own()
    {
        await using var stage = await FaultStage.StartAsync();
        await stage.Console.InjectAsync("""{"rule":"60","targetGroup":"orders","status":503}""");

        var statuses = await stage.AskAsync(20, "/both");

        Assert.Equal([200, 503], statuses.Distinct().Order());
        Assert.Equal(statuses.Count(status => status == 503), (await stage.Console.FaultsAsync())[0].GetProperty("injected").GetInt32());
        Assert.Equal([200], await stage.AskAsync(1));
    }

    [Fact]
    public async Task Requests_that_no_rule_takes_have_none()
    {
        await using var stage = await FaultStage.StartAsync();
        await stage.Console.InjectAsync("""{"loadBalancer":"shop","status":503}""");

        Assert.Equal(405, (await stage.Journal.ExchangeAsync(Wire.Request("TRACE", "/"))).Status);
        Assert.Equal(503, (await stage.Journal.ExchangeAsync(Wire.Get())).Status);
        Assert.Null(FaultStage.FaultOf((await stage.Journal.WaitForAsync(2))[0]));
    }

    [Fact]
    public async Task Default_rule_is_named_default()
    {
        await using var stage = await FaultStage.StartAsync();
        await stage.Console.InjectAsync("""{"rule":"default","status":500}""");

        Assert.Equal([500], await stage.AskAsync(1, "/"));
        Assert.Equal([200], await stage.AskAsync(1));
    }

    [Fact]
    public async Task Alb_why_tells_of_it_and_how_it_ends()
    {
        await using var stage = await FaultStage.StartAsync();
        await stage.Console.InjectAsync("""{"rule":"10","reset":true,"share":0.5}""");
        await using var client = await stage.ConnectAsync();
        await client.SendAsync(Wire.Get("/orders/7"));
        await client.ReadEndingAsync();
        await stage.Journal.WaitForAsync(1);

        var (output, error) = (new StringWriter(), new StringWriter());
        var exitCode = await CommandLine.RunAsync(["why", "--control", $"{stage.Emulator.Control.Port}"], output, error);

        Assert.Equal((0, ""), (exitCode, error.ToString()));
        var lines = output.ToString().ReplaceLineEndings("\n").Split('\n');
        Assert.Contains("HTTP/1.1 got no answer at ", lines[0], StringComparison.Ordinal);
        Assert.Equal("cause   fault 1 of the control port: 50 % of the requests of rule 10 get their connection reset", lines[3]);
        Assert.Equal("to do   GET /faults of the control port tells of it, DELETE /faults ends it. More: alb help fault-injected", lines[4]);
    }
}
