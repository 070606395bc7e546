using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Topologies;

public sealed class AttributeReadingTests
{
    [Theory]
    [InlineData("{ \"idle_timeout.timeout_seconds\": \"4000\" }")]
    [InlineData("{ \"idle_timeout.timeout_seconds\": 4000 }")]
    [InlineData("[{ \"Key\": \"idle_timeout.timeout_seconds\", \"Value\": \"4000\" }]")]
    [InlineData("[{ \"Key\": \"idle_timeout.timeout_seconds\", \"Value\": 4000 }]")]
    public void Attributes_are_taken_in_each_of_their_forms(string attributes)
    {
        var (topology, problems) = Read(attributes);
        Assert.Empty(problems);
        Assert.Equal(TimeSpan.FromSeconds(4000), topology.LoadBalancers[0].Attributes.IdleTimeout);
    }

    [Theory]
    [InlineData("idle_timeout.timeout_seconds", "\"0\"", "must be a whole number from 1 to 4000, not \"0\"")]
    [InlineData("idle_timeout.timeout_seconds", "4001", "must be a whole number from 1 to 4000, not \"4001\"")]
    [InlineData("idle_timeout.timeout_seconds", "\" 60\"", "must be a whole number from 1 to 4000")]
    [InlineData("idle_timeout.timeout_seconds", "\"+60\"", "must be a whole number from 1 to 4000")]
    [InlineData("idle_timeout.timeout_seconds", "[]", "must be a string, a number or a boolean")]
    [InlineData("idle_timeout.timeout_seconds", "null", "must be a string, a number or a boolean")]
    [InlineData("deletion_protection.enabled", "\"yes\"", "must be \"true\" or \"false\", not \"yes\"")]
    [InlineData("access_logs.s3.bucket", "\"My_Logs\"", "must be the name of a bucket, 3 to 63 lower-case letters")]
    [InlineData("connection_logs.s3.bucket", "\"192.168.5.4\"", "not an IP address")]
    [InlineData("access_logs.s3.bucket", "\"xn--logs\"", "must not have \"xn--\", which S3 reserves")]
    [InlineData("access_logs.s3.prefix", "\"a/AWSLogs\"", "must not contain \"AWSLogs\"")]
    [InlineData("health_check_logs.s3.prefix", "\"../a\"", "must not begin or end with a slash")]
    [InlineData("access_logs.s3.prefix", "\"a//b\"", "nor have an empty part")]
    [InlineData("access_logs.s3.prefix", "\"a\\\\b\"", "must be of letters, digits, spaces")]
    [InlineData("routing.http.xff_header_processing.mode", "\"add\"",
        "must be \"append\" or \"preserve\" or \"remove\"")]
    [InlineData("client_keep_alive.seconds", "0", "must be a whole number from 1 to 604800")]
    [InlineData("client_keep_alive.seconds", "604801", "must be a whole number from 1 to 604800")]
    [InlineData("load_balancing.cross_zone.enabled", "false", "must be \"true\", not \"false\"")]
    [InlineData("secondary_ips.auto_assigned.per_subnet", "1", "is for load balancers of another kind: remove it")]
    public void A_value_that_cannot_be_is_told(string key, string value, string message)
    {
        var problem = Assert.Single(Read($"{{\n\"{key}\":\n{value} }}").Problems);
        Assert.Equal(new Origin("a.json", 3, $"LoadBalancers[0].Attributes[\"{key}\"]"), problem.Origin);
        Assert.StartsWith(key, problem.Message);
        Assert.Contains(message, problem.Message);
    }

    [Theory]
    [InlineData("{ \"idle_timeout.timeout_second\": 1 }",
        "LoadBalancers[0].Attributes[\"idle_timeout.timeout_second\"]",
        "is not an attribute of a load balancer: did you mean \"idle_timeout.timeout_seconds\"?")]
    [InlineData("{ \"stickiness.enabled\": false }", "LoadBalancers[0].Attributes[\"stickiness.enabled\"]",
        "is not an attribute of a load balancer: remove it")]
    [InlineData("[{ \"Key\": \"x\", \"Value\": \"\" }]", "LoadBalancers[0].Attributes[0].Key",
        "is not an attribute of a load balancer: remove it")]
    [InlineData("[{ \"Key\": \"idle_timeout.timeout_seconds\" }]", "LoadBalancers[0].Attributes[0]",
        "must be an object with Key and Value")]
    [InlineData("[5]", "LoadBalancers[0].Attributes[0]", "must be an object with Key and Value")]
    [InlineData("[{ \"Key\": \"waf.fail_open.enabled\", \"Value\": true, \"Note\": 1 }]",
        "LoadBalancers[0].Attributes[0].Note",
        "\"Note\" is not Key or Value")]
    [InlineData("[{ \"Key\": \"waf.fail_open.enabled\", \"Value\": true }, { \"Key\": \"waf.fail_open.enabled\", \"Value\": true }]",
        "LoadBalancers[0].Attributes[1].Key", "stands here a second time")]
    [InlineData("\"idle\"", "LoadBalancers[0].Attributes", "must be an object of attributes")]
    public void Attributes_that_are_not_there_are_told(string attributes, string path, string message)
    {
        var problem = Assert.Single(Read(attributes).Problems);
        Assert.Equal(path, problem.Origin.Path);
        Assert.Contains(message, problem.Message);
    }

    [Theory]
    [InlineData("stickiness.enabled", "true", null)]
    [InlineData("stickiness.enabled", "on", "must be \"true\" or \"false\", not \"on\"")]
    [InlineData("deregistration_delay.timeout_seconds", "0", null)]
    [InlineData("deregistration_delay.timeout_seconds", "3600", null)]
    [InlineData("deregistration_delay.timeout_seconds", "3601", "must be a whole number from 0 to 3600")]
    [InlineData("slow_start.duration_seconds", "0", null)]
    [InlineData("slow_start.duration_seconds", "30", null)]
    [InlineData("slow_start.duration_seconds", "29", "must be a whole number from 30 to 900, or \"0\"")]
    [InlineData("load_balancing.algorithm.type", "least_outstanding_requests", null)]
    [InlineData("load_balancing.algorithm.type", "random", "must be \"round_robin\" or")]
    [InlineData("load_balancing.cross_zone.enabled", "true", null)]
    [InlineData("load_balancing.cross_zone.enabled", "false", null)]
    [InlineData("target_group_health.dns_failover.minimum_healthy_targets.percentage", "50", null)]
    [InlineData("target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage", "100", null)]
    [InlineData("target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage", "0",
        "must be a whole number from 1 to 100, or \"off\"")]
    [InlineData("target_group_health.unhealthy_state_routing.minimum_healthy_targets.count", "0",
        "must be a whole number from 1 to 1000")]
    [InlineData("target_group_health.unhealthy_state_routing.minimum_healthy_targets.count", "off",
        "must be a whole number from 1 to 1000")]
    [InlineData("preserve_client_ip.enabled", "true", "is for load balancers of another kind")]
    public void Attributes_of_a_target_group(string key, string value, string? message)
    {
        var problems = Workspace.Read(
            "a.json", $"{{ \"TargetGroups\": [{{ \"Name\": \"g\", \"Attributes\": {{ \"{key}\": \"{value}\" }} }}] }}").Problems;
        Assert.Equal(message is null ? 0 : 1, problems.Count);
        Assert.All(problems, problem => Assert.Contains(message!, problem.Message));
    }

    [Theory]
    [InlineData("HTTP", "routing.http.response.server.enabled", "false", null)]
    [InlineData("HTTP", "routing.http.response.server.enabled", "no", "must be \"true\" or \"false\", not \"no\"")]
    [InlineData("HTTP", "routing.http.response.x_frame_options.header_value", "", null)]
    [InlineData("HTTP", "routing.http.response.x_frame_options.header_value", "DENY", null)]
    [InlineData("HTTP", "routing.http.response.content_security_policy.header_value",
        @"default-src 'self' https://*.a-b_c.com:443/d?e=f;,!(){}[]@<>+*#&`|~^%1\\", null)]
    [InlineData("HTTP", "routing.http.response.content_security_policy.header_value", "a$b", "not \"$\"")]
    [InlineData("HTTP", "routing.http.response.content_security_policy.header_value", "a\\u00e9b", "must be of letters, digits and")]
    [InlineData("HTTP", "routing.http.response.content_security_policy.header_value", "a\\r\\nX: b", "must be of letters, digits and")]
    [InlineData("HTTP", "routing.http.response.content_security_policy.header_value", "a\\u0022b", "must be of letters, digits and")]
    [InlineData("HTTPS", "routing.http.request.x_amzn_tls_version.header_name", "X-Amzn-Tls-Version", null)]
    [InlineData("HTTPS", "routing.http.request.x_amzn_tls_version.header_name", "X-Version", null)]
    [InlineData("HTTPS", "routing.http.request.x_amzn_tls_version.header_name", "X Version", "must be of letters, digits, hyphens")]
    [InlineData("HTTPS", "routing.http.request.x_amzn_tls_version.header_name", "", "must not be empty")]
    [InlineData("HTTP", "routing.http.request.x_amzn_tls_version.header_name", "X-Version",
        "is for HTTPS listeners: remove it")]
    public void Attributes_of_a_listener(string protocol, string key, string value, string? message)
    {
        var problems = Workspace.Read("a.json", $$"""
            { "LoadBalancers": [{ "Listeners": [{ "Port": 80, "Protocol": "{{protocol}}",
              "DefaultActions": [{ "Type": "fixed-response", "FixedResponseConfig": { "StatusCode": "200" } }],
              "Attributes": { "{{key}}": "{{value}}" } }] }] }
            """).Problems;
        Assert.Equal(message is null ? 0 : 1, problems.Count);
        Assert.All(problems, problem =>
        {
            Assert.Equal($"LoadBalancers[0].Listeners[0].Attributes[\"{key}\"]", problem.Origin.Path);
            Assert.Contains(message!, problem.Message);
        });
    }

    [Fact]
    public void A_value_of_a_response_header_has_1_KB()
    {
        Assert.Null(AttributeTables.Listener.Find(ListenerAttributeKeys.ValueOf("X-Frame-Options"))!.ProblemWith(new string('x', 1024)));
        Assert.NotNull(AttributeTables.Listener.Find(ListenerAttributeKeys.ValueOf("X-Frame-Options"))!.ProblemWith(new string('x', 1025)));
    }

    [Theory]
    [InlineData("access_logs.s3")]
    [InlineData("connection_logs.s3")]
    [InlineData("health_check_logs.s3")]
    public void Log_that_is_enabled_has_a_bucket(string log)
    {
        var problem = Assert.Single(Read($"{{\n\"{log}.enabled\": true }}").Problems);
        Assert.Equal(new Origin("a.json", 2, $"LoadBalancers[0].Attributes[\"{log}.enabled\"]"), problem.Origin);
        Assert.Equal($"{log}.enabled needs {log}.bucket: write the name of a bucket, or false", problem.Message);
        Assert.Empty(Read($"{{ \"{log}.enabled\": true, \"{log}.bucket\": \"my-logs\", \"{log}.prefix\": \"a/b\" }}").Problems);
    }

    [Fact]
    public void What_Terraform_sends_for_a_load_balancer_of_its_defaults_is_taken()
    {
        Assert.Empty(Read("""
            { "access_logs.s3.enabled": false, "access_logs.s3.bucket": "", "access_logs.s3.prefix": "",
              "connection_logs.s3.enabled": false, "waf.fail_open.enabled": false, "routing.http.xff_client_port.enabled": false,
              "zonal_shift.config.enabled": false, "routing.http.xff_header_processing.mode": "append",
              "client_keep_alive.seconds": 3600, "routing.http.drop_invalid_header_fields.enabled": false,
              "routing.http.x_amzn_tls_version_and_cipher_suite.enabled": false,
              "routing.http.preserve_host_header.enabled": false, "routing.http.desync_mitigation_mode": "defensive",
              "deletion_protection.enabled": false, "routing.http2.enabled": true, "idle_timeout.timeout_seconds": 60 }
            """).Problems);
    }

    private static AlbEmulator.Topologies.TopologyReading Read(string attributes) =>
        Workspace.Read("a.json", $"{{ \"LoadBalancers\": [{{ \"Attributes\": {attributes} }}] }}");
}
