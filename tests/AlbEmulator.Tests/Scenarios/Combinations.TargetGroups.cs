namespace AlbEmulator.Tests.Scenarios;

public static partial class Combinations
{
    private const string NewGroup = "CreateTargetGroup&Name=n&Protocol=HTTP&Port=80&VpcId=vpc-1";

    private const string NewFunctions = "CreateTargetGroup&Name=n&TargetType=lambda";

    private const string New = "CreateTargetGroup&Name=n";

    /// <summary>Target groups and their targets.</summary>
    private static readonly Combination[] OfTargetGroups =
    [
        new("protocol missing", "protocol must be specified", InFile.Problem, null, New + "&Port=80&VpcId=vpc-1"),
        new("port missing", "port must be specified", InFile.Problem, null, New + "&Protocol=HTTP&VpcId=vpc-1"),
        new("VPC missing", "VPC ID must be specified", InFile.Problem, null, New + "&Protocol=HTTP&Port=80"),
        new("protocol of functions", "Protocol", InFile.Note,
            Lambda("\"Protocol\": \"HTTP\""),
            NewFunctions + "&Protocol=HTTP"),
        new("other protocol of functions", "Protocol", InFile.Problem,
            Lambda("\"Protocol\": \"HTTPS\""),
            NewFunctions + "&Protocol=HTTPS"),
        new("protocol version of functions", "ProtocolVersion", InFile.Note,
            Lambda("\"ProtocolVersion\": \"HTTP1\""),
            NewFunctions + "&ProtocolVersion=HTTP1"),
        new("other protocol version of functions", "ProtocolVersion", InFile.Problem,
            Lambda("\"ProtocolVersion\": \"GRPC\""),
            NewFunctions + "&ProtocolVersion=GRPC"),
        new("port of functions", "Port", InFile.Problem, Lambda("\"Port\": 80"), NewFunctions + "&Port=80"),
        new("VPC of functions", "lambda", InFile.Note, Lambda("\"VpcId\": \"vpc-1\""), NewFunctions + "&VpcId=vpc-1"),
        new("health check protocol of functions", "HealthCheckProtocol", InFile.Note,
            Lambda("\"HealthCheckProtocol\": \"HTTP\""),
            NewFunctions + "&HealthCheckProtocol=HTTP"),
        new("other health check protocol of functions", "HealthCheckProtocol", InFile.Problem,
            Lambda("\"HealthCheckProtocol\": \"HTTPS\""),
            NewFunctions + "&HealthCheckProtocol=HTTPS"),
        new("health check port of functions", "HealthCheckPort", InFile.Note,
            Lambda("\"HealthCheckPort\": \"traffic-port\""),
            NewFunctions + "&HealthCheckPort=traffic-port"),
        new("other health check port of functions", "HealthCheckPort", InFile.Problem,
            Lambda("\"HealthCheckPort\": 80"),
            NewFunctions + "&HealthCheckPort=80"),
        new("gRPC codes of functions", "GrpcCode", InFile.Problem,
            Lambda("\"Matcher\": { \"GrpcCode\": \"0\" }"),
            NewFunctions + "&Matcher.GrpcCode=0"),
        new("interval not above the default timeout", "Health check", InFile.Note,
            Group("\"HealthCheckIntervalSeconds\": 5"),
            NewGroup + "&HealthCheckIntervalSeconds=5"),
        new("interval of functions not above the default timeout", "Health check", InFile.Note,
            Lambda("\"HealthCheckIntervalSeconds\": 30"),
            NewFunctions + "&HealthCheckIntervalSeconds=30"),
        new("interval changed to one not above the default timeout", "Health check", InFile.Problem,
            null,
            "ModifyTargetGroup&TargetGroupArn={TG}&HealthCheckIntervalSeconds=5"),
        new("timeout not below the interval", "Health check", InFile.Problem,
            Group("\"HealthCheckIntervalSeconds\": 6, \"HealthCheckTimeoutSeconds\": 6"),
            NewGroup + "&HealthCheckIntervalSeconds=6&HealthCheckTimeoutSeconds=6"),
        new("timeout not below the default interval", "Health check", InFile.Problem,
            Group("\"HealthCheckTimeoutSeconds\": 30"),
            NewGroup + "&HealthCheckTimeoutSeconds=30"),
        new("health checks off", "ealth check", InFile.Problem,
            Group("\"HealthCheckEnabled\": false"),
            NewGroup + "&HealthCheckEnabled=false"),
        new("HTTP codes of gRPC", "HttpCode", InFile.Problem,
            Group("\"ProtocolVersion\": \"GRPC\", \"Matcher\": { \"HttpCode\": \"200\" }"),
            NewGroup + "&ProtocolVersion=GRPC&Matcher.HttpCode=200"),
        new("gRPC codes of HTTP", "GrpcCode", InFile.Problem,
            Group("\"Matcher\": { \"GrpcCode\": \"0\" }"),
            NewGroup + "&Matcher.GrpcCode=0"),
        new("gRPC codes given later", "GrpcCode", InFile.Problem,
            null,
            "ModifyTargetGroup&TargetGroupArn={TG}&Matcher.GrpcCode=0"),
        new("zone of a function", "AvailabilityZone", InFile.Note,
            Lambda("\"Targets\": [{ \"Id\": \"arn:aws:lambda:us-east-1:000000000000:function:f\", " +
                "\"AvailabilityZone\": \"us-east-1a\" }]"),
            "RegisterTargets&TargetGroupArn={LAMBDA}&" +
            "Targets.member.1.Id=arn:aws:lambda:us-east-1:000000000000:function:f&" +
            "Targets.member.1.AvailabilityZone=us-east-1a"),
        new("port of a function", "Port", InFile.Problem,
            Lambda("\"Targets\": [{ \"Id\": \"arn:aws:lambda:us-east-1:000000000000:function:f\", " +
                "\"Port\": 80 }]"),
            "RegisterTargets&TargetGroupArn={LAMBDA}&" +
            "Targets.member.1.Id=arn:aws:lambda:us-east-1:000000000000:function:f&" +
            "Targets.member.1.Port=80"),
        new("zone of an instance", "AvailabilityZone", InFile.Problem,
            null,
            "RegisterTargets&TargetGroupArn={INSTANCES}&Targets.member.1.Id=i-1a1b2c3d&" +
            "Targets.member.1.AvailabilityZone=us-east-1a"),
        new("targets without port", "Port", InFile.Problem, Group("\"Targets\": [{ \"Id\": \"10.0.0.1\" }]"), null),
    ];
}
