using System.Globalization;
using AlbEmulator.AwsApis.ElbV2.Errors;
using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.AwsApis.ElbV2.Actions;

/// <summary>
/// Targets are registered and deregistered, and their health is told as it is.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetHealth.html"/>
/// </summary>
internal static class TargetActions
{
    public static ElbV2Result RegisterTargets(ElbV2Call call)
    {
        if (call.State.TargetGroup(call.Text("TargetGroupArn")) is not { } group)
        {
            return ElbV2Errors.TargetGroupNotFound;
        }

        if (group.IsOfFile)
        {
            return ElbV2Errors.OfFile(group.Arn);
        }

        var targets = group.Targets.ToList();
        var wanted = new List<Wanted>();
        foreach (var (index, item) in call.Parameters.Items("Targets").Index())
        {
            var (given, error) = Read(item, index, group, call, wanted);
            if (error is not null)
            {
                return error;
            }

            if (given is null)
            {
                continue;
            }

            // One that is registered already stays as it is, but for its zone.
            var at = targets.FindIndex(other => IsSame(other, given));
            if (at < 0)
            {
                targets.Add(given);
            }
            else
            {
                targets[at] = given;
            }
        }

        return wanted.Count > 0
            ? ElbV2Result.Want([.. wanted.Distinct()])
            : ElbV2Result.Change(call.State.With(group with { Targets = [.. targets] }));
    }

    public static ElbV2Result DeregisterTargets(ElbV2Call call)
    {
        if (call.State.TargetGroup(call.Text("TargetGroupArn")) is not { } group)
        {
            return ElbV2Errors.TargetGroupNotFound;
        }

        if (group.IsOfFile)
        {
            return ElbV2Errors.OfFile(group.Arn);
        }

        var targets = group.Targets;
        foreach (var (index, item) in call.Parameters.Items("Targets").Index())
        {
            var (id, port, error) = IdAndPort(item, index);
            if (error is not null)
            {
                return error;
            }

            // Without a port, wherever it is registered.
            targets = targets.RemoveAll(target => IsId(target, id) && (port is null || target.Port == port));
        }

        return ElbV2Result.Change(call.State.With(group with { Targets = targets }));
    }

    public static ElbV2Result DescribeTargetHealth(ElbV2Call call)
    {
        if (call.State.TargetGroup(call.Text("TargetGroupArn")) is not { } group)
        {
            return ElbV2Errors.TargetGroupNotFound;
        }

        var include = call.Parameters.Texts("Include");
        if (include.Select((value, i) => ModelledValues.NotOneOf(value, new Place($"Include[{i}]")))
            .FirstOrDefault(error => error is not null) is { } unknown)
        {
            return unknown;
        }

        var registered = call.Room.Current.Value.TargetGroups.GetValueOrDefault(group.Arn)?.Targets.Described ?? [];
        var all = registered.Select(target => Describe(target, group)).ToList();
        if (!call.Parameters.Items("Targets").Any())
        {
            return Tell(all, group, include.Count > 0);
        }

        var found = new List<Described>();
        foreach (var (index, item) in call.Parameters.Items("Targets").Index())
        {
            var (id, port, error) = IdAndPort(item, index);
            if (error is not null)
            {
                return error;
            }

            // Without a port, where the group has its own.
            var asked = port ?? group.Port;
            var own = all.FindAll(one => IsSameId(one.Id, id) && (asked is null || one.Port == asked));
            found.AddRange(own.Count > 0 ? own : [new Described(id, port ?? group.Port, null, TargetHealth.NotRegistered)]);
        }

        return Tell(found, group, include.Count > 0);
    }

    /// <summary>A target, or what is wrong with it; neither where somebody else has to be asked first.</summary>
    private static (TargetResource? Target, QueryError? Error) Read(
        QueryValue item, int index, TargetGroupResource group, ElbV2Call call, List<Wanted> wanted)
    {
        var (id, port, error) = IdAndPort(item, index);
        if (error is not null)
        {
            return (null, error);
        }

        if (ProblemWithZone(item.Text("AvailabilityZone"), group.TargetType) is { } zone)
        {
            return (null, ElbV2Errors.Validation($"Targets: {zone}"));
        }

        var target = new TargetResource(id, group.TargetType == TargetGroupResource.Lambda ? port : port ?? group.Port)
        {
            AvailabilityZone = item.Text("AvailabilityZone"),
        };
        if (group.TargetType != TargetGroupResource.Instance)
        {
            var type = group.TargetType == TargetGroupResource.Lambda ? TargetType.Lambda : TargetType.Ip;
            return TargetIds.ProblemWith(id, type, group.AddressType) is not { } problem ? (target, null)
                : type == TargetType.Lambda
                    ? (null, new QueryError("InvalidTarget", $"The target '{QueryError.Value(id)}' {problem}"))
                : (null, ElbV2Errors.Validation(
                    $"The IP address '{QueryError.Value(id)}' is not a valid {(group.AddressType == TargetGroupAddressType.Ipv6 ? "IPv6" : "IPv4")} address"));
        }

        if (!id.StartsWith("i-", StringComparison.Ordinal))
        {
            return (null, ElbV2Errors.Validation($"Instance ID '{QueryError.Value(id)}' is not valid"));
        }

        var (address, problemOf, missing) = AddressOf(id, group.AddressType, call);
        if (missing is not null)
        {
            wanted.Add(missing);
            return (null, null);
        }

        if (address is not null && TargetIds.ProblemWith(address, TargetType.Ip, group.AddressType) is { } wrong)
        {
            return (null, new QueryError(
                "InvalidTarget",
                group.AddressType == TargetGroupAddressType.Ipv6
                    ? "The following targets cannot be used with this IPv6 target group because of missing primary IPv6 "
                        + $"addresses: '{Quoted.Plain(id)}'"
                    : $"The target {Quoted.Text(id)} is at {Quoted.Text(address)}, which {wrong}"));
        }

        return address is not null
            ? (target with { Address = address }, null)
            : (null, new QueryError(
                "InvalidTarget",
                $"The following targets are not in a running state and cannot be registered: '{QueryError.Value(id)}'"
                    + (problemOf is null ? "" : $": {problemOf}")));
    }

    private static (string Id, int? Port, QueryError? Error) IdAndPort(QueryValue item, int index)
    {
        var wire = $"targets.{index + 1}.member";
        var (port, error) = Given.Integer(item, "Port", Bounds.LeastPort, Bounds.MostPort, wire);
        return item.Text("Id") is { } id ? (id, port, error) : ("", port, error ?? Constraint.Missing($"{wire}.id"));
    }

    private static string? ProblemWithZone(string? zone, string type) => (zone, type) switch
    {
        (null, _) => null,
        (_, TargetGroupResource.Instance) => "AvailabilityZone is not supported for targets of type instance: leave it out",
        (_, TargetGroupResource.Lambda) => TargetIds.ProblemWithZone(zone),
        _ => null,
    };

    /// <summary>Where an instance is, or why there is no telling; or what has to be known of somebody else for that.</summary>
    private static (string? Address, string? Problem, Wanted? Missing) AddressOf(
        string instance, TargetGroupAddressType type, ElbV2Call call)
    {
        if ((call.Room.Settings.Instances.GetValueOrDefault(instance) ?? call.Network.FindInstance(instance)?.Address) is { } said)
        {
            var host = new Wanted.HostAddresses(said, type);
            return Addresses.TryParse(said, out _) || TargetIds.ProblemWith(said, TargetType.Ip, type) is not null || call.Fetched.ContainsKey(host)
                ? (said, null, null)
                : (null, null, host);
        }

        var wanted = new Wanted.InstanceAddress(instance, call.Region, type);
        return call.Fetched.TryGetValue(wanted, out var found) ? (found.Address, found.Problem, null) : (null, null, wanted);
    }

    private static Described Describe(RegisteredTarget target, TargetGroupResource group)
    {
        // Of an instance the address is registered; a target that drains is no longer in its group.
        var id = group.Targets.Find(item => item.Address == target.Target.Id && item.Port == target.Address.EndPoint?.Port)?.Id
            ?? target.Target.Id;
        return new Described(id, target.Address.EndPoint?.Port, target.AnomalyDetection, target.Health);
    }

    private static ElbV2Result Tell(List<Described> targets, TargetGroupResource group, bool hasAnomalies) =>
        ElbV2Result.Tell((xml, view) => xml.List("TargetHealthDescriptions", targets, (member, target) =>
        {
            var isFunction = group.TargetType == TargetGroupResource.Lambda;
            member.Element("Target", element =>
            {
                element.Text("Id", target.Id);
                element.Number("Port", isFunction ? null : target.Port);
                var registered = group.Targets.Find(item => IsId(item, target.Id) && item.Port == target.Port);
                element.Text("AvailabilityZone", isFunction ? "all" : registered?.AvailabilityZone);
            });
            if (!isFunction)
            {
                var port = view.TargetGroup(group.Arn)?.HealthCheck.Port ?? target.Port;
                member.Text("HealthCheckPort", port?.ToString(CultureInfo.InvariantCulture));
            }

            member.Element("TargetHealth", health =>
            {
                health.Text("State", target.Health.StateName);
                health.Text("Reason", target.Health.Reason);
                health.Text("Description", target.Health.Description);
            });
            if (hasAnomalies && target.Anomalies is { } anomalies && !isFunction)
            {
                member.Element("AnomalyDetection", element =>
                {
                    element.Text("Result", anomalies.Result == AnomalyResult.Anomalous ? "anomalous" : "normal");
                    element.Text("MitigationInEffect", anomalies.MitigationInEffect ? "yes" : "no");
                });
            }
        }));

    private static bool IsSame(TargetResource one, TargetResource other) => IsId(one, other.Id) && one.Port == other.Port;

    private static bool IsId(TargetResource target, string id) => IsSameId(target.Id, id);

    private static bool IsSameId(string one, string other) =>
        string.Equals(TargetIds.Canonical(one), TargetIds.Canonical(other), StringComparison.OrdinalIgnoreCase);

    private sealed record Described(string Id, int? Port, AnomalyDetection? Anomalies, TargetHealth Health);
}
