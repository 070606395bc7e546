using System.Net;
using System.Net.Sockets;

namespace AlbEmulator.Model;

/// <summary>IP addresses as people write them, and which of them share a port.</summary>
public static class Addresses
{
    /// <summary>
    /// Only whole addresses: <c>127.1</c> and <c>[::1]:80</c>, which the platform's parser also takes, are slips here.
    /// </summary>
    public static bool TryParse(string text, out IPAddress address)
    {
        if (IPAddress.TryParse(text, out var parsed) && !text.Contains('[', StringComparison.Ordinal) &&
            (parsed.AddressFamily == AddressFamily.InterNetworkV6 || parsed.ToString() == text))
        {
            address = parsed;
            return true;
        }

        address = IPAddress.None;
        return false;
    }

    /// <summary>Whether two sockets on one port get in each other's way. <c>::</c> takes IPv4 as well.</summary>
    public static bool Collide(IPAddress one, IPAddress other) =>
        one.Equals(other) || Covers(one, other) || Covers(other, one);

    private static bool Covers(IPAddress one, IPAddress other) =>
        one.Equals(IPAddress.IPv6Any) ||
        (one.Equals(IPAddress.Any) && other.AddressFamily == AddressFamily.InterNetwork);
}
