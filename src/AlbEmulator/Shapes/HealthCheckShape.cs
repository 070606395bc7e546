using AlbEmulator.Model;

namespace AlbEmulator.Shapes;

/// <summary>
/// The properties of a target group that say how the health of its targets is found out.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html"/>
/// </summary>
internal static class HealthCheckShape
{
    public static readonly Property Enabled = new(
        "HealthCheckEnabled", new Shape.Flag(),
        "Whether health is checked: always, but for a Lambda function, where it is off unless asked for.");

    public static readonly Property Protocol = new(
        "HealthCheckProtocol", CommonShapes.Choice(
            Names.HealthCheckProtocol, TargetGroupShape.Http, TargetGroupShape.Https), "What health checks are sent in.")
    {
        Default = TargetGroupShape.Http,
    };

    public static readonly Property Port = new(
        "HealthCheckPort", new Shape.Text(Check: HealthCheckValues.ProblemWithPort, TakesNumbers: true),
        "A port, or traffic-port for that of the target.")
    {
        Default = HealthCheckValues.TrafficPort,
    };

    public static readonly Property Path = new(
        "HealthCheckPath", new Shape.Text(Check: HealthCheckValues.ProblemWithPath),
        "Path and query of health checks; of gRPC /package.service/method, /AWS.ALB/healthcheck when it is left out.")
    {
        Default = "/",
    };

    public static readonly Property Interval = new(
        "HealthCheckIntervalSeconds", Seconds(Bounds.MostIntervalSeconds, strictLeast: Quotas.LeastIntervalSeconds),
        "Seconds from one check to the next; 35 for a Lambda function when it is left out.")
    {
        Default = "30",
    };

    public static readonly Property Timeout = new(
        "HealthCheckTimeoutSeconds", Seconds(Bounds.MostTimeoutSeconds, strictLeast: 2),
        "Seconds until an answer has failed to come, fewer than the interval; 30 for a Lambda function when left out.")
    {
        Default = "5",
    };

    public static readonly Property HealthyThreshold = new(
        "HealthyThresholdCount", Threshold(), "Successes in a row that make an unhealthy target healthy.")
    {
        Default = "5",
    };

    public static readonly Property UnhealthyThreshold = new(
        "UnhealthyThresholdCount", Threshold(),
        "Failures in a row that make a target unhealthy; 5 for a Lambda function when it is left out.")
    {
        Default = "2",
    };

    public static readonly Property HttpCode = new(
        "HttpCode", new Shape.Text(Check: HealthCheckValues.ProblemWithHttpCode, TakesNumbers: true),
        "200 to 499: one, several (200,302) or a range (200-299).")
    {
        Default = CodeMatcher.Ok.Text,
    };

    public static readonly Property GrpcCode = new(
        "GrpcCode", new Shape.Text(Check: HealthCheckValues.ProblemWithGrpcCode, TakesNumbers: true),
        "Of a gRPC group, in place of HttpCode; 0 to 99: one, several (0,1) or a range (0-5).")
    {
        Default = CodeMatcher.Unimplemented.Text,
    };

    public static readonly Property Matcher = new(
        "Matcher", CommonShapes.Object(Names.Matcher, [HttpCode, GrpcCode]), "The codes of a healthy answer.");

    public static readonly IReadOnlyList<Property> All =
        [Enabled, Protocol, Port, Path, Interval, Timeout, HealthyThreshold, UnhealthyThreshold, Matcher];

    private static Shape.Number Seconds(int most, int strictLeast) =>
        new(Bounds.LeastHealthCheckSeconds, most) { Strict = new Shape.Integer(strictLeast, most) };

    private static Shape.Integer Threshold() =>
        new(1, Bounds.MostThreshold) { Strict = new Shape.Integer(2, Bounds.MostThreshold) };
}
