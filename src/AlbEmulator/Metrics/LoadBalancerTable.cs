using AlbEmulator.TargetGroups;

namespace AlbEmulator.Metrics;

/// <summary>
/// The metrics that CloudWatch has of a load balancer alone.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html"/>
/// </summary>
internal static class LoadBalancerTable
{
    private const string Requests = "{request}";
    private const string Logins = "{login}";
    private const string Responses = "{response}";
    private const string Bytes = "By";

    public static IEnumerable<Metric> Of(TargetConnections connections, MetricsRegistry registry) =>
    [
        new("ActiveConnectionCount", "alb_active_connection_count", MetricKind.Gauge, "{connection}",
            "Connections of clients and to targets that are open",
            reading => Active(reading, connections, registry)),
        Counter(LoadBalancerCounter.NewConnections, "NewConnectionCount", "alb_new_connection_count_total", "{connection}",
            "Connections of clients and to targets that were made"),
        Counter(LoadBalancerCounter.RejectedConnections, "RejectedConnectionCount", "alb_rejected_connection_count_total",
            "{connection}", "Connections of clients that were refused, since no descriptor was left for them"),
        Counter(LoadBalancerCounter.ClientTlsNegotiationErrors, "ClientTLSNegotiationErrorCount",
            "alb_client_tls_negotiation_error_count_total", "{connection}", "TLS handshakes of clients that failed"),
        Counter(LoadBalancerCounter.RuleEvaluations, "RuleEvaluations", "alb_rule_evaluations_total", "{rule}",
            "Rules that were evaluated, default rules not counted"),
        Counter(LoadBalancerCounter.ProcessedBytes, "ProcessedBytes", "alb_processed_bytes_total", Bytes,
            "Bytes of headers and bodies, both ways, of requests that have ended"),
        Counter(LoadBalancerCounter.IPv6ProcessedBytes, "IPv6ProcessedBytes", "alb_ipv6_processed_bytes_total", Bytes,
            "Those of the processed bytes that went over IPv6"),
        Counter(LoadBalancerCounter.IPv6Requests, "IPv6RequestCount", "alb_ipv6_request_count_total", Requests,
            "Requests that came over IPv6"),
        Counter(LoadBalancerCounter.FixedResponses, "HTTP_Fixed_Response_Count", "alb_http_fixed_response_count_total",
            Responses, "Fixed responses"),
        Counter(LoadBalancerCounter.Redirects, "HTTP_Redirect_Count", "alb_http_redirect_count_total", Responses,
            "Redirects"),
        Counter(LoadBalancerCounter.RedirectUrlLimitExceeded, "HTTP_Redirect_Url_Limit_Exceeded_Count",
            "alb_http_redirect_url_limit_exceeded_count_total", Responses,
            "Redirects that could not be, since their URL is longer than 8 KB"),
        Counter(LoadBalancerCounter.Elb3xx, "HTTPCode_ELB_3XX_Count", "alb_httpcode_elb_3xx_count_total", Responses,
            "Statuses 3XX of the load balancer itself"),
        Counter(LoadBalancerCounter.Elb4xx, "HTTPCode_ELB_4XX_Count", "alb_httpcode_elb_4xx_count_total", Responses,
            "Statuses 4XX of the load balancer itself, 460 of clients that left among them"),
        Counter(LoadBalancerCounter.Elb5xx, "HTTPCode_ELB_5XX_Count", "alb_httpcode_elb_5xx_count_total", Responses,
            "Statuses 5XX of the load balancer itself"),
        Counter(LoadBalancerCounter.Elb500, "HTTPCode_ELB_500_Count", "alb_httpcode_elb_500_count_total", Responses,
            "Statuses 500 of the load balancer itself"),
        Counter(LoadBalancerCounter.Elb502, "HTTPCode_ELB_502_Count", "alb_httpcode_elb_502_count_total", Responses,
            "Statuses 502 of the load balancer itself"),
        Counter(LoadBalancerCounter.Elb503, "HTTPCode_ELB_503_Count", "alb_httpcode_elb_503_count_total", Responses,
            "Statuses 503 of the load balancer itself"),
        Counter(LoadBalancerCounter.Elb504, "HTTPCode_ELB_504_Count", "alb_httpcode_elb_504_count_total", Responses,
            "Statuses 504 of the load balancer itself"),
        Counter(LoadBalancerCounter.NonCompliantRequests, "DesyncMitigationMode_NonCompliant_Request_Count",
            "alb_desync_mitigation_mode_non_compliant_request_count_total", Requests,
            "Requests that are not as RFC 7230 has them"),
        Counter(LoadBalancerCounter.DroppedInvalidHeaderRequests, "DroppedInvalidHeaderRequestCount",
            "alb_dropped_invalid_header_request_count_total", Requests, "Requests that lost headers with invalid names"),
        Counter(LoadBalancerCounter.ForwardedInvalidHeaderRequests, "ForwardedInvalidHeaderRequestCount",
            "alb_forwarded_invalid_header_request_count_total", Requests,
            "Requests that were forwarded with headers with invalid names"),
        Counter(LoadBalancerCounter.NonStickyRequests, "NonStickyRequestCount", "alb_non_sticky_request_count_total", Requests,
            "Requests for which a new target was chosen although their group is sticky"),
        Counter(LoadBalancerCounter.AppCookieNonStickiness, "AppCookieNonStickinessCount",
            "alb_app_cookie_non_stickiness_count_total", Requests,
            "Those of them whose group is sticky by a cookie of the application"),
        Counter(LoadBalancerCounter.LambdaTargetProcessedBytes, "LambdaTargetProcessedBytes",
            "alb_lambda_target_processed_bytes_total", Bytes, "Those of the processed bytes that were for Lambda functions"),
        Counter(LoadBalancerCounter.AuthError, "ELBAuthError", "alb_elb_auth_error_total", Logins,
            "Logins that failed since the provider could not be asked, or a request names no host"),
        Counter(LoadBalancerCounter.AuthFailure, "ELBAuthFailure", "alb_elb_auth_failure_total", Logins,
            "Logins that the provider denied, and what is shown of logins that is not as it must be"),
        new("ELBAuthLatency", "alb_elb_auth_latency_seconds", MetricKind.Histogram, "s",
            "Time that providers took to tell of a user, or to fail",
            reading => reading.LoadBalancers.Select(one => new Sample(one.Dimensions, 0) { TimesOf = one.AuthLatency })),
        Counter(LoadBalancerCounter.AuthRefreshTokenSuccess, "ELBAuthRefreshTokenSuccess",
            "alb_elb_auth_refresh_token_success_total", Logins, "Sessions for which claims were got anew by a refresh token"),
        Counter(LoadBalancerCounter.AuthSuccess, "ELBAuthSuccess", "alb_elb_auth_success_total", Logins, "Logins that succeeded"),
        Counter(LoadBalancerCounter.AuthUserClaimsSizeExceeded, "ELBAuthUserClaimsSizeExceeded",
            "alb_elb_auth_user_claims_size_exceeded_total", Logins, "Logins whose claims are larger than 11 KB"),
        Counter(LoadBalancerCounter.JwtValidationFailure, "JWTValidationFailureCount", "alb_jwt_validation_failure_count_total",
            Requests, "Requests that bear no token, or one that is not valid"),
        Counter(LoadBalancerCounter.JwtValidationSuccess, "JWTValidationSuccessCount", "alb_jwt_validation_success_count_total",
            Requests, "Requests that bear a valid token"),
    ];

    private static Metric Counter(
        LoadBalancerCounter counter, string name, string prometheusName, string unit, string help) => new(
            name,
            prometheusName,
            MetricKind.Counter,
            unit,
            help,
            reading => reading.LoadBalancers.Select(one => new Sample(one.Dimensions, one[counter])));

    /// <summary>Connections to the targets of a group are counted with one load balancer, however many forward to it.</summary>
    private static IEnumerable<Sample> Active(
        MetricsReading reading, TargetConnections connections, MetricsRegistry registry)
    {
        var toTargets = connections.CountEstablished(arn => registry.OfTargets(arn)?.LoadBalancer);
        return reading.LoadBalancers.Select(one =>
            new Sample(one.Dimensions, one.OpenClientConnections + toTargets.GetValueOrDefault(one)));
    }
}
