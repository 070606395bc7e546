using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Topologies;

/// <summary>
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html"/>
/// </summary>
public sealed class HealthCheckReadingTests
{
    private const string Lambda = """
        "TargetType": "lambda"
        """;

    [Fact]
    public void Every_property_of_a_health_check_is_read()
    {
        var check = TargetGroupFile.Read("""
            "HealthCheckEnabled": true, "HealthCheckProtocol": "HTTPS", "HealthCheckPort": 8081,
            "HealthCheckPath": "/health?deep=1", "HealthCheckIntervalSeconds": 10, "HealthCheckTimeoutSeconds": 3,
            "HealthyThresholdCount": 4, "UnhealthyThresholdCount": 3, "Matcher": { "HttpCode": "200,301-399" }
            """, LimitsMode.Strict).HealthCheck;
        Assert.Equal(
            new HealthCheck
            {
                Enabled = true,
                Protocol = TargetGroupProtocol.Https,
                Port = 8081,
                Path = "/health?deep=1",
                Interval = TimeSpan.FromSeconds(10),
                Timeout = TimeSpan.FromSeconds(3),
                HealthyThreshold = 4,
                UnhealthyThreshold = 3,
                Matcher = CodeMatcher.Parse("200,301-399", 200, 499)!,
            },
            check);
        Assert.True(check.Matcher.Matches(302));
        Assert.False(check.Matcher.Matches(201));
    }

    [Fact]
    public void What_is_left_out_has_the_default_of_the_type()
    {
        Assert.Equal(HealthCheck.Default, TargetGroupFile.Read("\"Protocol\": \"HTTPS\"").HealthCheck);
        Assert.Equal(
            HealthCheck.Default with { Path = "/AWS.ALB/healthcheck", Matcher = CodeMatcher.Unimplemented },
            TargetGroupFile.Read("\"ProtocolVersion\": \"GRPC\"").HealthCheck);
        Assert.Equal(
            HealthCheck.Default with
            {
                Enabled = false,
                Interval = TimeSpan.FromSeconds(35),
                Timeout = TimeSpan.FromSeconds(30),
                UnhealthyThreshold = 5,
            },
            TargetGroupFile.Read(Lambda).HealthCheck);
        Assert.True(TargetGroupFile.Read($"{Lambda}, \"HealthCheckEnabled\": \"true\"").HealthCheck.Enabled);
    }

    [Theory]
    [InlineData("\"traffic-port\"", null)]
    [InlineData("\"1\"", 1)]
    [InlineData("65535", 65535)]
    public void The_port_is_a_number_or_that_of_the_traffic(string written, int? port) =>
        Assert.Equal(port, TargetGroupFile.Read($"\"HealthCheckPort\": {written}").HealthCheck.Port);

    [Theory]
    [InlineData("0.1", 100)]
    [InlineData("\"0.2\"", 200)]
    [InlineData("1", 1000)]
    [InlineData("2.5e0", 2500)]
    [InlineData("300", 300_000)]
    public void An_interval_may_have_a_fraction_where_limits_are_relaxed(string written, int milliseconds) =>
        Assert.Equal(
            TimeSpan.FromMilliseconds(milliseconds),
            TargetGroupFile.Read($"\"HealthCheckIntervalSeconds\": {written}").HealthCheck.Interval);

    [Theory]
    [InlineData("", "30", 5000)]
    [InlineData("", "5.1", 5000)]
    [InlineData("", "5", 4000)]
    [InlineData("", "0.2", 160)]
    [InlineData(Lambda + ", ", "10", 8000)]
    public void A_default_timeout_ends_before_the_interval(string type, string interval, int milliseconds) =>
        Assert.Equal(
            TimeSpan.FromMilliseconds(milliseconds),
            TargetGroupFile.Read($"{type}\"HealthCheckIntervalSeconds\": {interval}").HealthCheck.Timeout);

    [Theory]
    [InlineData("\"HealthCheckIntervalSeconds\": 5, \"HealthCheckTimeoutSeconds\": 5", "write less than 5")]
    [InlineData("\"HealthCheckIntervalSeconds\": 0.2, \"HealthCheckTimeoutSeconds\": 0.3", "write less than 0.2")]
    [InlineData("\"HealthCheckTimeoutSeconds\": 30", "write less than 30")]
    public void A_timeout_is_shorter_than_the_interval(string properties, string instead) => Assert.Equal(
        $"2: TargetGroups[0].HealthCheckTimeoutSeconds: Health check interval must be greater than the timeout: {instead}",
        Assert.Single(TargetGroupFile.Problems(properties)));

    [Fact]
    public void A_timeout_is_not_compared_with_an_interval_that_cannot_be() => Assert.Equal(
        "2: TargetGroups[0].HealthCheckIntervalSeconds: must be a number from 0.1 to 300, not the number 301",
        Assert.Single(TargetGroupFile.Problems(
            "\"HealthCheckIntervalSeconds\": 301, \"HealthCheckTimeoutSeconds\": 120")));

    [Theory]
    [InlineData("HealthCheckIntervalSeconds", "0.09", "must be a number from 0.1 to 300, not the number 0.09")]
    [InlineData("HealthCheckIntervalSeconds", "300.1", "must be a number from 0.1 to 300, not the number 300.1")]
    [InlineData("HealthCheckIntervalSeconds", "-1", "must be a number from 0.1 to 300, not the number -1")]
    [InlineData("HealthCheckIntervalSeconds", "1e309", "must be a number from 0.1 to 300, not the number 1e309")]
    [InlineData("HealthCheckIntervalSeconds", "1e-309", "must be a number from 0.1 to 300, not the number 1e-309")]
    [InlineData("HealthCheckIntervalSeconds", "99999999999999999999999999999999999", "must be a number from 0.1 to 300")]
    [InlineData("HealthCheckIntervalSeconds", "\"NaN\"", "must be a number from 0.1 to 300, not \"NaN\"")]
    [InlineData("HealthCheckIntervalSeconds", "\"Infinity\"", "must be a number from 0.1 to 300, not \"Infinity\"")]
    [InlineData("HealthCheckIntervalSeconds", "\"1,5\"", "must be a number from 0.1 to 300, not \"1,5\"")]
    [InlineData("HealthCheckIntervalSeconds", "\" 5\"", "must be a number from 0.1 to 300, not \" 5\"")]
    [InlineData("HealthCheckIntervalSeconds", "\"\"", "must be a number from 0.1 to 300, not \"\"")]
    [InlineData("HealthCheckIntervalSeconds", "[]", "must be a number from 0.1 to 300, not a list")]
    [InlineData("HealthCheckIntervalSeconds", "null", "has no value: write a number from 0.1 to 300, or remove it")]
    [InlineData("HealthCheckTimeoutSeconds", "0", "must be a number from 0.1 to 120, not the number 0")]
    [InlineData("HealthCheckTimeoutSeconds", "121", "must be a number from 0.1 to 120, not the number 121")]
    [InlineData("HealthyThresholdCount", "0", "must be a whole number from 1 to 10, not the number 0")]
    [InlineData("HealthyThresholdCount", "11", "must be a whole number from 1 to 10, not the number 11")]
    [InlineData("HealthyThresholdCount", "1.5", "must be a whole number from 1 to 10, not the number 1.5")]
    [InlineData("UnhealthyThresholdCount", "-2", "must be a whole number from 1 to 10, not the number -2")]
    [InlineData("UnhealthyThresholdCount", "\"two\"", "must be a whole number from 1 to 10, not \"two\"")]
    [InlineData("HealthCheckEnabled", "\"yes\"", "must be true or false, not \"yes\"")]
    [InlineData("HealthCheckEnabled", "false",
        "Health check enabled must be true for target groups with target type 'ip': remove it")]
    [InlineData("HealthCheckProtocol", "\"https\"", "must be \"HTTP\" or \"HTTPS\", not \"https\"")]
    [InlineData("HealthCheckPort", "0", "must be \"traffic-port\" or a whole number from 1 to 65535, not \"0\"")]
    [InlineData("HealthCheckPort", "65536", "must be \"traffic-port\" or a whole number from 1 to 65535, not \"65536\"")]
    [InlineData("HealthCheckPort", "80.5", "must be \"traffic-port\" or a whole number from 1 to 65535, not \"80.5\"")]
    [InlineData("HealthCheckPort", "\"traffic\"", "must be \"traffic-port\" or a whole number from 1 to 65535")]
    [InlineData("HealthCheckPath", "\"health\"", "must begin with \"/\", not \"health\"")]
    [InlineData("HealthCheckPath", "\"\"", "must begin with \"/\", not \"\"")]
    [InlineData("HealthCheckPath", "\"/a b\"", "must not hold \" \": write it percent-encoded")]
    [InlineData("HealthCheckPath", "\"/a\\r\\nHost: x\"", "must not hold \"\\u000d\": write it percent-encoded")]
    [InlineData("HealthCheckPath", "\"/ä\"", "must not hold \"ä\": write it percent-encoded")]
    [InlineData("Matcher", "\"200\"", "must be a matcher (an object), not \"200\"")]
    public void A_value_that_cannot_be_is_told(string property, string value, string message)
    {
        var problem = Assert.Single(TargetGroupFile.Problems($"\"{property}\": {value}"));
        Assert.StartsWith($"2: TargetGroups[0].{property}: {message}", problem);
    }

    [Theory]
    [InlineData("199")]
    [InlineData("500")]
    [InlineData("\"200-\"")]
    [InlineData("\"299-200\"")]
    [InlineData("\"200-300-400\"")]
    [InlineData("\"200,\"")]
    [InlineData("\"200, 201\"")]
    [InlineData("\"\"")]
    [InlineData("\"-1\"")]
    [InlineData("99999999999999999999")]
    public void An_HTTP_code_is_one_of_200_to_499(string codes) => Assert.StartsWith(
        "2: TargetGroups[0].Matcher.HttpCode: must be codes from 200 to 499, such as \"200\", \"200,302\" or \"200-299\"",
        Assert.Single(TargetGroupFile.Problems($"\"Matcher\": {{ \"HttpCode\": {codes} }}")));

    [Fact]
    public void A_gRPC_group_has_gRPC_codes()
    {
        Assert.Equal("0,12", TargetGroupFile.Read(
            "\"ProtocolVersion\": \"GRPC\", \"Matcher\": { \"GrpcCode\": \"0,12\" }").HealthCheck.Matcher.Text);
        Assert.StartsWith(
            "2: TargetGroups[0].Matcher.GrpcCode: must be codes from 0 to 99, such as",
            Assert.Single(TargetGroupFile.Problems(
                "\"ProtocolVersion\": \"GRPC\", \"Matcher\": { \"GrpcCode\": 100 }")));
        Assert.Equal(
            "2: TargetGroups[0].Matcher.HttpCode: HttpCode does not go with ProtocolVersion GRPC: write GrpcCode",
            Assert.Single(TargetGroupFile.Problems(
                "\"ProtocolVersion\": \"GRPC\", \"Matcher\": { \"HttpCode\": \"200\" }")));
        Assert.Equal(
            "2: TargetGroups[0].Matcher.GrpcCode: GrpcCode goes only with ProtocolVersion GRPC: write HttpCode",
            Assert.Single(TargetGroupFile.Problems(
                "\"ProtocolVersion\": \"HTTP2\", \"Matcher\": { \"GrpcCode\": \"12\" }")));
    }

    [Theory]
    [InlineData("HealthCheckIntervalSeconds", "4.9", "must be a whole number from 5 to 300, not the number 4.9")]
    [InlineData("HealthCheckIntervalSeconds", "5.5", "must be a whole number from 5 to 300, not the number 5.5")]
    [InlineData("HealthCheckTimeoutSeconds", "1", "must be a whole number from 2 to 120, not the number 1")]
    [InlineData("HealthyThresholdCount", "1", "must be a whole number from 2 to 10, not the number 1")]
    [InlineData("UnhealthyThresholdCount", "1", "must be a whole number from 2 to 10, not the number 1")]
    public void Strict_limits_are_those_of_AWS(string property, string value, string message)
    {
        var properties = $"\"{property}\": {value}";
        Assert.Equal(
            $"2: TargetGroups[0].{property}: {message}: or set Alb:Limits to Relaxed",
            Assert.Single(TargetGroupFile.Problems(properties, LimitsMode.Strict)));
        TargetGroupFile.Read(properties);
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData(".nan")]
    [InlineData("-.inf")]
    [InlineData("0x10")]
    [InlineData("1_0")]
    [InlineData("5 s")]
    [InlineData("+-5")]
    public void What_only_looks_like_a_number_is_told(string written) => Assert.Equal(
        $"a.yaml:3: TargetGroups[0].HealthCheckIntervalSeconds: must be a number from 0.1 to 300, not \"{written}\"",
        Assert.Single(Workspace.Read(
            "a.yaml", $"TargetGroups:\n  - Name: g\n    HealthCheckIntervalSeconds: {written}\n").Problems).ToString());

    [Fact]
    public void A_number_of_many_digits_is_told_shortly()
    {
        var problem = Assert.Single(TargetGroupFile.Problems(
            $"\"HealthCheckIntervalSeconds\": {new string('9', 100_000)}"));
        Assert.Contains("must be a number from 0.1 to 300", problem);
        Assert.True(problem.Length < 400);
    }

    [Fact]
    public void What_no_limits_allow_is_told_as_ever() => Assert.Equal(
        "2: TargetGroups[0].HealthCheckIntervalSeconds: must be a number from 0.1 to 300, not the number 301",
        Assert.Single(TargetGroupFile.Problems("\"HealthCheckIntervalSeconds\": 301", LimitsMode.Strict)));
}
