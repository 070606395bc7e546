using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AlbEmulator.Model;
using AlbEmulator.Snapshots;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.ControlPlane;

/// <summary>
/// <c>GET /target-health</c>: the health of the targets of every target group, or of <c>?target-group=NAME</c>.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetHealth.html"/>
/// </summary>
internal static class TargetHealthApi
{
    private static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    public static IResult Answer(HttpRequest http, CurrentSnapshot current)
    {
        var name = http.Query["target-group"].ToString();
        var groups = current.Value.TargetGroups.Values
            .Where(group => name.Length == 0 || group.TargetGroup.Name == name)
            .OrderBy(group => group.TargetGroup.Name, StringComparer.Ordinal)
            .Select(Describe)
            .ToArray();
        return groups.Length == 0 && name.Length > 0
            ? Results.Text($"There is no target group '{name}'.\n", statusCode: StatusCodes.Status404NotFound)
            : Results.Json(new Described(groups), Json);
    }

    private static Group Describe(TargetGroupSnapshot snapshot)
    {
        var group = snapshot.TargetGroup;
        return new Group(
            group.Arn, group.Name, [.. snapshot.Targets.Described.Select(target => Describe(group, target))]);
    }

    private static Description Describe(TargetGroup group, RegisteredTarget target)
    {
        var health = new Health(target.Health.StateName, target.Health.Reason, target.Health.Description);
        if (target.Address.EndPoint is not { } endPoint)
        {
            return new Description(new Identity(target.Target.Id, null, null, "all"), null, health, null);
        }

        var address = endPoint.Address.ToString();
        var name = target.Target.Id == address ? null : target.Target.Id;
        var healthCheckPort = (group.HealthCheck.Port ?? endPoint.Port).ToString(CultureInfo.InvariantCulture);
        var anomalies = target.AnomalyDetection;
        return new Description(
            new Identity(address, name, endPoint.Port, null),
            healthCheckPort,
            health,
            new Anomalies(
                anomalies.Result == AnomalyResult.Anomalous ? "anomalous" : "normal",
                anomalies.MitigationInEffect ? "yes" : "no"));
    }

    private sealed record Described(IReadOnlyList<Group> TargetGroups);

    private sealed record Group(
        string TargetGroupArn, string TargetGroupName, IReadOnlyList<Description> TargetHealthDescriptions);

    private sealed record Description(
        Identity Target, string? HealthCheckPort, Health TargetHealth, Anomalies? AnomalyDetection);

    /// <param name="Id">An address, or the ARN of a function.</param>
    /// <param name="Name">Beyond AWS: the host name it was registered by.</param>
    /// <param name="Port">Of the target; a function has none.</param>
    /// <param name="AvailabilityZone"><c>all</c> of a function.</param>
    private sealed record Identity(string Id, string? Name, int? Port, string? AvailabilityZone);

    private sealed record Anomalies(string Result, string MitigationInEffect);

    private sealed record Health(string State, string? Reason, string? Description);
}
