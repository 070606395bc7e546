using System.Net;

namespace AlbEmulator.Model;

/// <summary>
/// Where listeners bind: what is written for a load balancer or in the settings, and what its IP address type makes of it.
/// </summary>
public static class BindAddresses
{
    private static readonly IReadOnlyList<IPAddress> Localhost = [IPAddress.Loopback, IPAddress.IPv6Loopback];

    private static readonly (IPAddress IPv4, IPAddress IPv6)[] Counterparts =
        [(IPAddress.Loopback, IPAddress.IPv6Loopback), (IPAddress.Any, IPAddress.IPv6Any)];

    /// <summary>
    /// What is wrong with a text, or null: an address, one of each family with a comma between them, or <c>localhost</c>.
    /// </summary>
    public static string? ProblemWith(string text) => TryParse(text, out _) ? null
        : text is "*" or "+" ? "must be an IP address: write 0.0.0.0 for every address"
        : "must be an IP address such as 127.0.0.1 or 0.0.0.0, localhost, or one of each family such as " +
            $"127.0.0.2,::1, not {Quoted.Text(text)}";

    /// <summary>The addresses that a text names, IPv4 before IPv6.</summary>
    public static bool TryParse(string text, out IReadOnlyList<IPAddress> written)
    {
        if (IsLocalhost(text))
        {
            written = Localhost;
            return true;
        }

        var addresses = new List<IPAddress>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!Addresses.TryParse(part, out var address))
            {
                written = [];
                return false;
            }

            addresses.Add(Addresses.Plain(address));
        }

        written = [.. addresses.OrderBy(Addresses.IsIPv6)];
        return written.Count == 1 || (written.Count == 2 && !Addresses.IsIPv6(written[0]) && Addresses.IsIPv6(written[1]));
    }

    /// <summary>
    /// The addresses of a load balancer, IPv4 before IPv6. One that is <c>dualstack</c> also binds the counterpart of
    /// <c>127.0.0.1</c> and <c>0.0.0.0</c>, where the machine has it; one that is not binds the first of two addresses.
    /// <c>::</c> is every address of both families, and <c>localhost</c> both of loopback's that the machine has, whatever the
    /// type.
    /// </summary>
    /// <param name="written">What <see cref="TryParse"/> found.</param>
    /// <param name="type">Of the load balancer.</param>
    /// <param name="isThere">Whether the machine has an address.</param>
    public static IReadOnlyList<IPAddress> Of(
        IReadOnlyList<IPAddress> written, LoadBalancerAddressType type, Func<IPAddress, bool> isThere)
    {
        if (ReferenceEquals(written, Localhost))
        {
            return isThere(IPAddress.IPv6Loopback) ? written : [IPAddress.Loopback];
        }

        if (written is not [var only])
        {
            return type == LoadBalancerAddressType.Ipv4 ? [written[0]] : written;
        }

        if (only.Equals(IPAddress.IPv6Any))
        {
            return [IPAddress.Any, only];
        }

        return type != LoadBalancerAddressType.Ipv4 && CounterpartOf(only) is { } other && isThere(other)
            ? [.. new[] { only, other }.OrderBy(Addresses.IsIPv6)]
            : [only];
    }

    /// <summary>Why only one family is bound of a load balancer that has both; null where that is not so.</summary>
    public static string? ProblemWithFamilies(LoadBalancer loadBalancer)
    {
        if (loadBalancer.IpAddressType == LoadBalancerAddressType.Ipv4 || loadBalancer.BindAddresses is not [var only])
        {
            return null;
        }

        var reason = CounterpartOf(only) is { } other
            ? $"this machine has no {other}"
            : $"{only} has no counterpart: write one of each family, such as BindAddress: " +
                (Addresses.IsIPv6(only) ? $"127.0.0.1,{only}" : $"{only},::1");
        return $"The load balancer {Quoted.Text(loadBalancer.Name)} is dualstack, but its listeners bind only {only}, since {reason}";
    }

    private static bool IsLocalhost(string text) => Target.IsLocalhost(text.Trim());

    private static IPAddress? CounterpartOf(IPAddress address)
    {
        foreach (var (one, other) in Counterparts)
        {
            if (address.Equals(one) || address.Equals(other))
            {
                return address.Equals(one) ? other : one;
            }
        }

        return null;
    }
}
