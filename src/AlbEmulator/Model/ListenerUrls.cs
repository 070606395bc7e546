using System.Net;

namespace AlbEmulator.Model;

/// <summary>URLs of listeners that can be clicked on this machine.</summary>
public static class ListenerUrls
{
    private static readonly IPAddress[] Here = [IPAddress.Loopback, IPAddress.Any, IPAddress.IPv6Loopback, IPAddress.IPv6Any];

    /// <summary>One for each address of the load balancer, each once: <c>localhost</c> is an address of each family.</summary>
    public static IReadOnlyList<string> Of(LoadBalancer loadBalancer, Listener listener) =>
        [.. loadBalancer.BindAddresses.Select(address => Of(address, listener)).Distinct()];

    /// <summary>The address as bound, unless it means this machine anyway.</summary>
    public static string Of(IPAddress address, Listener listener)
    {
        var host = Here.Contains(address) ? "localhost" : Addresses.InUrl(address.ToString());
        return $"{listener.Protocol.Scheme()}://{host}:{listener.BindPort}/";
    }
}
