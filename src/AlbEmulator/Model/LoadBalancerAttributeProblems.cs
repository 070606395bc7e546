using Keys = AlbEmulator.Model.LoadBalancerAttributeKeys;

namespace AlbEmulator.Model;

/// <summary>
/// Attributes of a load balancer that do not go together.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html"/>
/// </summary>
public static class LoadBalancerAttributeProblems
{
    /// <summary>Each problem, and the attribute that it is told of.</summary>
    public static IEnumerable<(string Key, string Message)> Find(WrittenAttributes written) =>
        from log in new[] { Keys.AccessLogs, Keys.ConnectionLogs, Keys.HealthCheckLogs }
        where written.Flag(log + Keys.Enabled)
        where written.Text(log + Keys.Bucket).Length == 0 && !written.IsWrong(log + Keys.Bucket)
        select (log + Keys.Enabled, $"needs {log + Keys.Bucket}: write the name of a bucket, or false");
}
