using System.Net;
using AlbEmulator.Model;

namespace AlbEmulator.Snapshots;

/// <summary>
/// The address of a load balancer's node, as a line of a log and the name of its file have it. AWS's are IPv4, also where
/// the client came over IPv6.
/// </summary>
/// <param name="bound">Where the listeners bind, IPv4 first.</param>
internal sealed class NodeAddress(IReadOnlyList<IPAddress> bound)
{
    private static readonly string Loopback = IPAddress.Loopback.ToString();

    /// <summary>Null where a connection tells which of all addresses it is.</summary>
    private readonly string? _only =
        Addresses.IsAny(bound[0]) ? null : bound[0].ToString();

    /// <param name="accepted">The address on which a connection was accepted.</param>
    public string Of(IPAddress accepted) => _only
        ?? (Addresses.IsIPv6(accepted) && IPAddress.IsLoopback(accepted) ? Loopback : accepted.ToString());
}
