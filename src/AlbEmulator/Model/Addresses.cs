using System.Net;
using System.Net.Sockets;

namespace AlbEmulator.Model;

/// <summary>IP addresses as people write them, and which of them share a port.</summary>
public static class Addresses
{
    /// <summary>
    /// Only whole addresses: <c>127.1</c> and <c>[::1]:80</c>, which the platform's parser also takes, are slips here, and
    /// <c>fe80::1%eth0</c> is one of this machine alone.
    /// </summary>
    public static bool TryParse(string text, out IPAddress address)
    {
        if (IPAddress.TryParse(text, out var parsed) && !text.AsSpan().ContainsAny('[', '%') &&
            (parsed.AddressFamily == AddressFamily.InterNetworkV6 || parsed.ToString() == text))
        {
            address = parsed;
            return true;
        }

        address = IPAddress.None;
        return false;
    }

    /// <summary>
    /// The address as all the world knows it: an IPv4 address in IPv6 clothes is an IPv4 address, and of
    /// <c>fe80::1%eth0</c> what stands before <c>%</c>.
    /// </summary>
    public static IPAddress Plain(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4()
        : IsIPv6(address) && address.ScopeId != 0 ? new IPAddress(address.GetAddressBytes())
        : address;

    public static bool IsIPv6(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6;

    /// <summary>An address or a name as a URL has it before a port: an IPv6 address in brackets.</summary>
    public static string InUrl(string host) => host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;

    /// <summary>Whether two sockets on one port get in each other's way: <c>0.0.0.0</c> and <c>::</c> take all of their family.</summary>
    public static bool Collide(IPAddress one, IPAddress other) =>
        IsIPv6(one) == IsIPv6(other) && (one.Equals(other) || IsAny(one) || IsAny(other));

    /// <summary>Where on this machine that answers which binds an address: loopback, where it binds all of its family.</summary>
    public static IPAddress Reached(IPAddress bound) =>
        !IsAny(bound) ? bound : IsIPv6(bound) ? IPAddress.IPv6Loopback : IPAddress.Loopback;

    /// <summary>Whether it stands for all of its family.</summary>
    public static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
