using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using AlbEmulator.Model;
using AlbEmulator.Stores;

namespace AlbEmulator.AwsApis.ElbV2;

/// <summary>At which addresses the nodes of load balancers are: what DNS would tell of their names.</summary>
internal sealed class NodePlaces(Store store, AlbSettings settings)
{
    /// <summary>Of this node: as it is said, or where listeners bind, or the first of this machine's that others can reach.</summary>
    public IPAddress Own => settings.NodeAddress.Length > 0
        ? IPAddress.Parse(settings.NodeAddress)
        : Reached(BindAddresses.TryParse(settings.BindAddress, out var addresses) ? addresses[0] : IPAddress.Loopback);

    /// <summary>Of all nodes of a load balancer, this one first.</summary>
    /// <param name="loadBalancer">A node that shares it with none is where its listeners bind.</param>
    public IEnumerable<IPAddress> Of(LoadBalancer loadBalancer) => store.Shared is { } shared
        ? shared.Nodes.Select(static node => IPAddress.Parse(node.Address)).Prepend(Own).Distinct()
        : [Reached(loadBalancer.BindAddresses[0])];

    private static IPAddress Reached(IPAddress bound) =>
        bound.Equals(IPAddress.Any) || bound.Equals(IPAddress.IPv6Any) ? OfMachine() : bound;

    private static IPAddress OfMachine() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(static network => network.OperationalStatus == OperationalStatus.Up && network.NetworkInterfaceType != NetworkInterfaceType.Loopback)
        .SelectMany(static network => network.GetIPProperties().UnicastAddresses)
        .Select(static address => address.Address)
        .FirstOrDefault(static address => address.AddressFamily == AddressFamily.InterNetwork) ?? IPAddress.Loopback;
}
