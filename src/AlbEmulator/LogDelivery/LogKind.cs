namespace AlbEmulator.LogDelivery;

/// <summary>A kind of log that a load balancer can keep in a bucket, and the names that AWS gives to its objects.</summary>
/// <param name="name">For the program's log.</param>
/// <param name="filePrefix">What file names begin with.</param>
/// <param name="testObject">Name of the object that is written when the log is enabled.</param>
/// <param name="testWord">What that object calls the log; AWS's own is known for access logs only.</param>
internal sealed class LogKind(string name, string filePrefix, string testObject, string testWord)
{
    /// <summary><see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html"/></summary>
    public static LogKind Access { get; } = new("Access log", "", "ELBAccessLogTestFile", "AccessLog");

    /// <summary><see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-connection-logs.html"/></summary>
    public static LogKind Connection { get; } =
        new("Connection log", "conn_log_", "ELBConnectionLogTestFile", "ConnectionLog");

    /// <summary><see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-health-check-logs.html"/></summary>
    public static LogKind HealthCheck { get; } =
        new("Health check log", "health_check_log_", "ELBHealthCheckLogTestFile", "HealthCheckLog");

    public string Name => name;

    public string FilePrefix => filePrefix;

    public string TestObject => testObject;

    public string TestWord => testWord;
}
