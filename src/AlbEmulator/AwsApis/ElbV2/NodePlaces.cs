using System.Net;
using AlbEmulator.Model;
using AlbEmulator.Stores;

namespace AlbEmulator.AwsApis.ElbV2;

/// <summary>At which addresses the nodes of load balancers are: what DNS would tell of their names.</summary>
internal sealed class NodePlaces(Store store, AlbSettings settings)
{
    /// <summary>Of this node.</summary>
    public IPAddress Own => OwnPlace.AddressOf(settings);

    /// <summary>Of all nodes of a load balancer, in the same order at each.</summary>
    /// <param name="loadBalancer">One that shares it with none is where its listeners bind.</param>
    /// <param name="isBound">Whether it is said of the load balancer where they bind.</param>
    public IEnumerable<IPAddress> Of(LoadBalancer loadBalancer, bool isBound) => store.Shared is { } shared && !isBound
        ? shared.Nodes.Select(static node => IPAddress.Parse(node.Address)).Append(Own).Distinct()
            .OrderBy(static address => Convert.ToHexString(address.GetAddressBytes()), StringComparer.Ordinal)
        : [OwnPlace.Reached(loadBalancer.BindAddresses[0])];
}
