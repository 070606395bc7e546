using System.Net;
using AlbEmulator.Machine;
using AlbEmulator.Model;

namespace AlbEmulator.Topologies;

/// <summary>The port of <c>Alb:ControlUrl</c>, which no listener can have.</summary>
internal static class ControlAddress
{
    private const string By = "Alb:ControlUrl";

    /// <summary>Has the setting say the port that the system chose, where it leaves that open.</summary>
    public static void Choose(AlbSettings settings, HeldPorts held)
    {
        if (Of(settings) is [{ Port: 0 }, ..] taken && new Uri(settings.ControlUrl) is var url)
        {
            var isOfBothFamilies = taken[0].Address.Equals(IPAddress.IPv6Any);
            IReadOnlyList<IPAddress> addresses = isOfBothFamilies ? [IPAddress.IPv6Any] : [.. taken.Select(static one => one.Address)];
            settings.ControlUrl = $"{url.Scheme}://{url.Host}:{held.Of("control port", addresses, isOfBothFamilies)}";
        }
    }

    public static IReadOnlyList<TakenPort> Of(AlbSettings settings)
    {
        if (settings.ControlUrl.Length == 0)
        {
            return [];
        }

        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(settings.ControlUrl);
        }
        catch (FormatException)
        {
            // Whoever binds it tells so.
            return [];
        }

        return [.. AddressesOf(address.Host).Select(ip => new TakenPort(ip, address.Port, By))];
    }

    private static IReadOnlyList<IPAddress> AddressesOf(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
            ? [IPAddress.Loopback, IPAddress.IPv6Loopback]
        : IPAddress.TryParse(host, out var address) && !address.Equals(IPAddress.IPv6Any) ? [address]
        // Of whatever is no address, and of "::", Kestrel makes one socket of both families.
        : [IPAddress.IPv6Any, IPAddress.Any];
}
