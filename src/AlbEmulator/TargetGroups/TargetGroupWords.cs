using System.Globalization;
using AlbEmulator.Model;

namespace AlbEmulator.TargetGroups;

/// <summary>A target group in a few words: its targets, and what of it is not the default.</summary>
internal static class TargetGroupWords
{
    /// <param name="group">The target group.</param>
    /// <param name="isWeighted">Whether an action divides requests between it and others.</param>
    /// <param name="longest">Characters that its targets may take; at least one is told.</param>
    public static string Of(TargetGroup group, bool isWeighted, int longest)
    {
        var targets = group.Targets.Count == 0 ? "no targets" : Targets(group, longest);
        string?[] words = [Protocol(group), Algorithm(group.Attributes), SlowStart(group.Attributes),
            Stickiness(group.Attributes.Stickiness, isWeighted), Health(group)];
        var told = string.Join(", ", words.Where(static word => word is not null));
        return told.Length == 0 ? targets : $"{targets} ({told})";
    }

    private static string Targets(TargetGroup group, int longest)
    {
        var (told, length) = (new List<string>(), 0);
        foreach (var target in group.Targets)
        {
            var words = Target(target, group.TargetType);
            length += words.Length + 2;
            if (told.Count > 0 && length > longest)
            {
                told.Add(string.Create(CultureInfo.InvariantCulture, $"and {group.Targets.Count - told.Count:N0} more"));
                break;
            }

            told.Add(words);
        }

        return string.Join(", ", told);
    }

    private static string Target(Target target, TargetType type) => type switch
    {
        TargetType.Lambda => target.InvokeUrl is null ? target.Id : $"{target.Id} at {target.InvokeUrl}",
        _ when target.IsEcho => $"echo:{target.Port} (hosted here)",
        _ => $"{Addresses.InUrl(target.Id)}:{target.Port}",
    };

    private static string? Protocol(TargetGroup group) => (group.Protocol, group.ProtocolVersion) switch
    {
        (TargetGroupProtocol.Http, ProtocolVersion.Http1) => null,
        (TargetGroupProtocol.Https, ProtocolVersion.Http1) => "HTTPS",
        (TargetGroupProtocol.Http, ProtocolVersion.Http2) => "HTTP2",
        (TargetGroupProtocol.Https, ProtocolVersion.Http2) => "HTTP2 over HTTPS",
        (TargetGroupProtocol.Http, ProtocolVersion.Grpc) => "GRPC",
        (TargetGroupProtocol.Https, ProtocolVersion.Grpc) => "GRPC over HTTPS",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string? Algorithm(TargetGroupAttributes attributes) => attributes.Algorithm switch
    {
        LoadBalancingAlgorithm.RoundRobin => null,
        LoadBalancingAlgorithm.LeastOutstandingRequests => "least outstanding requests",
        LoadBalancingAlgorithm.WeightedRandom when attributes.AnomalyMitigation =>
            "weighted random with anomaly mitigation",
        LoadBalancingAlgorithm.WeightedRandom => "weighted random",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string? SlowStart(TargetGroupAttributes attributes) =>
        attributes.SlowStart == TimeSpan.Zero ? null : $"slow start over {Seconds(attributes.SlowStart)}";

    private static string? Stickiness(TargetStickiness? stickiness, bool isWeighted) => stickiness switch
    {
        null => null,
        TargetStickiness.LoadBalancerCookie => $"sticky for {Seconds(stickiness.Duration)}",
        TargetStickiness.ApplicationCookie application =>
            $"sticky by the cookie {application.CookieName} for {Seconds(application.Duration)}" +
                (isWeighted ? ", which AWS does not support with weighted target groups" : ""),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string? Health(TargetGroup group)
    {
        var check = group.HealthCheck;
        if (check == HealthCheck.DefaultOf(group.TargetType, group.ProtocolVersion) || !check.Enabled)
        {
            return null;
        }

        var protocol = check.Protocol == TargetGroupProtocol.Https ? "HTTPS " : "";
        var port = check.Port is { } number ? string.Create(CultureInfo.InvariantCulture, $":{number}") : "";
        return $"health check {protocol}{port}{check.Path} every {Seconds(check.Interval)}";
    }

    private static string Seconds(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");
}
