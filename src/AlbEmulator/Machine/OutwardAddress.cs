using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace AlbEmulator.Machine;

/// <summary>Where others reach this machine.</summary>
internal static class OutwardAddress
{
    /// <summary>The first IPv4 address that is not of loopback alone; that of loopback where there is none, or the system tells none.</summary>
    public static IPAddress First()
    {
        try
        {
            return Found() ?? IPAddress.Loopback;
        }
        catch (NetworkInformationException)
        {
            return IPAddress.Loopback;
        }
    }

    private static IPAddress? Found() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(static network => network.OperationalStatus == OperationalStatus.Up && network.NetworkInterfaceType != NetworkInterfaceType.Loopback)
        .SelectMany(static network => network.GetIPProperties().UnicastAddresses)
        .Select(static address => address.Address)
        .FirstOrDefault(static address => address.AddressFamily == AddressFamily.InterNetwork);
}
