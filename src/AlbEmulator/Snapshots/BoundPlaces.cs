using System.Net;
using AlbEmulator.Model;

namespace AlbEmulator.Snapshots;

/// <summary>Where what runs is reached: every port that is bound for it, whoever chose that.</summary>
/// <param name="Listeners">One for each address of a listener, in the order of their ports.</param>
/// <param name="EchoTargets">One for each target that the emulator hosts.</param>
/// <param name="EchoProviders">Issuers of the providers that it hosts.</param>
internal sealed record BoundPlaces(
    IReadOnlyList<BoundPlaces.OfListener> Listeners,
    IReadOnlyList<BoundPlaces.OfEchoTarget> EchoTargets,
    IReadOnlyList<string> EchoProviders)
{
    public static BoundPlaces Of(Snapshot snapshot) => Of(new Topology(
        [.. snapshot.Listeners.Select(static listener => listener.LoadBalancer).DistinctBy(static loadBalancer => loadBalancer.Arn)],
        [.. snapshot.TargetGroups.Values.Select(static known => known.TargetGroup)]));

    /// <summary>Every port of a topology that is bound.</summary>
    public static HashSet<int> Ports(Topology topology) =>
    [
        .. topology.LoadBalancers.SelectMany(static loadBalancer => loadBalancer.Listeners).Select(static listener => listener.BindPort),
        .. topology.Echoes().Keys.Select(static endPoint => endPoint.Port),
        .. topology.EchoProviders().Keys,
    ];

    private static BoundPlaces Of(Topology topology) => new(
        [
            .. from loadBalancer in topology.LoadBalancers
               from listener in loadBalancer.Listeners
               orderby listener.BindPort
               from endPoint in KestrelProjection.EndPoints(loadBalancer, listener)
               select new OfListener(loadBalancer.Name, listener.Port, $"{listener.Protocol.Scheme()}://{endPoint}/", listener.Arn),
        ],
        [
            .. from @group in topology.TargetGroups
               from target in @group.Targets
               where target.IsEcho
               select new OfEchoTarget(@group.Name, $"http://{new IPEndPoint(Target.LoopbackOf(@group.IpAddressType), target.Port)}/"),
        ],
        [.. topology.EchoProviders().Keys.Select(EchoIdentityProvider.IssuerAt)]);

    /// <param name="LoadBalancer">Its name.</param>
    /// <param name="Port">That of the listener, which headers, redirects and logs say.</param>
    /// <param name="Url">Where it is bound.</param>
    /// <param name="Arn">Of the listener.</param>
    internal sealed record OfListener(string LoadBalancer, int Port, string Url, string Arn);

    /// <param name="TargetGroup">Its name.</param>
    /// <param name="Url">Where it answers.</param>
    internal sealed record OfEchoTarget(string TargetGroup, string Url);
}
