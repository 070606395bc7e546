using System.Globalization;
using AlbEmulator.Model;
using AlbEmulator.Snapshots;
using AlbEmulator.TargetGroups;
using Microsoft.Extensions.Primitives;

namespace AlbEmulator.ControlPort;

/// <summary>
/// <c>GET /target-health</c>: the health of the targets of every target group, or of <c>?target-group=NAME</c>, or of
/// those of its targets that <c>target=ID:PORT</c> asks for.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetHealth.html"/>
/// </summary>
internal static class TargetHealthApi
{
    public const string Path = "/target-health";

    public static IResult Answer(HttpRequest http, CurrentSnapshot current)
    {
        var name = http.Query["target-group"].ToString();
        var asked = http.Query["target"];
        if (asked.Count > 0 && name.Length == 0)
        {
            return ControlRefusal.Of(StatusCodes.Status400BadRequest, "target goes with target-group");
        }

        var groups = current.Value.TargetGroups.Values
            .Where(group => name.Length == 0 || group.TargetGroup.Name == name)
            .OrderBy(group => group.TargetGroup.Name, StringComparer.Ordinal)
            .Select(group => Describe(group, asked))
            .ToArray();
        return groups.Length == 0 && name.Length > 0
            ? ControlRefusal.Of(StatusCodes.Status404NotFound, $"there is no target group {Quoted.Text(name)}")
            : Results.Json(new Described(groups), ControlJson.AsAws.Described);
    }

    /// <summary>The targets of a group that are called so.</summary>
    public static IResult Answer(TargetGroupSnapshot group, string target) =>
        Results.Json(new Described([Describe(group, target)]), ControlJson.AsAws.Described);

    /// <summary>Whether a target is called so: by its address or its name, with its port or without.</summary>
    public static bool IsCalled(RegisteredTarget target, TargetGroup group, string asked) => Describe(group, target).Target.IsCalled(asked);

    private static Group Describe(TargetGroupSnapshot snapshot, StringValues asked)
    {
        var group = snapshot.TargetGroup;
        var described = snapshot.Targets.Described.Select(target => Describe(group, target)).ToArray();
        return new Group(
            group.Arn,
            group.Name,
            asked.Count == 0 ? described : [.. asked.SelectMany(target => Of(described, target ?? ""))]);
    }

    /// <summary>A target that is not registered is no error: it is described as such.</summary>
    private static Description[] Of(Description[] described, string asked)
    {
        var found = described.Where(one => one.Target.IsCalled(asked)).ToArray();
        return found.Length > 0 ? found : [NotRegistered(asked)];
    }

    private static Description NotRegistered(string asked)
    {
        var (id, port) = TargetIds.WithPort(asked);
        return new Description(new Identity(id, null, port, null), null, Describe(TargetHealth.NotRegistered), null, null);
    }

    private static Health Describe(TargetHealth health) => new(health.StateName, health.Reason, health.Description);

    /// <summary>Null where something else decides than its checks.</summary>
    private static DateTimeOffset? CheckedAt(RegisteredTarget target) =>
        target.Held is null && target.Health.State is TargetHealthState.Healthy or TargetHealthState.Unhealthy ? target.LastCheck?.StartedAt : null;

    private static Description Describe(TargetGroup group, RegisteredTarget target)
    {
        var health = Describe(target.Health);
        if (target.Address.EndPoint is not { } endPoint)
        {
            return new Description(new Identity(target.Target.Id, null, null, "all"), null, health, CheckedAt(target), null);
        }

        var address = endPoint.Address.ToString();
        var name = target.Target.Id == address ? null : target.Target.Id;
        var healthCheckPort = (group.HealthCheck.Port ?? endPoint.Port).ToString(CultureInfo.InvariantCulture);
        var anomalies = target.AnomalyDetection;
        return new Description(
            new Identity(address, name, endPoint.Port, null),
            healthCheckPort,
            health,
            CheckedAt(target),
            new Anomalies(
                anomalies.Result == AnomalyResult.Anomalous ? "anomalous" : "normal",
                anomalies.MitigationInEffect ? "yes" : "no"));
    }

    internal sealed record Described(IReadOnlyList<Group> TargetGroups);

    internal sealed record Group(
        string TargetGroupArn, string TargetGroupName, IReadOnlyList<Description> TargetHealthDescriptions);

    /// <param name="Target">Which one.</param>
    /// <param name="HealthCheckPort">Null for a function.</param>
    /// <param name="TargetHealth">What it is.</param>
    /// <param name="CheckedAt">Beyond AWS: when the last of the checks began that decide its state; null where none does.</param>
    /// <param name="AnomalyDetection">Null for a function.</param>
    internal sealed record Description(
        Identity Target, string? HealthCheckPort, Health TargetHealth, DateTimeOffset? CheckedAt, Anomalies? AnomalyDetection);

    /// <param name="Id">An address, or the ARN of a function.</param>
    /// <param name="Name">Beyond AWS: the host name it was registered by.</param>
    /// <param name="Port">Of the target; a function has none.</param>
    /// <param name="AvailabilityZone"><c>all</c> of a function.</param>
    internal sealed record Identity(string Id, string? Name, int? Port, string? AvailabilityZone)
    {
        /// <summary>By its id or its name, with its port or without; an IPv6 address in brackets or without.</summary>
        public bool IsCalled(string asked)
        {
            var (id, port) = TargetIds.WithPort(asked);
            return asked == $"{Id}:{Port}" || ((id == Id || id == Name) && (port is null || port == Port));
        }
    }

    internal sealed record Anomalies(string Result, string MitigationInEffect);

    internal sealed record Health(string State, string? Reason, string? Description);
}
