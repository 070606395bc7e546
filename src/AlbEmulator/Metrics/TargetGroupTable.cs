using AlbEmulator.Model;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.Metrics;

/// <summary>
/// The metrics that CloudWatch has of a target group, and of the load balancer as the sum of its groups.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html"/>
/// </summary>
internal sealed class TargetGroupTable(TargetRegistry targets)
{
    private const string Requests = "{request}";
    private const string Responses = "{response}";
    private const string Targets = "{target}";
    private const string Zones = "{zone}";

    public IEnumerable<Metric> Metrics =>
    [
        Counter(TargetGroupCounter.Requests, "RequestCount", "alb_request_count_total", Requests,
            "Requests for which a target was chosen"),
        new("RequestCountPerTarget", "alb_request_count_per_target_total", MetricKind.FractionalCounter, Requests,
            "Requests divided by the healthy targets, or by all targets while none is healthy",
            reading => Counted(reading)
                .Where(IsOfServers).Select(group => new Sample(group.Dimensions, group.RequestsPerTarget))),
        Counter(TargetGroupCounter.Target2xx, "HTTPCode_Target_2XX_Count", "alb_httpcode_target_2xx_count_total", Responses,
            "Statuses 2XX of targets"),
        Counter(TargetGroupCounter.Target3xx, "HTTPCode_Target_3XX_Count", "alb_httpcode_target_3xx_count_total", Responses,
            "Statuses 3XX of targets"),
        Counter(TargetGroupCounter.Target4xx, "HTTPCode_Target_4XX_Count", "alb_httpcode_target_4xx_count_total", Responses,
            "Statuses 4XX of targets"),
        Counter(TargetGroupCounter.Target5xx, "HTTPCode_Target_5XX_Count", "alb_httpcode_target_5xx_count_total", Responses,
            "Statuses 5XX of targets"),
        new("TargetResponseTime", "alb_target_response_time_seconds", MetricKind.Histogram, "s",
            "Time from sending a request to the first byte of the target's answer",
            reading => Counted(reading).Select(group =>
                new Sample(group.Dimensions, 0) { TimesOf = group })),
        Counter(TargetGroupCounter.ConnectionErrors, "TargetConnectionErrorCount", "alb_target_connection_error_count_total",
            "{connection}", "Connections to targets that could not be made", IsOfServers),
        Counter(TargetGroupCounter.TlsNegotiationErrors, "TargetTLSNegotiationErrorCount",
            "alb_target_tls_negotiation_error_count_total", "{connection}", "TLS handshakes with targets that failed",
            IsOfServers),
        Counter(TargetGroupCounter.UnhealthyRoutingRequests, "UnhealthyRoutingRequestCount",
            "alb_unhealthy_routing_request_count_total", Requests,
            "Requests that were routed while unhealthy targets get requests too"),
        Counter(TargetGroupCounter.GrpcRequests, "GrpcRequestCount", "alb_grpc_request_count_total", Requests,
            "Requests of gRPC", group => group.Kind.Version != ProtocolVersion.Http1),
        Counter(TargetGroupCounter.LambdaInternalErrors, "LambdaInternalError", "alb_lambda_internal_error_total", Requests,
            "Requests that failed for the load balancer's or Lambda's own sake", IsOfFunctions),
        Counter(TargetGroupCounter.LambdaUserErrors, "LambdaUserError", "alb_lambda_user_error_total", Requests,
            "Requests that failed for the function's or its configuration's sake", IsOfFunctions),
        Gauge("HealthyHostCount", "alb_healthy_host_count", Targets, "Targets that are healthy",
            group => Count(group, static target => target.Health.State == TargetHealthState.Healthy)),
        Gauge("UnHealthyHostCount", "alb_unhealthy_host_count", Targets, "Targets that are unhealthy",
            group => Count(group, static target => target.Health.State == TargetHealthState.Unhealthy)),
        Gauge("AnomalousHostCount", "alb_anomalous_host_count", Targets, "Targets that fail more often than others",
            group => Count(group, static target => target.AnomalyDetection.Result == AnomalyResult.Anomalous)),
        Gauge("MitigatedHostCount", "alb_mitigated_host_count", Targets, "Targets that get fewer requests for it",
            group => Count(group, static target => target.AnomalyDetection.MitigationInEffect)),
        Gauge("HealthyStateDNS", "alb_healthy_state_dns", Zones,
            "1 while enough targets are healthy for a zone to stay in DNS", group => IsInDns(group) ? 1 : 0),
        Gauge("UnhealthyStateDNS", "alb_unhealthy_state_dns", Zones,
            "1 while too few targets are healthy for a zone to stay in DNS", group => IsInDns(group) ? 0 : 1),
        Gauge("HealthyStateRouting", "alb_healthy_state_routing", Zones,
            "1 while enough targets are healthy", group => group.Routable.IsFailOpen ? 0 : 1),
        Gauge("UnhealthyStateRouting", "alb_unhealthy_state_routing", Zones,
            "1 while too few targets are healthy, so that unhealthy ones get requests too",
            group => group.Routable.IsFailOpen ? 1 : 0),
    ];

    private static bool IsOfFunctions(TargetGroupMetrics group) => group.Kind.Type == TargetType.Lambda;

    private static bool IsOfServers(TargetGroupMetrics group) => !IsOfFunctions(group);

    /// <param name="counter">What is read.</param>
    /// <param name="name">CloudWatch's.</param>
    /// <param name="prometheusName">Prometheus's.</param>
    /// <param name="unit">Of the values.</param>
    /// <param name="help">A sentence.</param>
    /// <param name="isThere">Which groups CloudWatch has it of; null for all.</param>
    private static Metric Counter(
        TargetGroupCounter counter,
        string name,
        string prometheusName,
        string unit,
        string help,
        Func<TargetGroupMetrics, bool>? isThere = null) => new(
            name,
            prometheusName,
            MetricKind.Counter,
            unit,
            help,
            reading => Counted(reading)
                .Where(isThere ?? (static _ => true))
                .Select(group => new Sample(group.Dimensions, group[counter])));

    /// <summary>Those behind which a load balancer never got a request have nothing to tell, as with AWS.</summary>
    private static IEnumerable<TargetGroupMetrics> Counted(MetricsReading reading) =>
        reading.TargetGroups.Where(static group => group.IsCounted);

    private static bool IsInDns(GroupTargets group)
    {
        var attributes = group.TargetGroup.Attributes;
        return !RoutableTargets.IsTooFew(
            Count(group, static target => target.Health.State is TargetHealthState.Healthy or TargetHealthState.Unavailable),
            Count(group, static target => target.Health.State is not (TargetHealthState.Unused or TargetHealthState.Draining)),
            attributes.DnsMinimumHealthyTargets,
            attributes.DnsMinimumHealthyPercentage);
    }

    private static int Count(GroupTargets group, Func<RegisteredTarget, bool> isCounted)
    {
        var count = 0;
        var registered = group.Registered;
        for (var index = 0; index < registered.Count; index++)
        {
            count += isCounted(registered[index]) ? 1 : 0;
        }

        return count;
    }

    /// <summary>
    /// Of groups that have targets, as with AWS: with one load balancer, and with every other that had a request for them.
    /// </summary>
    private Metric Gauge(
        string name, string prometheusName, string unit, string help, Func<GroupTargets, int> value) => new(
            name,
            prometheusName,
            MetricKind.Gauge,
            unit,
            help,
            reading => Read(reading, value));

    private IEnumerable<Sample> Read(MetricsReading reading, Func<GroupTargets, int> value)
    {
        foreach (var group in reading.TargetGroups)
        {
            if ((group.IsFirst || group.IsCounted) && targets.Find(group.Arn) is { Registered.Count: > 0 } hosts)
            {
                yield return new Sample(group.Dimensions, value(hosts));
            }
        }
    }
}
