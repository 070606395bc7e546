using System.Net;
using AlbEmulator.Model;

namespace AlbEmulator.Snapshots;

/// <summary>A topology's listeners as Kestrel's endpoints: the configuration that it binds and unbinds ports from.</summary>
internal static class KestrelProjection
{
    /// <summary>Name of the endpoint on which the emulator itself answers.</summary>
    public const string ControlEndpoint = "control";

    /// <summary>The name of a listener's endpoint. Configuration keys cannot hold a colon.</summary>
    public static string EndpointName(IPEndPoint endPoint) =>
        $"listener-{endPoint.Address.ToString().Replace(':', '_')}-{endPoint.Port}";

    /// <summary>Where a listener binds: one place, or one of each family, IPv4 first.</summary>
    public static IEnumerable<IPEndPoint> EndPoints(LoadBalancer loadBalancer, Listener listener) =>
        loadBalancer.BindAddresses.Select(address => new IPEndPoint(address, listener.BindPort));

    public static IEnumerable<KeyValuePair<string, string?>> Endpoints(Topology topology, string controlUrl)
    {
        if (controlUrl.Length > 0)
        {
            yield return KeyValuePair.Create<string, string?>($"Endpoints:{ControlEndpoint}:Url", controlUrl);
        }

        foreach (var loadBalancer in topology.LoadBalancers)
        {
            foreach (var (listener, endPoint) in loadBalancer.Listeners.SelectMany(listener =>
                EndPoints(loadBalancer, listener).Select(endPoint => (listener, endPoint))))
            {
                var name = EndpointName(endPoint);
                var url = $"http://{endPoint}";
                yield return KeyValuePair.Create<string, string?>($"Endpoints:{name}:Url", url);
                // What is left for Kestrel to speak. That it differs has Kestrel bind the endpoint anew, with TLS or without.
                var protocols = listener.Protocol == ListenerProtocol.Https ? "Http2" : "Http1";
                yield return KeyValuePair.Create<string, string?>($"Endpoints:{name}:Protocols", protocols);
            }
        }
    }
}
