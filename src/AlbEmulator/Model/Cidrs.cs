using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AlbEmulator.Model;

/// <summary>
/// The values of source-ip conditions: blocks of addresses in CIDR notation.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#source-ip-conditions"/>
/// </summary>
public static class Cidrs
{
    /// <summary>What is wrong with a value, or null and the block. Bits beyond the prefix do not count.</summary>
    public static string? TryParse(string value, out IPNetwork network)
    {
        network = default;
        if (value.Length == 0)
        {
            return "must not be empty";
        }

        if (value.AsSpan().ContainsAny('*', '?'))
        {
            return "must not hold wildcards: write a block of addresses such as \"10.0.0.0/8\"";
        }

        var slash = value.IndexOf('/', StringComparison.Ordinal);
        if (!Addresses.TryParse(slash < 0 ? value : value[..slash], out var address))
        {
            return "must be a block of IPv4 or IPv6 addresses in CIDR notation " +
                "such as \"10.0.0.0/8\" or \"2001:db8::/32\"";
        }

        var most = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        if (slash < 0)
        {
            return $"is an address, and AWS takes blocks: write \"{value}/{most}\"";
        }

        if (!int.TryParse(value.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var prefix) ||
            prefix > most)
        {
            return $"must have a whole number from 0 to {most} after its \"/\"";
        }

        if (prefix == 32 && address.Equals(IPAddress.Broadcast))
        {
            return "is not taken by AWS: remove it";
        }

        network = new IPNetwork(Masked(address, prefix), prefix);
        return null;
    }

    private static IPAddress Masked(IPAddress address, int prefix)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var bits = Math.Clamp(prefix - (i * 8), 0, 8);
            bytes[i] &= (byte)(0xFF << (8 - bits));
        }

        return new IPAddress(bytes);
    }
}
