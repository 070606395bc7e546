using System.Net;
using AlbEmulator.Model;
using AlbEmulator.Stores;

namespace AlbEmulator.AwsApis.ElbV2;

/// <summary>At which addresses the nodes of load balancers are: what DNS would tell of their names.</summary>
internal sealed class NodePlaces(Store store, AlbSettings settings)
{
    /// <summary>Of this node.</summary>
    public IPAddress Own => OwnPlace.AddressOf(settings);

    /// <summary>Of all nodes of a load balancer, this one first.</summary>
    /// <param name="loadBalancer">A node that shares it with none is where its listeners bind.</param>
    public IEnumerable<IPAddress> Of(LoadBalancer loadBalancer) => store.Shared is { } shared
        ? shared.Nodes.Select(static node => IPAddress.Parse(node.Address)).Prepend(Own).Distinct()
        : [OwnPlace.Reached(loadBalancer.BindAddresses[0])];
}
