using System.Globalization;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// CloudWatch's metrics, on the control port: each is the number that follows from the access log. Choices, where AWS does
/// not say: a status of a fixed response or a redirect counts as the load balancer's, bytes count when their request
/// ends, and a request that is sticky by the application's cookie counts in both metrics of those that are not.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html"/>
/// </summary>
public sealed class MetricsTests
{
    private const string LoadBalancer = "load_balancer";
    private const string TargetGroup = "target_group";

    [Fact]
    public async Task Counters_are_what_the_access_log_says()
    {
        await using var stage = await MetricsStage.StartAsync();
        var traffic = new MetricsTraffic(stage);

        await traffic.RunAsync();
        var lines = await stage.Emulator.WaitForLogLinesAsync(traffic.Requests);

        Assert.True(traffic.Requests >= 60, $"{traffic.Requests} requests");
        await Patience.UntilAsync("the connections of clients to be closed", async () =>
            (await stage.Emulator.MetricsAsync())["alb_emulator_open_connections", ("side", "client")] == 0 ? stage : null);
        var page = await stage.Emulator.MetricsAsync();
        AssertTargetGroups(page, lines);
        AssertStatuses(page, lines);
        AssertLoadBalancers(page, lines);
        AssertUnlogged(page, lines, stage, traffic);
    }

    private static void AssertTargetGroups(PrometheusPage page, IReadOnlyList<AccessLogLine> lines)
    {
        var groups = new LoggedSums(page, lines, TargetGroup, Group);
        groups.AssertEqual("alb_request_count_total", HasTarget);
        groups.AssertEqual("alb_httpcode_target_2xx_count_total", line => line.TargetStatusCode.StartsWith('2'));
        groups.AssertEqual("alb_httpcode_target_3xx_count_total", line => line.TargetStatusCode.StartsWith('3'));
        groups.AssertEqual("alb_httpcode_target_4xx_count_total", line => line.TargetStatusCode.StartsWith('4'));
        groups.AssertEqual("alb_httpcode_target_5xx_count_total", line => line.TargetStatusCode.StartsWith('5'));
        groups.AssertEqual("alb_target_response_time_seconds_count", line => line.TargetProcessingTime != "-1");
        groups.AssertEqual(
            "alb_target_connection_error_count_total", line => IsUnreached(line) && Group(line) is "refused" or "full");
        groups.AssertEqual("alb_target_tls_negotiation_error_count_total", line => IsUnreached(line) && Group(line) is "plain");
        groups.AssertEqual("alb_grpc_request_count_total", line => line.Type == "grpcs");
        groups.AssertEqual("alb_lambda_user_error_total", line => line.ErrorReason is "LambdaInvalidResponse" or "LambdaAccessDenied");
        groups.AssertEqual("alb_lambda_internal_error_total", line => line.ErrorReason is "LambdaConnectionError");
        // Where no target is healthy those that are not get the requests.
        groups.AssertEqual(
            "alb_unhealthy_routing_request_count_total",
            line => HasTarget(line) && page[
                "alb_healthy_state_routing",
                (LoadBalancer, line.Elb), (TargetGroup, line.TargetGroupArn.Split(':')[^1])] == 0);
        groups.AssertEqual(
            "alb_request_count_per_target_total",
            line => HasTarget(line) && Group(line) is not ("lambda" or "nowhere"),
            line => Group(line) == "sticky" ? 0.5 : 1);
        AssertKinds(page);
        groups.AssertNear(
            "alb_target_response_time_seconds_sum",
            line => line.TargetProcessingTime != "-1",
            line => double.Parse(line.TargetProcessingTime, CultureInfo.InvariantCulture));
    }

    /// <summary>What AWS does not publish of a kind of group is not there, be it 0.</summary>
    private static void AssertKinds(PrometheusPage page)
    {
        string[] functions = ["lambda", "nowhere"];
        string[] calls = ["grpc"];
        var all = GroupsOf("alb_request_count_total");
        Assert.Superset(functions.Concat(calls).ToHashSet(), all);
        Assert.Equal(all.Except(functions).Order(), GroupsOf("alb_request_count_per_target_total").Order());
        Assert.Equal(all.Except(functions).Order(), GroupsOf("alb_target_connection_error_count_total").Order());
        Assert.Equal(all.Except(functions).Order(), GroupsOf("alb_target_tls_negotiation_error_count_total").Order());
        Assert.Equal(functions, GroupsOf("alb_lambda_user_error_total").Order());
        Assert.Equal(functions, GroupsOf("alb_lambda_internal_error_total").Order());
        Assert.Equal(calls, GroupsOf("alb_grpc_request_count_total"));

        HashSet<string> GroupsOf(string metric) =>
            page.Series(metric).Select(series => series.Labels[TargetGroup].Split('/')[1]).ToHashSet();
    }

    private static void AssertStatuses(PrometheusPage page, IReadOnlyList<AccessLogLine> lines)
    {
        var loadBalancers = new LoggedSums(page, lines, LoadBalancer, line => line.Elb);
        foreach (var kind in new[] { "3xx", "4xx", "5xx" })
        {
            loadBalancers.AssertEqual($"alb_httpcode_elb_{kind}_count_total", line => IsOwn(line) && line.ElbStatusCode[0] == kind[0]);
        }

        foreach (var status in new[] { "500", "502", "503", "504" })
        {
            loadBalancers.AssertEqual($"alb_httpcode_elb_{status}_count_total", line => IsOwn(line) && line.ElbStatusCode == status);
        }
    }

    private static void AssertLoadBalancers(PrometheusPage page, IReadOnlyList<AccessLogLine> lines)
    {
        var loadBalancers = new LoggedSums(page, lines, LoadBalancer, line => line.Elb);
        loadBalancers.AssertEqual("alb_request_count_total", HasTarget);
        loadBalancers.AssertEqual("alb_http_redirect_count_total", line => line.RedirectUrl != "-");
        loadBalancers.AssertEqual("alb_http_fixed_response_count_total", line => line.ActionsExecuted == "fixed-response");
        loadBalancers.AssertEqual("alb_http_redirect_url_limit_exceeded_count_total", line => line.ElbStatusCode == "507");
        loadBalancers.AssertEqual(
            "alb_desync_mitigation_mode_non_compliant_request_count_total", line => line.Classification != "-");
        loadBalancers.AssertEqual("alb_rule_evaluations_total", line => line.MatchedRulePriority != "-", Evaluations);
        loadBalancers.AssertEqual("alb_processed_bytes_total", _ => true, Bytes);
        loadBalancers.AssertEqual("alb_ipv6_request_count_total", IsIPv6);
        loadBalancers.AssertEqual("alb_ipv6_processed_bytes_total", IsIPv6, Bytes);
        loadBalancers.AssertEqual(
            "alb_lambda_target_processed_bytes_total", line => Group(line) is "lambda" or "nowhere", Bytes);
    }

    private static void AssertUnlogged(
        PrometheusPage page, IReadOnlyList<AccessLogLine> lines, MetricsStage stage, MetricsTraffic traffic)
    {
        Assert.Equal(traffic.NonSticky, page.Sum("alb_non_sticky_request_count_total"));
        Assert.Equal(traffic.AppNonSticky, page.Sum("alb_app_cookie_non_stickiness_count_total"));
        Assert.Equal(traffic.ForwardedInvalid, page.Sum("alb_forwarded_invalid_header_request_count_total"));
        Assert.Equal(traffic.DroppedInvalid, page.Sum("alb_dropped_invalid_header_request_count_total"));
        Assert.Equal(traffic.FailedHandshakes, page.Sum("alb_client_tls_negotiation_error_count_total"));
        var ofClients = lines.Select(line => line.ConnTraceId).Distinct().Count() + traffic.FailedHandshakes;
        var ofTargets = stage.TargetConnections + lines.Count(line => IsUnreached(line) && Group(line) is "plain");
        Assert.Equal(ofClients + ofTargets, page.Sum("alb_new_connection_count_total"));
        Assert.Equal(lines.Count, page["alb_emulator_access_log_lines_written_total"]);
        Assert.Equal(0, page["alb_emulator_access_log_lines_lost_total"]);
    }

    private static string Group(AccessLogLine line) => line.TargetGroupArn.Split('/') is [_, var name, _] ? name : "";

    /// <summary>Of the statuses that this traffic has, two come before a target is chosen.</summary>
    private static bool HasTarget(AccessLogLine line) =>
        line.TargetGroupArn != "-" && line.ElbStatusCode is not ("503" or "464");

    private static bool IsUnreached(AccessLogLine line) =>
        line.Target != "-" && line is { RequestProcessingTime: "-1", ElbStatusCode: "502" or "504" };

    private static bool IsOwn(AccessLogLine line) => line.TargetStatusCode == "-";

    private static bool IsIPv6(AccessLogLine line) => line.ClientIp.Contains(':', StringComparison.Ordinal);

    private static double Bytes(AccessLogLine line) =>
        double.Parse(line.ReceivedBytes, CultureInfo.InvariantCulture) + double.Parse(line.SentBytes, CultureInfo.InvariantCulture);

    /// <summary>Rules up to the one that took it; all of them, but for the default, where none did.</summary>
    private static double Evaluations(AccessLogLine line)
    {
        var priority = int.Parse(line.MatchedRulePriority, CultureInfo.InvariantCulture);
        return !line.Elb.Contains("/counted/", StringComparison.Ordinal) ? 0
            : priority == 0 ? MetricsStage.RuleCount
            : priority;
    }
}
