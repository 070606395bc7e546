using System.Net;
using AlbEmulator.Machine;
using AlbEmulator.Model;

namespace AlbEmulator;

/// <summary>Where an emulator is, for those who know several.</summary>
internal static class OwnPlace
{
    /// <summary>As the settings say, or where listeners bind.</summary>
    public static IPAddress AddressOf(AlbSettings settings) => settings.NodeAddress.Length > 0
        ? IPAddress.Parse(settings.NodeAddress)
        : Reached(BindAddresses.TryParse(settings.BindAddress, out var addresses) ? addresses[0] : IPAddress.Loopback);

    /// <summary>
    /// What tells it from others, by its machine, its address and its control port, or its process where there is none:
    /// <c>web-1/10.1.0.7:4580</c>.
    /// </summary>
    public static string InstanceOf(AlbSettings settings) =>
        $"{Environment.MachineName}/{Addresses.InUrl($"{AddressOf(settings)}")}:{(Uri.TryCreate(settings.ControlUrl, UriKind.Absolute, out var control) ? control.Port : Environment.ProcessId)}";

    /// <summary>Where others reach what binds an address: of all, the first of the machine's that is not of loopback alone.</summary>
    public static IPAddress Reached(IPAddress bound) =>
        Addresses.IsAny(bound) ? OutwardAddress.First() : bound;
}
