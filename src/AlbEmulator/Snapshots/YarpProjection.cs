using System.Net;
using AlbEmulator.Model;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace AlbEmulator.Snapshots;

/// <summary>
/// A topology's target groups as YARP's clusters, each with one route that no request matches: the rule step
/// addresses it. Targets are not among it: they are chosen in TargetGroups, and handed to YARP with the request.
/// </summary>
internal static class YarpProjection
{
    /// <summary>Every byte of a header as one character, both ways.</summary>
    private const string Latin1 = "iso-8859-1";

    public static (IReadOnlyList<RouteConfig> Routes, IReadOnlyList<ClusterConfig> Clusters) Project(Topology topology)
    {
        var idleTimeouts = IdleTimeouts(topology);
        var policies = TargetPolicies.Of(topology);
        var routes = new List<RouteConfig>(topology.TargetGroups.Count);
        var clusters = new List<ClusterConfig>(topology.TargetGroups.Count);
        foreach (var group in topology.TargetGroups)
        {
            routes.Add(new RouteConfig
            {
                RouteId = group.Arn,
                ClusterId = ClusterId(group, policies),
                // A path that no request can have: the endpoint is addressed, never matched.
                Match = new RouteMatch { Path = "/", Hosts = [$"{routes.Count}.target-group.invalid"] },
            });
            clusters.Add(new ClusterConfig
            {
                ClusterId = ClusterId(group, policies),
                HttpClient = new HttpClientConfig { RequestHeaderEncoding = Latin1, ResponseHeaderEncoding = Latin1 },
                HttpRequest = new ForwarderRequestConfig
                {
                    ActivityTimeout = idleTimeouts.GetValueOrDefault(group.Arn, LoadBalancerAttributes.Default.IdleTimeout),
                    Version = group.ProtocolVersion == ProtocolVersion.Http1 ? HttpVersion.Version11 : HttpVersion.Version20,
                    VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                },
            });
        }

        return (routes, clusters);
    }

    /// <summary>The ARN of the target group that a cluster is of.</summary>
    public static string TargetGroupArn(string clusterId) => clusterId[..clusterId.IndexOf(' ')];

    /// <summary>By which its HTTPS targets are spoken to.</summary>
    public static SslPolicy TargetPolicy(string clusterId) =>
        SslPolicies.Find(clusterId[(clusterId.LastIndexOf(' ') + 1)..]) ?? SslPolicies.Default;

    /// <summary>
    /// Another one for another version of HTTP or another policy of TLS: a cluster changes at once, and requests that took
    /// the topology before speak to their targets as they did.
    /// </summary>
    private static string ClusterId(TargetGroup group, IReadOnlyDictionary<string, SslPolicy> policies)
    {
        var policy = group.Protocol == TargetGroupProtocol.Https
            ? policies.GetValueOrDefault(group.Arn, SslPolicies.Default).Name
            : "-";
        return $"{group.Arn} {group.ProtocolVersion} {policy}";
    }

    /// <summary>In AWS a target group belongs to one load balancer at most, so that its idle timeout is the group's.</summary>
    private static Dictionary<string, TimeSpan> IdleTimeouts(Topology topology)
    {
        var timeouts = new Dictionary<string, TimeSpan>();
        foreach (var loadBalancer in topology.LoadBalancers)
        {
            foreach (var group in loadBalancer.Forwards.SelectMany(forward => forward.TargetGroups))
            {
                timeouts[group.TargetGroupArn] = loadBalancer.Attributes.IdleTimeout;
            }
        }

        return timeouts;
    }
}
